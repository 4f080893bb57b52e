import { BLOCK_SIZE, type LogRecordRow } from '#log/codec';
import type { Tx } from '#store';
import { appendToLog } from '../append-to-log.js';
import { newBlock } from '../event-table.js';

/** The chain of what people and jobs decided. */
const CHAIN = 'records';

/**
 * Appends rows to the log that have changed and wait to be put on record, in the order in which they did.
 * @param most how many, at most as many as a block holds
 * @returns how many
 */
export async function recordPending(tx: Tx, most: number): Promise<number> {
  const pending = await tx.query<{ n: number; kind: string; subject: string; body: string }>(
    `DELETE FROM record_pending WHERE n IN (SELECT n FROM record_pending ORDER BY n LIMIT $1)
     RETURNING n, kind, subject, body`,
    [Math.min(most, BLOCK_SIZE)],
  );
  if (pending.length === 0) return 0;
  pending.sort((a, b) => a.n - b.n);
  const { block, first, recordedAt } = await newBlock(tx);
  const records = pending.map(({ kind, subject, body }, i): LogRecordRow => {
    return { position: first + i, kind, subject, clientId: null, recordedAt, actor: null, body };
  });
  await appendToLog(tx, { chain: CHAIN, block, recordedAt, records });
  return records.length;
}
