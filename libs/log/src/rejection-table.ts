import type { Sql, Tx } from '#store';
import { encodeRejections, freshSalts, SALT_BYTES, type RejectionRow } from '#log/codec';

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

/** A parameter must stay far below 1 GB, and bytes travel as twice as many digits. */
const STATEMENT_BYTES_MAX = 32 * 1024 * 1024;

type Salted = RejectionRow & { readonly salt: Buffer };

function inStatements(rows: readonly Salted[]): Salted[][] {
  const statements: Salted[][] = [];
  let bytes = Infinity;
  for (const row of rows) {
    const more = (row.key?.length ?? 0) + (row.value?.length ?? 0) + (row.headers?.length ?? 0);
    bytes += more;
    if (bytes > STATEMENT_BYTES_MAX) {
      statements.push([]);
      bytes = more;
    }
    statements.at(-1)?.push(row);
  }
  return statements;
}

const APPEND = `
  WITH added AS (
    INSERT INTO rejection (rejection_id, position, topic, partition, kafka_offset, last_offset, codec, message_key, headers,
                           value, reason, message, recorded_at, salt)
    SELECT rejection_id, position, topic, partition, kafka_offset, last_offset, codec, message_key, headers, value, reason,
           message, to_timestamp(recorded_at / 1000.0), salt
      FROM unnest($1::text[], $2::bigint[], $3::text[], $4::int[], $5::bigint[], $6::bigint[], $7::text[], $8::bytea[],
                  $9::text[], $10::bytea[], $11::text[], $12::text[], $13::bigint[], $14::bytea[]) WITH ORDINALITY
        AS new (rejection_id, position, topic, partition, kafka_offset, last_offset, codec, message_key, headers, value,
                reason, message, recorded_at, salt, place)
     ORDER BY place
    ON CONFLICT (rejection_id) DO NOTHING RETURNING position),
  outgoing AS (INSERT INTO outbox (position, kind) SELECT position, 'rejection' FROM added)
  SELECT position FROM added`;

/** @returns the leaves, side by side and in the order in which they were given, of those that were not on record yet */
export async function appendRejections(tx: Tx, rows: readonly RejectionRow[]): Promise<Buffer> {
  const drawn = freshSalts(rows.length);
  const salted = rows.map((row, i) => ({ ...row, salt: drawn.subarray(i * SALT_BYTES, (i + 1) * SALT_BYTES) }));
  const added = new Set<number>();
  for (const some of inStatements(salted)) {
    const of = <T>(value: (row: Salted) => T): T[] => some.map(value);
    const inserted = await tx.query<{ position: number }>(APPEND, [
      of((r) => r.rejectionId),
      of((r) => r.position),
      of((r) => r.topic),
      of((r) => r.partition),
      of((r) => r.kafkaOffset),
      of((r) => r.lastOffset),
      of((r) => r.codec),
      of((r) => r.key),
      of((r) => r.headers),
      of((r) => r.value),
      of((r) => r.reason),
      of((r) => r.message),
      of((r) => r.recordedAt),
      of((r) => r.salt),
    ]);
    for (const { position } of inserted) added.add(position);
  }
  const recorded = salted.filter(({ position }) => added.has(position));
  return encodeRejections(recorded, Buffer.concat(recorded.map(({ salt }) => salt))).leaves;
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
