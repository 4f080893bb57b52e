import type { Sql, Tx } from '../database/connection.js';

/** The version of the judge at work; `undefined` before any was noted. */
export async function judgeAtWork(sql: Sql): Promise<number | undefined> {
  const [row] = await sql.query<{ judge: number }>('SELECT judge FROM judge_change ORDER BY position DESC LIMIT 1');
  return row?.judge;
}

/** Notes that another version of the judge is at work from a position on. */
export const noteJudge = (tx: Tx, judge: number, position: number, atMs: number): Promise<unknown> =>
  tx.query('INSERT INTO judge_change (position, judge, recorded_at) VALUES ($1, $2, to_timestamp($3 / 1000.0))', [
    position,
    judge,
    atMs,
  ]);
