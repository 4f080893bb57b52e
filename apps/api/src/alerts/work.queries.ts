import type { Tx } from '#store';
import type { QueueRow } from './alert-rows.js';

/** What of an alert a step of work hangs on, and what is recorded with it. */
export type AlertAtWork = Omit<QueueRow, 'alertId' | 'effectiveAt' | 'raisedAt' | 'closedAt' | 'dueAt' | 'country'>;

/** Locks an alert. */
export async function lockAlert(tx: Tx, alertId: string): Promise<AlertAtWork | undefined> {
  const [row] = await tx.query<AlertAtWork>(
    `SELECT client_id AS "clientId", survivor_id AS "survivorId", entity_id AS "entityId", verdict, severity, status,
            active, incident_id AS "incidentId", assignee, work, changed_at AS "changedAt", proposed, explanation, view
       FROM alert WHERE alert_id = $1 FOR UPDATE`,
    [alertId],
  );
  return row;
}

/** Brings an alert up to a step of work. One that stays closed was closed when it first was. */
export const writeWork = (
  tx: Tx,
  { clientId, alertId }: Pick<QueueRow, 'clientId' | 'alertId'>,
  { status, assignee, proposed }: Pick<QueueRow, 'status' | 'assignee' | 'proposed'>,
  recordedAt: number,
): Promise<unknown> =>
  tx.query(
    `UPDATE alert SET status = $3, assignee = $4, proposed = $5, work = work + 1,
            closed_at = CASE WHEN $3 = 'CLOSED' THEN coalesce(closed_at, to_timestamp($6 / 1000.0)) END
      WHERE client_id = $1 AND alert_id = $2`,
    [clientId, alertId, status, assignee, proposed, recordedAt],
  );
