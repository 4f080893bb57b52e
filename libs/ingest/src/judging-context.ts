import { readPolicy } from '#contract';
import type { Policy } from '#domain';
import { activationsSince, currentPolicy, sharedFactsVersion, type Sql } from '#store';
import { sharedSince } from '#log';
import { readStored } from '#log/codec';
import { SharedFacts } from '#judging';

/** What every client is judged by: what all of them share, and the pack in force. */
export interface JudgingContext {
  readonly sharedFacts: SharedFacts;
  readonly policy: Policy;
}

/** @param fallback the pack to judge by as long as none is on record */
export const contextWithout = (fallback: Policy): JudgingContext => ({
  sharedFacts: SharedFacts.NONE,
  policy: fallback,
});

/**
 * Brings it up to date with the log. Whatever is committed between two of these reads has moved the version once more,
 * so that a batch judged by it is refused and judged again.
 */
export async function upToDate(sql: Sql, known: JudgingContext): Promise<JudgingContext> {
  const { sharedFacts } = known;
  if ((await sharedFactsVersion(sql)) === sharedFacts.version) return known;
  const events = (await sharedSince(sql, sharedFacts.version)).map(readStored);
  const activations = await activationsSince(sql, sharedFacts.version);
  const next = sharedFacts.with(
    events,
    activations.map((a) => a.position),
  );
  if (activations.length === 0) return { ...known, sharedFacts: next };
  const inForce = await currentPolicy(sql);
  return { sharedFacts: next, policy: inForce === undefined ? known.policy : readPolicy(inForce.rules) };
}
