import type { Sql } from '../database/connection.js';

/** What a request under an idempotency key was answered with. */
export interface IdempotencyRow {
  /** Digest of the request: another one under the same key is a mistake of the caller's. */
  readonly request: Buffer;
  readonly status: number;
  readonly answer: string | null;
}

const OVER = `idempotency.recorded_at <= clock_timestamp() - interval '1 day'`;

/** @returns nothing once its day is over */
export async function answeredBefore(sql: Sql, personId: string, key: string): Promise<IdempotencyRow | undefined> {
  const [row] = await sql.query<IdempotencyRow>(
    `SELECT request, status, answer FROM idempotency WHERE person_id = $1 AND key = $2 AND NOT ${OVER}`,
    [personId, key],
  );
  return row;
}

/**
 * Keeps the answer for a day: the first under a key. One statement, and so one transaction; what is deleted in it is still
 * there for what is inserted, so an answer under the same key whose day is over is replaced.
 */
export const keepAnswer = (
  sql: Sql,
  row: IdempotencyRow & { readonly personId: string; readonly key: string },
): Promise<unknown> =>
  sql.query(
    `WITH old AS (DELETE FROM idempotency WHERE ${OVER} AND (person_id, key) <> ($1, $2))
     INSERT INTO idempotency (person_id, key, request, status, answer, recorded_at)
     VALUES ($1, $2, $3, $4, $5, clock_timestamp())
     ON CONFLICT (person_id, key) DO UPDATE
        SET request = EXCLUDED.request, status = EXCLUDED.status, answer = EXCLUDED.answer,
            recorded_at = EXCLUDED.recorded_at
      WHERE ${OVER}`,
    [row.personId, row.key, row.request, row.status, row.answer],
  );
