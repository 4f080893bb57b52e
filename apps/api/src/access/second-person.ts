import type { NotSecond } from '#domain';
import { twoPeople, type Given, type Sql } from '#store';
import type { OperationSpec } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import type { Caller } from './caller.js';
import { isPermitted, type Role } from './roles.js';

/** What was proposed: by which operation, and which of the entities that somebody is limited to reach as far. */
export interface Proposing {
  readonly by: Pick<OperationSpec, 'permission' | 'wholeBook'>;
  /** Of an operation that isn't about the whole book. */
  readonly reaches?: (entities: readonly string[]) => boolean;
}

/**
 * What takes two people is compared by people: sessions, keys and addresses of one person are one person. And it takes two
 * who may do their part now, whatever they might when it was proposed. The database holds everybody to the same.
 * @param proposedBy a person, or a key
 * @returns `null` where the caller is a second person beside somebody who might still propose it
 */
export async function whyNotSecond(
  sql: Sql,
  proposedBy: string,
  caller: Caller,
  proposing: Proposing,
): Promise<NotSecond | null> {
  const { same, letIn, proposer } = await twoPeople(sql, proposedBy, caller.personId);
  if (same) {
    const detail = `This was proposed by ${proposedBy}, which is you (a session or key of yours counts as you). Somebody else must approve it.`;
    return { refused: 'SECOND_PERSON', detail };
  }
  if (letIn) {
    const detail = `One of you, ${proposedBy} and you, came in by a link that the other handed over, so you don’t count as two people here. Somebody else must approve it.`;
    return { refused: 'SECOND_PERSON', detail };
  }
  if (proposer !== null && mayPropose(proposer, proposing)) return null;
  const detail = `${proposedBy}, who proposed this, is disabled or may not propose it any more. Reject it, and let somebody else propose it again.`;
  return { refused: 'REFUSED', detail };
}

function mayPropose({ roles, entities }: Given, { by: { permission, wholeBook }, reaches }: Proposing): boolean {
  if (!isPermitted(permission, roles as readonly Role[])) return false;
  return entities === null || (wholeBook !== true && reaches?.(entities) === true);
}

/** @throws Problem SECOND_PERSON, or REFUSED where nobody answers for the proposal any more */
export async function requireSecondPerson(
  sql: Sql,
  proposedBy: string,
  caller: Caller,
  proposing: Proposing,
): Promise<void> {
  const why = await whyNotSecond(sql, proposedBy, caller, proposing);
  if (why !== null) throw new Problem(why.refused, why.detail);
}
