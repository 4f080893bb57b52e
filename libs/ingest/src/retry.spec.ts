import { asksToRetry, codeOf, StaleRead } from './retry';

const withCode = (code: unknown): Error => Object.assign(new Error('refused'), { code });

describe('a batch that failed', () => {
  it.each([
    ['somebody else was quicker', new StaleRead('A client')],
    ['two waited for each other', withCode('40P01')],
    ['the database could not put them in order', withCode('40001')],
  ])('is tried again where only the moment was wrong: %s', (_why, error) => {
    expect(asksToRetry(error)).toBe(true);
  });

  it.each([
    ['an identity is on file', withCode('23505')],
    ['the disk is full', withCode('53100')],
    ['it is no error at all', 'text'],
    ['it is nothing', null],
    ['its code is no text', withCode(40_001)],
  ])('is not tried again where trying changes nothing: %s', (_why, error) => {
    expect(asksToRetry(error)).toBe(false);
  });

  it('says what was read and has changed', () => {
    expect(new StaleRead('A partition')).toMatchObject({
      name: 'StaleRead',
      message: 'A partition changed while the batch was being judged.',
    });
  });

  it('has a code only where it carries one', () => {
    expect([codeOf(withCode('23505')), codeOf(new Error('none')), codeOf(undefined)]).toEqual([
      '23505',
      undefined,
      undefined,
    ]);
  });
});
