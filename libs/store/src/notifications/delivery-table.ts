import type { Sql, Tx } from '../database/connection.js';

export const DELIVERY_OUTCOMES = ['DELIVERED', 'FAILED', 'NOT_SENT'] as const;
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];

/** Why an attempt failed. */
export const FAILURE_REASONS = [
  'TIMEOUT',
  'DNS',
  'PRIVATE_ADDRESS',
  'CONNECTION',
  'TLS',
  'REDIRECT',
  'GONE',
  'STATUS',
  'MAIL',
  'NOT_CONFIGURED',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** Why something was not sent, or is tried no more. */
export const KEPT_REASONS = [
  'SILENCED',
  'NO_ROUTE',
  'SUPERSEDED_IN_TIME',
  'CLOSED_IN_TIME',
  'RECEIVER_DISABLED',
  'GAVE_UP',
  'POLICY_QUIET',
  'SENT_BEFORE_RESTORE',
] as const;
export type KeptReason = (typeof KEPT_REASONS)[number];

/** One attempt, or one time that something was not sent. */
export interface DeliveryRow {
  /** `null` where no receiver's route takes the alert. */
  readonly receiverId: string | null;
  readonly notificationId: string | null;
  readonly groupKey: string;
  readonly type: string;
  /** From 1; 0 where nothing was tried. */
  readonly attempt: number;
  readonly outcome: DeliveryOutcome;
  readonly reason: FailureReason | KeptReason | null;
  /** What an HTTP or SMTP server answered. */
  readonly status: number | null;
  readonly detail: string | null;
  readonly tookMs: number | null;
}

export const appendDeliveries = (tx: Tx, rows: readonly DeliveryRow[]): Promise<unknown> =>
  tx.query(
    `INSERT INTO delivery (recorded_at, receiver_id, notification_id, group_key, type, attempt, outcome, reason, status,
                           detail, took_ms)
     SELECT clock_timestamp(), "receiverId", "notificationId", "groupKey", type, attempt, outcome, reason, status,
            detail, "tookMs"
       FROM json_to_recordset($1) AS r ("receiverId" text, "notificationId" text, "groupKey" text, type text,
            attempt integer, outcome text, reason text, status integer, detail text, "tookMs" integer)`,
    [JSON.stringify(rows)],
  );

/** The newest first, from the one before `before` on. @param receiverIds `null`: of all, and of alerts that none takes */
export const deliveriesOf = (
  sql: Sql,
  receiverIds: readonly string[] | null,
  before: number,
  limit: number,
): Promise<(DeliveryRow & { readonly position: number; readonly recordedAt: Date })[]> =>
  sql.query(
    `SELECT position, recorded_at AS "recordedAt", receiver_id AS "receiverId", notification_id AS "notificationId",
            group_key AS "groupKey", type, attempt, outcome, reason, status, detail, took_ms AS "tookMs"
       FROM delivery WHERE ($1::text[] IS NULL OR receiver_id = ANY($1)) AND position < $2 ORDER BY position DESC LIMIT $3`,
    [receiverIds, before, limit],
  );
