import type { NotSecond } from '#domain';
import { twoPeople, type Sql } from '#store';
import { Problem } from '../http/problem.js';
import type { Caller } from './caller.js';

/**
 * What takes two people is compared by people: sessions, keys and addresses of one person are one person. The database
 * holds everybody to the same.
 * @param proposedBy a person, or a key
 * @returns `null` where the caller is a second person beside somebody who may still sign in
 */
export async function whyNotSecond(sql: Sql, proposedBy: string, caller: Caller): Promise<NotSecond | null> {
  const { same, proposerIsActive } = await twoPeople(sql, proposedBy, caller.personId);
  if (same) {
    const detail = `This was proposed by ${proposedBy}, which is you (a session or key of yours counts as you). Somebody else must approve it.`;
    return { refused: 'SECOND_PERSON', detail };
  }
  if (proposerIsActive) return null;
  const detail = `${proposedBy}, who proposed this, is disabled or has no role any more. Reject it, and let somebody else propose it again.`;
  return { refused: 'REFUSED', detail };
}

/** @throws Problem SECOND_PERSON, or REFUSED where nobody answers for the proposal any more */
export async function requireSecondPerson(sql: Sql, proposedBy: string, caller: Caller): Promise<void> {
  const why = await whyNotSecond(sql, proposedBy, caller);
  if (why !== null) throw new Problem(why.refused, why.detail);
}
