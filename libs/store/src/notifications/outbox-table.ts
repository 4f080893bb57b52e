import type { Sql, Tx } from '../database/connection.js';

/** Something to be sent: a fact about an alert, or a rejection. */
export type OutboxItem =
  | { readonly position: number; readonly kind: 'alert'; readonly factKind: string; readonly body: string }
  | {
      readonly position: number;
      readonly kind: 'rejection';
      readonly rejectionId: string;
      readonly topic: string;
      readonly partition: number;
      readonly kafkaOffset: number;
      readonly lastOffset: number | null;
      readonly codec: string | null;
      readonly key: Buffer | null;
      readonly value: Buffer | null;
      readonly reason: string;
      readonly message: string;
      readonly recordedAt: Date;
    };

/** Rejected values that are read at once: they can be as large as Kafka takes. */
const VALUES_BYTES_MAX = 16 * 1024 * 1024;

/**
 * The oldest items, in the order of positions: for any one client the order in which its alerts changed.
 * @param valueBytes as much of a rejected value is read
 */
export async function oldestItems(sql: Sql, limit: number, valueBytes: number): Promise<OutboxItem[]> {
  const rows = await sql.query<Record<string, unknown>>(
    `SELECT o.position, o.kind, f.kind AS "factKind", f.body, r.rejection_id AS "rejectionId", r.topic, r.partition,
            r.kafka_offset AS "kafkaOffset", r.last_offset AS "lastOffset", r.codec, r.message_key AS "key",
            substring(r.value FROM 1 FOR $2) AS value, r.reason, r.message, r.recorded_at AS "recordedAt"
       FROM (SELECT position, kind, sum(size) OVER (ORDER BY position) - size AS before
               FROM (SELECT o.position, o.kind, least(coalesce(octet_length(r.value), 0), $2) AS size
                       FROM (SELECT position, kind FROM outbox ORDER BY position LIMIT $1) o
                       LEFT JOIN rejection r ON o.kind = 'rejection' AND r.position = o.position) sized) o
       LEFT JOIN alert_fact f ON o.kind = 'alert' AND f.position = o.position
       LEFT JOIN rejection r ON o.kind = 'rejection' AND r.position = o.position
      WHERE before < ${VALUES_BYTES_MAX}
      ORDER BY o.position`,
    [limit, valueBytes],
  );
  // The columns are those of the kind, by the joins above.
  return rows as unknown as OutboxItem[];
}

export const removeItems = (tx: Tx, positions: readonly number[]): Promise<number> =>
  tx.change('DELETE FROM outbox WHERE position = ANY($1)', [positions]);

/** Whether something recorded before this position still has to be sent. */
export async function isWaitingBefore(sql: Sql, position: number): Promise<boolean> {
  const rows = await sql.query('SELECT FROM outbox WHERE position < $1 LIMIT 1', [position]);
  return rows.length > 0;
}

/** Age of the oldest item in seconds, and how many wait; 0 and 0 when it is empty. */
export async function outboxBacklog(sql: Sql): Promise<{ items: number; oldestSeconds: number }> {
  const [row] = await sql.query<{ items: number; age: number | null }>(
    `SELECT (SELECT count(*) FROM outbox) AS items,
            (SELECT extract(epoch FROM recording_time() - coalesce(f.recorded_at, r.recorded_at))::float8
               FROM (SELECT position FROM outbox ORDER BY position LIMIT 1) o
               LEFT JOIN alert_fact f ON f.position = o.position
               LEFT JOIN rejection r ON r.position = o.position) AS age`,
  );
  return { items: row?.items ?? 0, oldestSeconds: Math.max(0, row?.age ?? 0) };
}
