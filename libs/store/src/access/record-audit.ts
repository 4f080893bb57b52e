import type { Tx } from '../database/connection.js';
import { appendAudit } from './audit-table.js';

/** Who changes something, and from where. */
export interface Actor {
  readonly personId: string;
  readonly address: string;
}

/** Notes a change with who made it, from where, and what was before and after; `null` for nothing. */
export const recordAudit = (
  tx: Tx,
  { personId, address }: Actor,
  operation: string,
  target: string,
  before: unknown,
  after: unknown,
): Promise<unknown> =>
  appendAudit(tx, {
    personId,
    address,
    operation,
    target,
    before: before === null ? null : JSON.stringify(before),
    after: after === null ? null : JSON.stringify(after),
  });
