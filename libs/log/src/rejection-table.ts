import type { Sql, Tx } from '#store';

/** A message that could not be taken, as it came, with the reason. */
export interface RejectionRow {
  readonly rejectionId: string;
  readonly position: number;
  readonly topic: string;
  readonly partition: number;
  readonly kafkaOffset: number;
  /** Where the batch ends that it stands for; `null` for a single message. */
  readonly lastOffset: number | null;
  /** What that batch was compressed by. */
  readonly codec: string | null;
  readonly key: Buffer | null;
  readonly headers: string | null;
  readonly value: Buffer | null;
  readonly reason: string;
  readonly message: string;
  readonly recordedAt: number;
}

/** A rejection but for its value, which may be as large as Kafka takes. */
export type StoredRejection = Omit<RejectionRow, 'recordedAt' | 'value'> & {
  readonly recordedAt: Date;
  readonly attempts: number;
};

/** The same message of the same topic is one rejection, however often it is met. */
export const rejectionId = (topic: string, partition: number, offset: number): string =>
  `${topic}-${partition}-${offset}`;

/** The first record of a batch that is a rejection itself: the batch has the id of that offset. */
export const firstRecordId = (batchId: string): string => `${batchId}-record`;

/** @returns those that were not on record yet */
export async function appendRejections(tx: Tx, rows: readonly RejectionRow[]): Promise<RejectionRow[]> {
  const added: RejectionRow[] = [];
  for (const r of rows) {
    const inserted = await tx.change(
      `WITH added AS (
         INSERT INTO rejection (rejection_id, position, topic, partition, kafka_offset, message_key, headers, value,
                                reason, message, recorded_at, last_offset, codec)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11 / 1000.0), $12, $13)
         ON CONFLICT (rejection_id) DO NOTHING RETURNING position)
       INSERT INTO outbox (position, kind) SELECT position, 'rejection' FROM added`,
      [
        r.rejectionId,
        r.position,
        r.topic,
        r.partition,
        r.kafkaOffset,
        r.key,
        r.headers,
        r.value,
        r.reason,
        r.message,
        r.recordedAt,
        r.lastOffset,
        r.codec,
      ],
    );
    if (inserted > 0) added.push(r);
  }
  return added;
}

/**
 * Rejections that no re-drive has settled yet, in the order in which they came. What was set aside is taken up again only
 * where it is named.
 */
export const waitingRejections = (
  sql: Sql,
  which: { ids?: readonly string[]; reason?: string },
): Promise<StoredRejection[]> =>
  sql.query(
    `SELECT r.rejection_id AS "rejectionId", r.position, r.topic, r.partition, r.kafka_offset AS "kafkaOffset",
            r.last_offset AS "lastOffset", r.codec, r.message_key AS "key", r.headers, r.reason, r.message, r.recorded_at AS "recordedAt",
            (SELECT count(*) FROM rejection_outcome o WHERE o.rejection_id = r.rejection_id) AS attempts
       FROM rejection r
       JOIN rejection_standing USING (rejection_id)
      WHERE ($1::text[] IS NULL OR r.rejection_id = ANY($1)) AND ($2::text IS NULL OR r.reason = $2)
        AND (standing IN ('WAITING', 'PROPOSED') OR (standing = 'SET_ASIDE' AND $1::text[] IS NOT NULL))
      ORDER BY r.position`,
    [which.ids ?? null, which.reason ?? null],
  );

/** The bytes that were rejected; `null` where there were none. */
export async function rejectedValue(sql: Sql, rejectionId: string): Promise<Buffer | null> {
  const [row] = await sql.query<{ value: Buffer | null }>('SELECT value FROM rejection WHERE rejection_id = $1', [
    rejectionId,
  ]);
  return row?.value ?? null;
}

export type RedriveOutcome = 'ACCEPTED' | 'DUPLICATE' | 'REJECTED';

export const recordOutcome = (
  tx: Tx,
  outcome: { rejectionId: string; attempt: number; outcome: RedriveOutcome; message: string | null },
): Promise<unknown> =>
  tx.query(
    `INSERT INTO rejection_outcome (rejection_id, attempt, outcome, message, recorded_at)
     VALUES ($1, $2, $3, $4, clock_timestamp())`,
    [outcome.rejectionId, outcome.attempt, outcome.outcome, outcome.message],
  );
