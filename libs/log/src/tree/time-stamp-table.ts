import type { Sql, Tx } from '#store';

/** @param response a TimeStampResp over what is signed of the head of that size */
export const addTimeStamp = (tx: Tx, size: number, response: Buffer): Promise<unknown> =>
  tx.query(
    `INSERT INTO tree_time_stamp (size, response, received_at) VALUES ($1, $2, clock_timestamp())
     ON CONFLICT DO NOTHING`,
    [size, response],
  );

export async function timeStampOf(sql: Sql, size: number): Promise<Buffer | undefined> {
  const [row] = await sql.query<{ response: Buffer }>('SELECT response FROM tree_time_stamp WHERE size = $1', [size]);
  return row?.response;
}

/** The size of the head that was stamped last, and how long ago (ms); `undefined` where none was. */
export async function latestTimeStamp(sql: Sql): Promise<{ size: number; ageMs: number } | undefined> {
  const [row] = await sql.query<{ size: number; ageMs: number }>(
    `SELECT size, (extract(epoch FROM clock_timestamp() - received_at) * 1000)::float8 AS "ageMs"
       FROM tree_time_stamp ORDER BY size DESC LIMIT 1`,
  );
  return row;
}
