import { StaleWhileRevalidate } from './stale-while-revalidate.js';

describe('a costly answer', () => {
  let clock = 0;
  let found = 0;
  const finding = (ms: number) => () => {
    clock += ms;
    return Promise.resolve((found += 1));
  };
  let steady: StaleWhileRevalidate<number>;
  beforeEach(() => {
    clock = 0;
    found = 0;
    steady = new StaleWhileRevalidate<number>(2, () => clock);
  });

  it('is kept for ten times as long as it took, and given for as long again while another is found', async () => {
    expect(await steady.answer('a', finding(1_000))).toBe(1);
    clock += 9_999;
    expect(await steady.answer('a', finding(1_000))).toBe(1);
    expect(found).toBe(1);
    clock += 2;
    expect(await steady.answer('a', finding(1_000))).toBe(1);
    expect(found).toBe(2);
    await Promise.resolve();
    expect(await steady.answer('a', finding(1_000))).toBe(2);
  });

  it('is waited for where the one that is kept is too old', async () => {
    expect(await steady.answer('a', finding(1_000))).toBe(1);
    clock += 20_001;
    expect(await steady.answer('a', finding(1_000))).toBe(2);
  });

  it('stays as it was where a newer one could not be found', async () => {
    expect(await steady.answer('a', finding(1_000))).toBe(1);
    clock += 10_001;
    expect(await steady.answer('a', () => Promise.reject(new Error('away')))).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await steady.answer('a', finding(1_000))).toBe(1);
    expect(found).toBe(2);
  });

  it('is found anew each time where that is quick', async () => {
    expect(await steady.answer('a', finding(10))).toBe(1);
    expect(await steady.answer('a', finding(10))).toBe(2);
  });

  it('is found once for all who ask meanwhile', async () => {
    const both = await Promise.all([steady.answer('a', finding(1_000)), steady.answer('a', finding(1_000))]);
    expect(both).toEqual([1, 1]);
  });

  it('is not kept where it could not be found', async () => {
    await expect(steady.answer('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await steady.answer('a', finding(1_000))).toBe(1);
  });

  it('makes way for others', async () => {
    for (const key of ['a', 'b', 'c']) await steady.answer(key, finding(1_000));
    expect(await steady.answer('c', finding(1_000))).toBe(3);
    expect(await steady.answer('a', finding(1_000))).toBe(4);
  });

  it('says whether more is on record than when it was found', async () => {
    const asked = (mark: string) => ({ mark, atOnce: false });
    expect(await steady.answerAsOf('a', asked('1'), finding(1_000))).toEqual({ answer: 1, behind: false });
    expect(await steady.answerAsOf('a', asked('1'), finding(1_000))).toEqual({ answer: 1, behind: false });
    expect(await steady.answerAsOf('a', asked('2'), finding(1_000))).toEqual({ answer: 1, behind: true });
    clock += 10_001;
    expect(await steady.answerAsOf('a', asked('2'), finding(1_000))).toEqual({ answer: 1, behind: true });
    expect(await steady.answerAsOf('a', asked('2'), finding(1_000))).toEqual({ answer: 2, behind: false });
  });

  it('is found anew for whoever has just added to what is on record, and for nobody twice', async () => {
    await steady.answerAsOf('a', { mark: '1', atOnce: false }, finding(1_000));
    const atOnce = { mark: '2', atOnce: true };
    expect(await steady.answerAsOf('a', atOnce, finding(1_000))).toEqual({ answer: 2, behind: false });
    expect(await steady.answerAsOf('a', atOnce, finding(1_000))).toEqual({ answer: 2, behind: false });
  });

  it('is not put back to what was being found before', async () => {
    await steady.answerAsOf('a', { mark: '1', atOnce: false }, finding(1_000));
    clock += 10_001;
    let end = (_: number): void => undefined;
    const slow = new Promise<number>((resolve) => (end = resolve));
    await steady.answerAsOf('a', { mark: '1', atOnce: false }, () => slow);
    expect(await steady.answerAsOf('a', { mark: '2', atOnce: true }, finding(1_000))).toEqual({
      answer: 2,
      behind: false,
    });
    end(-1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await steady.answerAsOf('a', { mark: '2', atOnce: false }, finding(1_000))).toEqual({
      answer: 2,
      behind: false,
    });
  });
});
