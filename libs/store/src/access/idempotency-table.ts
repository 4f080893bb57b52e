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
 * @returns whether it is the first; where somebody else is about to keep one it waits for them
 */
export async function keepAnswer(
  sql: Sql,
  row: IdempotencyRow & { readonly personId: string; readonly key: string },
): Promise<boolean> {
  const kept = await sql.query(
    `WITH over AS (SELECT person_id, key FROM idempotency WHERE ${OVER} AND (person_id, key) <> ($1, $2)
                     FOR UPDATE SKIP LOCKED),
          old AS (DELETE FROM idempotency i USING over WHERE (i.person_id, i.key) = (over.person_id, over.key))
     INSERT INTO idempotency (person_id, key, request, status, answer, recorded_at)
     VALUES ($1, $2, $3, $4, $5, clock_timestamp())
     ON CONFLICT (person_id, key) DO UPDATE
        SET request = EXCLUDED.request, status = EXCLUDED.status, answer = EXCLUDED.answer,
            recorded_at = EXCLUDED.recorded_at
      WHERE ${OVER}
     RETURNING key`,
    [row.personId, row.key, row.request, row.status, row.answer],
  );
  return kept.length > 0;
}

/** Puts another answer in the place of the one that the same request has kept before. */
export const replaceAnswer = (
  sql: Sql,
  row: Pick<IdempotencyRow, 'status' | 'answer'> & { readonly personId: string; readonly key: string },
): Promise<unknown> =>
  sql.query('UPDATE idempotency SET status = $3, answer = $4 WHERE person_id = $1 AND key = $2', [
    row.personId,
    row.key,
    row.status,
    row.answer,
  ]);
