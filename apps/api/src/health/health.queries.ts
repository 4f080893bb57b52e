import type { Sql } from '#store';

/** Up to where the topics that are read now have been handled. */
export const offsetRows = (sql: Sql): Promise<{ topic: string; partition: number; next: number }[]> =>
  sql.query('SELECT topic, partition, next_offset AS next FROM kafka_offset WHERE NOT closed');

interface FanOutRow {
  readonly position: number;
  readonly cause: string;
  readonly recordedAt: Date;
  readonly judged: number;
  readonly incidentId: string | null;
}

/** The oldest of those that have not ended. */
export const unfinishedFanOuts = (sql: Sql): Promise<FanOutRow[]> =>
  sql.query(
    `SELECT position, cause, recorded_at AS "recordedAt", judged, incident_id AS "incidentId" FROM fan_out
      WHERE finished_at IS NULL ORDER BY position LIMIT 100`,
  );

/** How many rejections nobody has settled. */
export async function countWaitingRejections(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ n: number }>(
    `SELECT count(*) AS n FROM rejection_standing WHERE standing IN ('WAITING', 'PROPOSED')`,
  );
  return row?.n ?? 0;
}

/** Somebody to be told to whom nothing gets through at present. */
interface FailingReceiverRow {
  readonly receiverId: string;
  readonly name: string;
  /** Of the first attempt that failed since one got through. */
  readonly since: Date;
  readonly attempts: number;
  readonly reason: string | null;
  /** Whether nothing is tried any more until somebody enables it. */
  readonly disabled: boolean;
}

export const failingReceivers = (sql: Sql): Promise<FailingReceiverRow[]> =>
  sql.query(
    `SELECT r.receiver_id AS "receiverId", r.name, f.since, f.attempts, f.reason, r.disabled_at IS NOT NULL AS disabled
       FROM receiver r CROSS JOIN LATERAL (
         SELECT min(recorded_at) AS since, count(*)::int AS attempts,
                (array_agg(reason ORDER BY position DESC))[1] AS reason
           FROM delivery WHERE receiver_id = r.receiver_id AND outcome = 'FAILED' AND position > coalesce(
             (SELECT position FROM delivery WHERE receiver_id = r.receiver_id AND outcome = 'DELIVERED'
               ORDER BY position DESC LIMIT 1), 0)) f
      WHERE r.deleted_at IS NULL AND f.attempts > 0 ORDER BY f.since LIMIT 100`,
  );

/** Since when something is on record that no signed head covers yet; `null` where all is, or nothing was recorded. */
export async function unsignedSince(sql: Sql): Promise<Date | null> {
  const [row] = await sql.query<{ since: Date | null }>(
    `SELECT min(b.recorded_at) AS since
       FROM chain_head h CROSS JOIN LATERAL (
         SELECT recorded_at FROM batch WHERE chain = h.chain AND seq > coalesce(
           (SELECT seq FROM tree_leaf t WHERE t.chain = h.chain
               AND index < (SELECT coalesce(max(size), 0) FROM tree_head) ORDER BY seq DESC LIMIT 1), 0)
          ORDER BY seq LIMIT 1) b`,
  );
  return row?.since ?? null;
}
