import type { Sql, Tx } from '../database/connection.js';

/** An alert, and when it should have been closed, in ms since 1970. */
export interface Breach {
  readonly alertId: string;
  readonly dueAt: number;
}

/** Those of these alerts whose breach the receiver was told of. */
export const notifiedBreaches = (sql: Sql, receiverId: string, alertIds: readonly string[]): Promise<Breach[]> =>
  sql.query(
    `SELECT alert_id AS "alertId", (extract(epoch FROM due_at) * 1000)::bigint AS "dueAt"
       FROM breach_notice WHERE receiver_id = $1 AND alert_id = ANY($2)`,
    [receiverId, alertIds],
  );

export const addBreaches = (tx: Tx, receiverId: string, breaches: readonly Breach[]): Promise<unknown> =>
  tx.query(
    `INSERT INTO breach_notice (receiver_id, alert_id, due_at)
     SELECT $1, "alertId", to_timestamp("dueAt" / 1000.0)
       FROM json_to_recordset($2) AS b ("alertId" text, "dueAt" bigint) ON CONFLICT DO NOTHING`,
    [receiverId, JSON.stringify(breaches)],
  );
