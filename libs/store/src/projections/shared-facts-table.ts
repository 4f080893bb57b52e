import type { Sql, Tx } from '../database/connection.js';

// The table and the lock are called as they were before the word was changed; a change of them is one of the schema.
const LOCK = `hashtext('scopewatch-knowledge')`;

/** While an act is judged and committed, what all clients share can't change. */
export const holdSharedFacts = (tx: Tx): Promise<unknown> => tx.query(`SELECT pg_advisory_xact_lock_shared(${LOCK})`);

/** While what all clients share changes, no act is judged. */
export const changeSharedFacts = (tx: Tx): Promise<unknown> => tx.query(`SELECT pg_advisory_xact_lock(${LOCK})`);

/** The position of the newest fact that all clients share. */
export async function sharedFactsVersion(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ version: number }>('SELECT version FROM knowledge');
  return row?.version ?? 0;
}

export const setSharedFactsVersion = (tx: Tx, position: number): Promise<unknown> =>
  tx.query('UPDATE knowledge SET version = $1', [position]);
