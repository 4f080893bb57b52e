import type { Sql, Tx } from '../database/connection.js';

/** Clients whom a backtest has compared, and what came of it. */
export interface BacktestChunk {
  readonly chunk: number;
  /** Ids of survivors; `null` for clients whom the log doesn't know. */
  readonly first: string | null;
  readonly last: string | null;
  readonly clients: number;
  readonly same: number;
  readonly added: number;
  readonly gone: number;
  readonly changed: number;
}

export const backtestChunks = (sql: Sql, backtestId: string): Promise<BacktestChunk[]> =>
  sql.query(
    `SELECT chunk, first_id AS first, last_id AS last, clients, same, added, gone, changed FROM backtest_chunk
      WHERE backtest_id = $1 ORDER BY chunk`,
    [backtestId],
  );

export const addChunks = (tx: Tx, backtestId: string, chunks: readonly BacktestChunk[]): Promise<unknown> =>
  tx.query(
    `INSERT INTO backtest_chunk (backtest_id, chunk, first_id, last_id, clients, same, added, gone, changed)
     SELECT $1, chunk, first, last, clients, same, added, gone, changed
       FROM json_to_recordset($2) AS r (chunk bigint, first text, last text, clients bigint, same bigint, added bigint,
            gone bigint, changed bigint)`,
    [backtestId, JSON.stringify(chunks)],
  );

/**
 * Begins a run: what the chunks that are kept found stays, and all else is forgotten.
 * @param snapshot JSON: what all that is kept and all that comes is compared with
 */
export async function beginRun(
  tx: Tx,
  backtestId: string,
  kept: readonly BacktestChunk[],
  snapshot: string,
): Promise<void> {
  const values = [backtestId, kept.map(({ chunk }) => chunk)];
  await tx.query('DELETE FROM backtest_difference WHERE backtest_id = $1 AND chunk <> ALL($2)', values);
  await tx.query('DELETE FROM backtest_chunk WHERE backtest_id = $1 AND chunk <> ALL($2)', values);
  await tx.query(
    `UPDATE backtest b SET picture = $2, done = k.clients, done_before = k.clients, same = k.same, added = k.added,
            gone = k.gone, changed = k.changed, total = CASE WHEN k.clients = 0 THEN NULL ELSE total END
       FROM (SELECT coalesce(sum(clients), 0) AS clients, coalesce(sum(same), 0) AS same, coalesce(sum(added), 0) AS added,
                    coalesce(sum(gone), 0) AS gone, coalesce(sum(changed), 0) AS changed
               FROM backtest_chunk WHERE backtest_id = $1) AS k
      WHERE backtest_id = $1`,
    [backtestId, snapshot],
  );
}

/** The last ordinal that was given to a difference. */
export async function lastOrdinal(sql: Sql, backtestId: string): Promise<number> {
  const [row] = await sql.query<{ last: number | null }>(
    'SELECT max(ordinal) AS last FROM backtest_difference WHERE backtest_id = $1',
    [backtestId],
  );
  return row?.last ?? 0;
}
