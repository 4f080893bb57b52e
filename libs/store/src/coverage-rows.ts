import type { Sql } from './connection.js';

/** A rejection that nobody has settled, as far as it can be told whom it is about. */
export interface WaitingRejection {
  readonly rejectionId: string;
  readonly reason: string;
  /** Whether it is keyed by the id of a client on file who is none of those asked for. */
  readonly ofOthers: boolean;
}

/** All rejections that wait, seen from some clients. */
export const rejectionsWaiting = (sql: Sql, clientIds: readonly string[]): Promise<WaitingRejection[]> =>
  sql.query(
    `SELECT r.rejection_id AS "rejectionId", r.reason,
            coalesce(NOT k.key = ANY($1) AND (EXISTS (SELECT FROM client c WHERE c.client_id = k.key)
                     OR EXISTS (SELECT FROM event e WHERE e.client_id = k.key)), false) AS "ofOthers"
       FROM rejection r
       CROSS JOIN LATERAL (SELECT CASE WHEN position('\\x00'::bytea IN r.message_key) > 0 THEN NULL
                                       ELSE encode(r.message_key, 'escape') END AS key) k
      WHERE NOT EXISTS (SELECT FROM rejection_outcome o
                         WHERE o.rejection_id = r.rejection_id AND o.outcome IN ('ACCEPTED', 'DUPLICATE'))
      ORDER BY r.position`,
    [clientIds],
  );

/** The database's clock, and when the newest batch was recorded, in ms since 1970. */
export async function recordTimes(sql: Sql): Promise<{ now: number; newest: number | null }> {
  const [row] = await sql.query<{ now: number; newest: number | null }>(
    `SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now,
            (SELECT floor(extract(epoch FROM max(recorded_at)) * 1000)::bigint FROM batch) AS newest`,
  );
  return { now: row?.now ?? 0, newest: row?.newest ?? null };
}
