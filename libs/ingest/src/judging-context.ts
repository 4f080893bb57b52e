import { readPolicy } from '#contract';
import type { Policy } from '#domain';
import { currentPolicy, type Sql } from '#store';
import { SharedFacts } from '#judging';
import { bringUpToDate } from '#judging/now';

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
  const { sharedFacts, activated } = await bringUpToDate(sql, known.sharedFacts);
  if (!activated) return { ...known, sharedFacts };
  const inForce = await currentPolicy(sql);
  return { sharedFacts, policy: inForce === undefined ? known.policy : readPolicy(inForce.rules) };
}
