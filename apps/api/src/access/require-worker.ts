import { personOf, type Sql } from '#store';
import { Problem } from '../http/problem.js';
import { isPermitted, type Role } from './roles.js';

/** @throws Problem INVALID_INPUT where no work on this entity's clients can be given to them */
export async function requireWorker(sql: Sql, assignee: string | null, entityId: string): Promise<void> {
  if (assignee === null) return;
  const person = await personOf(sql, assignee);
  const refuse = (why: string): never => {
    throw new Problem('INVALID_INPUT', `body/assignee ${assignee} ${why}`);
  };
  if (person === undefined) return refuse('is not the id of a person');
  if (person.disabled) return refuse('is disabled');
  if (!isPermitted('work-alerts', person.roles as readonly Role[]))
    return refuse('has no role that may work on alerts');
  if (person.entities !== null && !person.entities.includes(entityId))
    return refuse('may not see alerts of this entity');
}
