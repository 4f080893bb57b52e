import { appendAudit, type Tx } from '#store';
import type { Caller } from './caller.js';

/** Notes a change with who made it, from where, and what was before and after. */
export const recordAudit = (
  tx: Tx,
  caller: Pick<Caller, 'personId' | 'address'>,
  operation: string,
  target: string,
  before: unknown,
  after: unknown,
): Promise<unknown> =>
  appendAudit(tx, {
    personId: caller.personId,
    address: caller.address,
    operation,
    target,
    before: before === null ? null : JSON.stringify(before),
    after: after === null ? null : JSON.stringify(after),
  });
