import type { AlertFactRow, EventRow, LogRecordRow, RejectionRow } from '#log/codec';
import { BLOCK_SIZE } from '#log/codec';
import type { Sql } from '#store';

const MS = 'floor(extract(epoch FROM recorded_at) * 1000)::bigint AS "recordedAt"';
const EVENT = `SELECT position, identity, client_id AS "clientId", type, shared, ${MS}, topic, partition,
  kafka_offset AS "kafkaOffset", message_key AS "key", headers, value FROM event`;
const FACT = `SELECT position, client_id AS "clientId", alert_id AS "alertId", kind, cause, ${MS}, actor, body FROM alert_fact`;
const REJECTION = `SELECT rejection_id AS "rejectionId", position, topic, partition, kafka_offset AS "kafkaOffset",
  last_offset AS "lastOffset", codec, message_key AS "key", headers, value, reason, message, ${MS} FROM rejection`;
const RECORD = `SELECT position, kind, subject, client_id AS "clientId", ${MS}, actor, body FROM log_record`;

/** Positions from one on, before another; `null`: to the end. */
export interface Stretch {
  readonly from: number;
  readonly to: number | null;
}

const WITHIN = 'position >= $1 AND ($2::bigint IS NULL OR position < $2)';

/** A client's own facts, and what they say of which ids are one client. */
export const ownEvents = (sql: Sql, ids: readonly string[]): Promise<EventRow[]> =>
  sql.query(`${EVENT} WHERE client_id = ANY($1) ORDER BY position`, [ids]);

/** All that clients share. */
export const sharedEvents = (sql: Sql): Promise<EventRow[]> => sql.query(`${EVENT} WHERE shared ORDER BY position`);

/** Facts of others that may name the client. */
export const othersNaming = (
  sql: Sql,
  ids: readonly string[],
  spellings: readonly string[],
  { from, to }: Stretch,
): Promise<EventRow[]> =>
  sql.query(
    `${EVENT} WHERE ${WITHIN} AND NOT shared AND client_id IS NOT NULL AND NOT client_id = ANY($3)
        AND (type = 'marketing.referral-rewarded.v1' OR EXISTS (SELECT FROM unnest($4::text[]) AS s
               WHERE position(convert_to(s, 'UTF8') IN value) > 0 OR position(convert_to(s, 'UTF8') IN coalesce(message_key, '')) > 0))
      ORDER BY position`,
    [from, to, ids, spellings],
  );

/** Changes of alerts of others that may name the client: of while they were one. */
export const othersFactsNaming = (
  sql: Sql,
  ids: readonly string[],
  spellings: readonly string[],
  { from, to }: Stretch,
): Promise<AlertFactRow[]> =>
  sql.query(
    `${FACT} WHERE ${WITHIN} AND NOT client_id = ANY($3) AND EXISTS (SELECT FROM unnest($4::text[]) AS s WHERE strpos(body, s) > 0)
      ORDER BY position`,
    [from, to, ids, spellings],
  );

export const ownFacts = (sql: Sql, ids: readonly string[]): Promise<AlertFactRow[]> =>
  sql.query(`${FACT} WHERE client_id = ANY($1) ORDER BY position`, [ids]);

/** Rejections that may name the client. */
export const rejectionsNaming = (
  sql: Sql,
  spellings: readonly string[],
  { from, to }: Stretch,
): Promise<RejectionRow[]> =>
  sql.query(
    `${REJECTION} WHERE ${WITHIN} AND (EXISTS (SELECT FROM unnest($3::text[]) AS s
          WHERE position(convert_to(s, 'UTF8') IN coalesce(value, '')) > 0 OR position(convert_to(s, 'UTF8') IN coalesce(message_key, '')) > 0
             OR strpos(message, s) > 0)
          OR headers !~ '^\\{"content-type":"[^"]*"\\}$')
      ORDER BY position`,
    [from, to, spellings],
  );

/** What is on record of decisions, where it may name the client. */
export const recordsNaming = (sql: Sql, spellings: readonly string[], { from, to }: Stretch): Promise<LogRecordRow[]> =>
  sql.query(
    `${RECORD} WHERE ${WITHIN} AND EXISTS (SELECT FROM unnest($3::text[]) AS s
          WHERE strpos(body, s) > 0 OR strpos(subject, s) > 0)
      ORDER BY position`,
    [from, to, spellings],
  );

