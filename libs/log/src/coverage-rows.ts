import type { Sql } from '#store';

/** Rejections that nobody has settled or set aside, in the order in which they came, with the sizes of their values. */
export const waitingSizes = (sql: Sql): Promise<{ rejectionId: string; bytes: number }[]> =>
  sql.query(
    `SELECT rejection_id AS "rejectionId", coalesce(length(value), 0) AS bytes
       FROM rejection JOIN rejection_standing USING (rejection_id)
      WHERE standing IN ('WAITING', 'PROPOSED') ORDER BY position`,
  );

/** A message that could not be taken, as it came. */
export interface RejectedMessageRow {
  readonly rejectionId: string;
  readonly reason: string;
  readonly key: Buffer | null;
  readonly headers: string | null;
  readonly value: Buffer | null;
}

export const rejectedMessages = (sql: Sql, ids: readonly string[]): Promise<RejectedMessageRow[]> =>
  sql.query(
    `SELECT rejection_id AS "rejectionId", reason, message_key AS "key", headers, value FROM rejection
      WHERE rejection_id = ANY($1) ORDER BY position`,
    [ids],
  );

/** Which of some words are ids of clients on file. */
export async function clientsAmong(sql: Sql, words: readonly string[]): Promise<string[]> {
  // No id has a zero byte in it, and PostgreSQL takes no text that has.
  const possible = words.filter((word) => !word.includes('\0'));
  const rows = await sql.query<{ id: string }>(
    `SELECT word AS id FROM unnest($1::text[]) AS word
      WHERE EXISTS (SELECT FROM client c WHERE c.client_id = word) OR EXISTS (SELECT FROM event e WHERE e.client_id = word)`,
    [possible],
  );
  return rows.map(({ id }) => id);
}

/** The database's clock, and when the newest batch was recorded, in ms since 1970. */
export async function recordTimes(sql: Sql): Promise<{ now: number; newest: number | null }> {
  const [row] = await sql.query<{ now: number; newest: number | null }>(
    `SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now,
            (SELECT floor(extract(epoch FROM max(recorded_at)) * 1000)::bigint FROM batch) AS newest`,
  );
  return { now: row?.now ?? 0, newest: row?.newest ?? null };
}
