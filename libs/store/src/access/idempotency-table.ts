import type { Sql } from '../database/connection.js';

/** What a request under an idempotency key was answered with. */
export interface IdempotencyRow {
  /** Digest of the request: another one under the same key is a mistake of the caller's. */
  readonly request: Buffer;
  readonly status: number;
  readonly answer: string | null;
}

export async function answeredBefore(sql: Sql, personId: string, key: string): Promise<IdempotencyRow | undefined> {
  const [row] = await sql.query<IdempotencyRow>(
    'SELECT request, status, answer FROM idempotency WHERE person_id = $1 AND key = $2',
    [personId, key],
  );
  return row;
}

/** Keeps the answer for a day. One statement, and so one transaction. */
export const keepAnswer = (
  sql: Sql,
  row: IdempotencyRow & { readonly personId: string; readonly key: string },
): Promise<unknown> =>
  sql.query(
    `WITH old AS (DELETE FROM idempotency WHERE recorded_at < clock_timestamp() - interval '1 day')
     INSERT INTO idempotency (person_id, key, request, status, answer, recorded_at)
     VALUES ($1, $2, $3, $4, $5, clock_timestamp()) ON CONFLICT DO NOTHING`,
    [row.personId, row.key, row.request, row.status, row.answer],
  );
