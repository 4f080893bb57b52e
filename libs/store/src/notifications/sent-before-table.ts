import type { Sql, Tx } from '../database/connection.js';

/** What the part of the log that a restore lost has sent, and nothing on record has said since. */
export interface SentBefore {
  readonly epoch: number;
  /** In the order in which it was sent. */
  readonly ordinal: number;
  readonly messageId: string;
  /** The alert, or the rejection. */
  readonly subject: string;
  /** SHA-256 over what it says. */
  readonly says: Buffer;
}

/** What waits to be sent of somebody of whom something was sent before. */
export type Unsent =
  | { readonly position: number; readonly kind: 'alert'; readonly subject: string; readonly body: string }
  | {
      readonly position: number;
      readonly kind: 'rejection';
      readonly subject: string;
      readonly reason: string;
      readonly message: string;
    };

export const addSentBefore = (tx: Tx, rows: readonly SentBefore[]): Promise<unknown> =>
  tx.query(
    `INSERT INTO sent_before (epoch, ordinal, message_id, subject, says)
     SELECT * FROM unnest($1::int[], $2::bigint[], $3::text[], $4::text[], $5::bytea[])`,
    [
      rows.map((r) => r.epoch),
      rows.map((r) => r.ordinal),
      rows.map((r) => r.messageId),
      rows.map((r) => r.subject),
      rows.map((r) => r.says),
    ],
  );

/** Whether anything of before is left to be met. */
export async function anythingSentBefore(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ any: boolean }>('SELECT EXISTS (SELECT FROM sent_before) AS any');
  return row?.any ?? false;
}

/** The oldest that wait and are about something that was sent before, after a position. */
export const unsentOfSentBefore = (sql: Sql, after: number, limit: number): Promise<Unsent[]> =>
  sql.query(
    `SELECT o.position, o.kind, coalesce(f.alert_id, r.rejection_id) AS subject, f.body, r.reason, r.message
       FROM outbox o
       LEFT JOIN alert_fact f ON o.kind = 'alert' AND f.position = o.position
       LEFT JOIN rejection r ON o.kind = 'rejection' AND r.position = o.position
      WHERE o.position > $1
        AND EXISTS (SELECT FROM sent_before s WHERE s.subject = coalesce(f.alert_id, r.rejection_id))
      ORDER BY o.position LIMIT $2`,
    [after, limit],
  );

/** In the order in which it was sent. */
export const sentBeforeOf = (sql: Sql, subjects: readonly string[]): Promise<SentBefore[]> =>
  sql.query(
    `SELECT epoch, ordinal, message_id AS "messageId", subject, says FROM sent_before
      WHERE subject = ANY($1) ORDER BY epoch, ordinal`,
    [subjects],
  );

/** Nobody else meets anything with what was sent before, until this transaction ends. */
export const lockSentBefore = (tx: Tx): Promise<unknown> =>
  tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', ['scopewatch-sent-before']);

export const dropSentBefore = (tx: Tx, rows: readonly SentBefore[]): Promise<number> =>
  tx.change(
    'DELETE FROM sent_before USING unnest($1::int[], $2::bigint[]) AS d (epoch, ordinal) WHERE (sent_before.epoch, sent_before.ordinal) = (d.epoch, d.ordinal)',
    [rows.map((r) => r.epoch), rows.map((r) => r.ordinal)],
  );

/** These are not sent: each was, as the message that is named. */
export async function settleBefore(
  tx: Tx,
  rows: readonly { readonly position: number; readonly epoch: number; readonly messageId: string }[],
): Promise<void> {
  await tx.query(
    `INSERT INTO settled_before (position, epoch, message_id) SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[])
     ON CONFLICT DO NOTHING`,
    [rows.map((r) => r.position), rows.map((r) => r.epoch), rows.map((r) => r.messageId)],
  );
  await tx.query('DELETE FROM outbox WHERE position = ANY($1)', [rows.map((r) => r.position)]);
}

/** Those of these positions that are not sent because the lost part has sent the same. */
export async function settledBefore(sql: Sql, positions: readonly number[]): Promise<Set<number>> {
  const rows = await sql.query<{ position: number }>('SELECT position FROM settled_before WHERE position = ANY($1)', [
    positions,
  ]);
  return new Set(rows.map(({ position }) => position));
}

/** Takes out of the outbox what stands on its topic under its own id. @returns how many */
export const removeSent = (tx: Tx, positions: readonly number[]): Promise<number> =>
  tx.change('DELETE FROM outbox WHERE position = ANY($1)', [positions]);

/** Those of these positions at which a change of an alert is on record. */
export async function factsAt(sql: Sql, positions: readonly number[]): Promise<Set<number>> {
  const rows = await sql.query<{ position: number }>('SELECT position FROM alert_fact WHERE position = ANY($1)', [
    positions,
  ]);
  return new Set(rows.map(({ position }) => position));
}

/** By id, those of these rejections that are on record. */
export async function rejectionsAt(sql: Sql, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql.query<{ id: string; position: number }>(
    'SELECT rejection_id AS id, position FROM rejection WHERE rejection_id = ANY($1)',
    [ids],
  );
  return new Map(rows.map(({ id, position }) => [id, position]));
}

/**
 * What was about to be told when the backup was made has been told since: notices that wait are tried no more, and groups that
 * wait to be looked at have nothing to tell of what they wait with. @returns how many notices
 */
export async function settleWaitingNotices(tx: Tx): Promise<number> {
  const settled = await tx.change(
    `WITH settled AS (
       UPDATE notification SET next_attempt_at = NULL WHERE next_attempt_at IS NOT NULL
       RETURNING notification_id, receiver_id, group_key, type, attempts)
     INSERT INTO delivery (recorded_at, receiver_id, notification_id, group_key, type, attempt, outcome, reason)
     SELECT clock_timestamp(), receiver_id, notification_id, group_key, type, attempts, 'NOT_SENT', 'SENT_BEFORE_RESTORE'
       FROM settled`,
  );
  await tx.query('UPDATE notification_group SET sent_before = true WHERE pending_since IS NOT NULL');
  return settled;
}
