import type { Sql, Tx } from '../database/connection.js';

/** Something to be sent. */
export interface NotificationRow {
  /** Follows from receiver, group and sequence; a receiver can tell a repetition by it. */
  readonly notificationId: string;
  readonly receiverId: string;
  readonly groupKey: string;
  readonly sequence: number;
  readonly type: string;
  /** JSON. */
  readonly body: string;
}

/** Stored in the transaction of the decision. The same again, after a crash before the commit, does nothing. */
export const addNotification = (tx: Tx, n: NotificationRow): Promise<unknown> =>
  tx.query(
    `INSERT INTO notification (notification_id, receiver_id, group_key, sequence, type, body, made_at, next_attempt_at)
     VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp(), clock_timestamp()) ON CONFLICT DO NOTHING`,
    [n.notificationId, n.receiverId, n.groupKey, n.sequence, n.type, n.body],
  );

/** One that is not sent, for the part of the log that a restore has lost has told the same. Stored so that the next has its number. */
export async function addSentNotification(tx: Tx, n: NotificationRow): Promise<void> {
  await tx.query(
    `WITH added AS (
       INSERT INTO notification (notification_id, receiver_id, group_key, sequence, type, body, made_at, next_attempt_at)
       VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp(), NULL) ON CONFLICT DO NOTHING RETURNING notification_id)
     INSERT INTO delivery (recorded_at, receiver_id, notification_id, group_key, type, attempt, outcome, reason)
     SELECT clock_timestamp(), $2, notification_id, $3, $5, 0, 'NOT_SENT', 'SENT_BEFORE_RESTORE' FROM added`,
    [n.notificationId, n.receiverId, n.groupKey, n.sequence, n.type, n.body],
  );
}

/** The number that the next notice of a group to a receiver takes, for groups that have no state. */
export async function nextSequence(tx: Tx, receiverId: string, groupKey: string): Promise<number> {
  const [row] = await tx.query<{ next: number }>(
    'SELECT coalesce(max(sequence), 0) + 1 AS next FROM notification WHERE receiver_id = $1 AND group_key = $2',
    [receiverId, groupKey],
  );
  return row?.next ?? 1;
}

export type WaitingNotification = NotificationRow & { readonly attempts: number };

/**
 * What is to be tried now: of each group the oldest that waits, so that nobody hears of an end before its beginning;
 * of each receiver a few, so that one that is slow doesn't hold up the others.
 */
export const dueNotifications = (
  sql: Sql,
  limits: { readonly perReceiver: number; readonly total: number },
): Promise<WaitingNotification[]> =>
  sql.query(
    `SELECT n.notification_id AS "notificationId", n.receiver_id AS "receiverId", n.group_key AS "groupKey", n.sequence,
            n.type, n.body, n.attempts
       FROM (SELECT *, row_number() OVER (PARTITION BY receiver_id ORDER BY next_attempt_at, sequence) AS place
               FROM (SELECT DISTINCT ON (receiver_id, group_key) notification_id, receiver_id, sequence, next_attempt_at
                       FROM notification WHERE next_attempt_at IS NOT NULL
                      ORDER BY receiver_id, group_key, sequence) oldest
              WHERE next_attempt_at <= clock_timestamp()) due
       JOIN notification n USING (notification_id)
      WHERE place <= $1 ORDER BY due.next_attempt_at LIMIT $2`,
    [limits.perReceiver, limits.total],
  );

/** @param retryInMs `null`: nothing more will be tried */
export const settleAttempt = (
  tx: Tx,
  notificationId: string,
  attempts: number,
  retryInMs: number | null,
): Promise<unknown> =>
  tx.query(
    `UPDATE notification SET attempts = $2, next_attempt_at = clock_timestamp() + make_interval(secs => $3::float8 / 1000)
      WHERE notification_id = $1`,
    [notificationId, attempts, retryInMs],
  );

/** How many wait, and for how long the oldest of them. */
export async function notificationBacklog(sql: Sql): Promise<{ items: number; oldestSeconds: number }> {
  const [row] = await sql.query<{ items: number; age: number | null }>(
    `SELECT count(*) AS items, extract(epoch FROM clock_timestamp() - min(made_at))::float8 AS age
       FROM notification WHERE next_attempt_at IS NOT NULL`,
  );
  return { items: row?.items ?? 0, oldestSeconds: Math.max(0, row?.age ?? 0) };
}
