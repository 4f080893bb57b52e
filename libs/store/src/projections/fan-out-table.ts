import type { Sql, Tx } from '../database/connection.js';

/** Whom a change of shared facts may touch. */
export interface Affected {
  readonly refs: readonly string[];
  readonly clientIds: readonly string[];
  readonly everyone: boolean;
}

export interface FanOut extends Affected {
  /** The position of the fact whose fan-out it is. */
  readonly position: number;
  readonly cause: string;
  readonly incidentId: string | null;
  readonly cursor: string | null;
  readonly judged: number;
}

export const addFanOut = (tx: Tx, job: Omit<FanOut, 'cursor' | 'judged'>, atMs: number): Promise<unknown> =>
  tx.query(
    `INSERT INTO fan_out (position, cause, incident_id, refs, client_ids, everyone, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0))`,
    [job.position, job.cause, job.incidentId, job.refs, job.clientIds, job.everyone, atMs],
  );

const COLUMNS = `position, cause, incident_id AS "incidentId", refs, client_ids AS "clientIds", everyone, cursor, judged`;

export const unfinishedFanOuts = (sql: Sql, limit: number): Promise<FanOut[]> =>
  sql.query(`SELECT ${COLUMNS} FROM fan_out WHERE finished_at IS NULL ORDER BY position LIMIT $1`, [limit]);

export async function countUnfinished(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ n: number }>('SELECT count(*) AS n FROM fan_out WHERE finished_at IS NULL');
  return row?.n ?? 0;
}

export const advanceFanOuts = (
  tx: Tx,
  positions: readonly number[],
  cursor: string,
  judged: number,
): Promise<unknown> =>
  tx.query('UPDATE fan_out SET cursor = $2, judged = judged + $3 WHERE position = ANY($1)', [
    positions,
    cursor,
    judged,
  ]);

export const finishFanOuts = (tx: Tx, positions: readonly number[]): Promise<unknown> =>
  tx.query('UPDATE fan_out SET finished_at = clock_timestamp() WHERE position = ANY($1)', [positions]);
