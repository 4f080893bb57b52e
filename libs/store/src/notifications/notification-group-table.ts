import type { Sql, Tx } from '../database/connection.js';

/** What one receiver knows of one incident or alert. Times in ms since 1970. */
export interface GroupRow {
  readonly receiverId: string;
  readonly groupKey: string;
  readonly sequence: number;
  readonly pendingSince: number | null;
  /** JSON. */
  readonly notified: string | null;
  readonly held: string | null;
  /** What it waits to tell was told by the part of the log that a restore has lost. */
  readonly sentBefore: boolean;
}

/** A change that a group should be looked at for. */
export interface Touch {
  readonly groupKey: string;
  readonly at: number;
  /** That the part of the log that a restore has lost told the same. */
  readonly sentBefore: boolean;
}

const TOUCHES = `json_to_recordset($1) AS t ("receiverId" text, "groupKey" text, at bigint, "sentBefore" boolean)`;

/** Where something waits already, both have to have been told. */
const BOTH_SENT = (sentBefore: string): string =>
  `CASE WHEN g.pending_since IS NULL THEN ${sentBefore} ELSE g.sent_before AND ${sentBefore} END`;

/** Something to be told has happened: the group is looked at after the first wait, and made if there is none. */
export const raiseGroups = (
  tx: Tx,
  touches: readonly (Touch & { readonly receiverId: string })[],
  waitMs: number,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO notification_group AS g (receiver_id, group_key, pending_since, due_at, sent_before)
     SELECT "receiverId", "groupKey", to_timestamp(min(at) / 1000.0), to_timestamp((min(at) + $2) / 1000.0),
            bool_and("sentBefore")
       FROM ${TOUCHES} GROUP BY 1, 2
     ON CONFLICT (receiver_id, group_key) DO UPDATE
        SET pending_since = coalesce(g.pending_since, EXCLUDED.pending_since),
            sent_before = ${BOTH_SENT('EXCLUDED.sent_before')},
            due_at = least(g.due_at, EXCLUDED.due_at)`,
    [JSON.stringify(touches), waitMs],
  );

/** Something has changed of which those need to hear who were told, or are about to be. */
export const touchGroups = (tx: Tx, touches: readonly Touch[], waitMs: number): Promise<unknown> =>
  tx.query(
    `UPDATE notification_group g
        SET pending_since = coalesce(g.pending_since, to_timestamp(t.at / 1000.0)),
            sent_before = ${BOTH_SENT('t."sentBefore"')},
            due_at = least(g.due_at, to_timestamp((t.at + $2) / 1000.0))
       FROM (SELECT "groupKey", min(at) AS at, bool_and("sentBefore") AS "sentBefore" FROM ${TOUCHES} GROUP BY 1) t
      WHERE g.group_key = t."groupKey"
        AND (g.told IS NOT NULL OR g.pending_since IS NOT NULL OR g.held IS NOT NULL)`,
    [JSON.stringify(touches), waitMs],
  );

/** Those to look at now, the one that waits longest first. */
export const dueGroups = (sql: Sql, limit: number): Promise<GroupRow[]> =>
  sql.query(
    `SELECT g.receiver_id AS "receiverId", g.group_key AS "groupKey", g.sequence, g.told AS notified, g.held,
            g.sent_before AS "sentBefore",
            (extract(epoch FROM g.pending_since) * 1000)::bigint AS "pendingSince"
       FROM notification_group g JOIN receiver r USING (receiver_id)
      WHERE g.due_at <= clock_timestamp() AND r.deleted_at IS NULL AND r.disabled_at IS NULL
      ORDER BY g.due_at LIMIT $1`,
    [limit],
  );

/** @param dueAt when to look at it next */
export const saveGroup = (tx: Tx, group: Omit<GroupRow, 'sentBefore'>, dueAt: number | null): Promise<unknown> =>
  tx.query(
    `UPDATE notification_group
        SET sequence = $3, pending_since = to_timestamp($4::float8 / 1000), told = $5, held = $6,
            sent_before = sent_before AND $4::float8 IS NOT NULL,
            due_at = to_timestamp($7::float8 / 1000)
      WHERE receiver_id = $1 AND group_key = $2`,
    [group.receiverId, group.groupKey, group.sequence, group.pendingSince, group.notified, group.held, dueAt],
  );

/** A silence has ended early: what it kept back is looked at again. */
export const wakeHeldGroups = (tx: Tx): Promise<unknown> =>
  tx.query('UPDATE notification_group SET due_at = clock_timestamp() WHERE held IS NOT NULL');
