import { defaultRetry, isFinal, retryDelayMs } from './retry-policy.js';

describe('the retry policy', () => {
  it('doubles the delay up to its cap', () => {
    expect([1, 2, 3, 5, 6, 50].map((failures) => retryDelayMs(defaultRetry, failures))).toEqual([
      200, 400, 800, 3_200, 5_000, 5_000,
    ]);
  });

  it('ends with an error that says so, or after ten minutes', () => {
    expect(isFinal(defaultRetry, new Error('away'), 599_999)).toBe(false);
    expect(isFinal(defaultRetry, new Error('away'), 600_000)).toBe(true);
    expect(isFinal(defaultRetry, { retryable: false }, 0)).toBe(true);
    expect(isFinal(defaultRetry, { retryable: true }, 0)).toBe(false);
  });
});