/** The last that is on record of these rows. */
export const recordsOf = (sql: Sql, kind: string, subjects: readonly string[]): Promise<LogRecordRow[]> =>
  sql.query(`${RECORD} WHERE kind = $1 AND subject = ANY($2) ORDER BY position`, [kind, subjects]);

/** What waits to be put on record. */
export interface PendingRecord {
  readonly n: number;
  readonly kind: string;
  readonly body: string;
}

/** What waits to be put on record and may name the client. */
export const pendingNaming = (sql: Sql, spellings: readonly string[]): Promise<PendingRecord[]> =>
  sql.query(
    `SELECT n, kind, body FROM record_pending WHERE EXISTS (SELECT FROM unnest($1::text[]) AS s WHERE strpos(body, s) > 0)`,
    [spellings],
  );

/** Lines of the audit about these alerts that wait to be put on record. */
export const pendingAudit = (sql: Sql, alertIds: readonly string[]): Promise<PendingRecord[]> =>
  sql.query(`SELECT n, kind, body FROM record_pending WHERE kind = 'audit' AND body::jsonb ->> 'target' = ANY($1)`, [
    alertIds,
  ]);

/** What of these waits to be put on record. */
export const pendingOf = (
  sql: Sql,
  kind: string,
  subjects: readonly string[],
): Promise<{ n: number; subject: string; body: string }[]> =>
  sql.query('SELECT n, subject, body FROM record_pending WHERE kind = $1 AND subject = ANY($2)', [kind, subjects]);

/** Of checks, what waits to be put on record of their answers. */
export const pendingOfAnswers = (
  sql: Sql,
  checkIds: readonly string[],
): Promise<{ n: number; subject: string; body: string }[]> =>
  sql.query(
    `SELECT n, subject, body FROM record_pending
      WHERE kind = 'planned_check_answer' AND replace(split_part(subject, '/', 1), '~1', '/') = ANY($1)`,
    [checkIds],
  );

/** Of a check, what is on record of its answers. */
export const recordsOfAnswers = (sql: Sql, checkIds: readonly string[]): Promise<LogRecordRow[]> =>
  sql.query(
    `${RECORD} WHERE kind = 'planned_check_answer' AND replace(split_part(subject, '/', 1), '~1', '/') = ANY($1) ORDER BY position`,
    [checkIds],
  );

/** All rows of batches that were recorded before rows had salts, by table: an erasure there takes away what they were held by. */
export async function unsaltedBeside(
  sql: Sql,
  blocks: readonly number[],
): Promise<{ events: EventRow[]; facts: AlertFactRow[]; rejections: RejectionRow[] }> {
  const [row] = await sql.query<{ blocks: number[] | null }>(
    'SELECT array_agg(block::float8) AS blocks FROM batch WHERE block = ANY($1) AND leaves IS NULL',
    [blocks],
  );
  const unsalted = row?.blocks ?? [];
  if (unsalted.length === 0) return { events: [], facts: [], rejections: [] };
  const within = `WHERE salt IS NULL AND EXISTS (SELECT FROM unnest($1::bigint[]) AS b
      WHERE position >= b * ${BLOCK_SIZE} AND position < (b + 1) * ${BLOCK_SIZE}) ORDER BY position`;
  return {
    events: await sql.query(`${EVENT} ${within}`, [unsalted]),
    facts: await sql.query(`${FACT} ${within}`, [unsalted]),
    rejections: await sql.query(`${REJECTION} ${within}`, [unsalted]),
  };
}

/** What these rows of the log are committed to since an erasure, in the order of positions. */
export const erasedLeaves = (sql: Sql, erasureId: string): Promise<{ position: number; leaf: Buffer }[]> =>
  sql.query('SELECT position, leaf FROM erased_row WHERE erasure_id = $1 ORDER BY position', [erasureId]);

/** The last block of the log that was given out. */
export async function lastBlock(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ block: number }>('SELECT last_value AS block FROM log_block');
  return row?.block ?? 0;
}
