import type { Tx } from '#store';
import type { Checkpoint } from './log-follower.js';

/** Where a follower left off, locked to the end of the transaction; `undefined` if it never began. */
export async function lockCheckpoint(tx: Tx, follower: string): Promise<Checkpoint | undefined> {
  const [row] = await tx.query<{ checkpoint: string }>(
    'SELECT checkpoint FROM log_checkpoint WHERE follower = $1 FOR UPDATE',
    [follower],
  );
  return row === undefined ? undefined : new Map(JSON.parse(row.checkpoint) as [string, number][]);
}

export const saveCheckpoint = (tx: Tx, follower: string, checkpoint: Checkpoint): Promise<unknown> =>
  tx.query(
    `INSERT INTO log_checkpoint (follower, checkpoint) VALUES ($1, $2)
     ON CONFLICT (follower) DO UPDATE SET checkpoint = EXCLUDED.checkpoint`,
    [follower, JSON.stringify([...checkpoint])],
  );
