import type { AlertSummary } from '../api/types';

type Version = Pick<AlertSummary, 'alertId' | 'etag'>;

const STEPS_MAX = 1_000;
const steps = new Map<string, string>();
const keyOf = ({ alertId, etag }: Version): string => `${alertId} ${etag}`;

/** Remembers that it was us who made the one version of an alert out of the other. */
export function rememberStep(before: Version, after: Version): void {
  if (before.etag === after.etag) return;
  if (steps.size >= STEPS_MAX) steps.clear();
  steps.set(keyOf(before), after.etag);
}

/**
 * The version that a person means by the one they saw: their own steps since don't count as somebody else's, so that
 * acknowledging and closing in one go is no conflict.
 */
export function withOwnSteps<T extends Version>(seen: T): T {
  let etag = seen.etag;
  for (let next = steps.get(keyOf(seen)); next !== undefined; next = steps.get(keyOf({ ...seen, etag }))) etag = next;
  return { ...seen, etag };
}
