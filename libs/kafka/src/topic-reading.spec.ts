import type { RawRecord } from './raw-record.js';
import { Reading } from './topic-reading.js';

const record = (offset: bigint): RawRecord => ({
  topic: 't',
  partition: 0,
  offset,
  key: null,
  headers: {},
  value: null,
  timestampMs: 0,
});

describe('reading a topic', () => {
  let now = 0;
  const reading = () => new Reading(new Map([[0, 2n]]), () => now);

  it('is silent where nothing came for too long', () => {
    const silent = reading();
    now += 30_000;
    expect(silent.isSilentFor(30_000)).toBe(false);
    now += 1;
    expect(silent.isSilentFor(30_000)).toBe(true);
  });

  it('is not silent because whoever reads takes their time', () => {
    const slow = reading();
    slow.reached(0, 1n, [record(0n)]);
    now += 60_000;
    expect(slow.isSilentFor(30_000)).toBe(false);
    expect(slow.take()).toHaveLength(1);
    now += 60_000;
    slow.goOn();
    expect([slow.isSilentFor(30_000), slow.exhausted, slow.done]).toEqual([false, false, false]);
    now += 30_001;
    expect(slow.isSilentFor(30_000)).toBe(true);
  });

  it('is over where empty answers come again and again, which are not counted while somebody works', () => {
    const tail = reading();
    const emptyAnswers = () => {
      for (let i = 0; i < 20; i += 1) tail.fetched(100);
    };
    emptyAnswers();
    now += 2_000;
    expect(tail.exhausted).toBe(true);
    tail.goOn();
    now += 2_000;
    expect(tail.exhausted).toBe(false);
    emptyAnswers();
    expect(tail.exhausted).toBe(true);
  });
});
