/** How failures are repeated: delays grow by `factor` from `initialMs` to `maxMs`; all in milliseconds. */
export interface RetryPolicy {
  initialMs: number;
  factor: number;
  maxMs: number;
  /** After failing for this long, counted from the first failure, the error is final. */
  maxElapsedMs: number;
}

export const defaultRetry: RetryPolicy = { initialMs: 200, factor: 2, maxMs: 5_000, maxElapsedMs: 600_000 };

/** @param failures how many failures there have been, from 1 */
export function retryDelayMs(policy: RetryPolicy, failures: number): number {
  return Math.min(policy.maxMs, policy.initialMs * policy.factor ** (failures - 1));
}

/** An error is final when it says so itself (`retryable: false`) or when it has lasted too long. */
export function isFinal(policy: RetryPolicy, error: unknown, elapsedMs: number): boolean {
  const declared = typeof error === 'object' && error !== null && 'retryable' in error ? error.retryable : undefined;
  return declared === false || elapsedMs >= policy.maxElapsedMs;
}
