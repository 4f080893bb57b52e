import type { FailureReason } from '#store';

/** How one attempt ended. */
export type Attempt =
  | { readonly outcome: 'DELIVERED'; readonly status: number | null; readonly detail: string | null }
  | {
      readonly outcome: 'FAILED';
      readonly reason: FailureReason;
      readonly status: number | null;
      readonly detail: string;
      /** How long the receiver asked to be left alone. */
      readonly retryAfterMs?: number | undefined;
    };

export const failed = (reason: FailureReason, detail: string, status: number | null = null): Attempt => ({
  outcome: 'FAILED',
  reason,
  status,
  detail,
});

/** What follows from an attempt: done, once more later, given up, or the receiver wants no more at all. */
export type Consequence =
  { readonly then: 'done' | 'give-up' | 'disable' } | { readonly then: 'retry'; readonly inMs: number };

const RETRY_AFTER_MAX_MS = 24 * 3_600_000;

/**
 * @param attempts how many there were, this one included
 * @param retryMs how long to wait before each further one
 */
export function consequenceOf(attempt: Attempt, attempts: number, retryMs: readonly number[]): Consequence {
  if (attempt.outcome === 'DELIVERED') return { then: 'done' };
  if (attempt.reason === 'GONE') return { then: 'disable' };
  const inMs = retryMs[attempts - 1];
  if (inMs === undefined) return { then: 'give-up' };
  return { then: 'retry', inMs: Math.max(inMs, Math.min(attempt.retryAfterMs ?? 0, RETRY_AFTER_MAX_MS)) };
}
