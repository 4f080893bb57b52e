import type { AlertRow } from './alert-table.js';
import type { Sql, Tx } from '../database/connection.js';

/** All that stands of an alert: as it was judged, and what people have made of it. Times in ms since 1970. */
export interface AlertInUse extends AlertRow {
  readonly status: string;
  readonly assignee: string | null;
  readonly work: number;
  readonly closedAt: number | null;
  /** JSON: a closing that waits for a second person. */
  readonly proposed: string | null;
}

const MS = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** Every alert whose act named one of these clients, whether it stands or not. */
export const alertsInUse = (sql: Sql, clientIds: readonly string[]): Promise<AlertInUse[]> =>
  sql.query(
    `SELECT client_id AS "clientId", alert_id AS "alertId", survivor_id AS "survivorId", entity_id AS "entityId", verdict,
            severity, active, incident_id AS "incidentId", ${MS('effective_at')} AS "effectiveAt",
            ${MS('raised_at')} AS "raisedAt", ${MS('changed_at')} AS "changedAt", explanation, kind, service,
            asset_class AS "assetClass", country, article61_2, view, status, assignee, work,
            ${MS('closed_at')} AS "closedAt", proposed
       FROM alert WHERE client_id = ANY($1)`,
    [clientIds],
  );

/** Writes an alert whole, over whatever stood there. */
export const writeAlert = (tx: Tx, row: AlertInUse): Promise<unknown> =>
  tx.query(
    `INSERT INTO alert (client_id, alert_id, survivor_id, entity_id, verdict, severity, active, incident_id, effective_at,
                        raised_at, changed_at, explanation, kind, service, asset_class, country, article61_2, view, status,
                        assignee, work, closed_at, proposed)
     SELECT "clientId", "alertId", "survivorId", "entityId", verdict, severity, active, "incidentId",
            to_timestamp("effectiveAt" / 1000.0), to_timestamp("raisedAt" / 1000.0), to_timestamp("changedAt" / 1000.0),
            explanation, kind, service, "assetClass", country, article61_2, view, status, assignee, work,
            to_timestamp("closedAt" / 1000.0), proposed
       FROM json_to_record($1) AS r ("clientId" text, "alertId" text, "survivorId" text, "entityId" text, verdict text,
            severity text, active boolean, "incidentId" text, "effectiveAt" bigint, "raisedAt" bigint,
            "changedAt" bigint, explanation text, kind text, service text, "assetClass" text, country text,
            article61_2 boolean, view text, status text, assignee text, work integer, "closedAt" bigint, proposed text)
     ON CONFLICT (client_id, alert_id) DO UPDATE
        SET survivor_id = EXCLUDED.survivor_id, entity_id = EXCLUDED.entity_id, verdict = EXCLUDED.verdict,
            severity = EXCLUDED.severity, active = EXCLUDED.active, incident_id = EXCLUDED.incident_id,
            effective_at = EXCLUDED.effective_at, raised_at = EXCLUDED.raised_at, changed_at = EXCLUDED.changed_at,
            explanation = EXCLUDED.explanation, kind = EXCLUDED.kind, service = EXCLUDED.service,
            asset_class = EXCLUDED.asset_class, country = EXCLUDED.country, article61_2 = EXCLUDED.article61_2,
            view = EXCLUDED.view, status = EXCLUDED.status, assignee = EXCLUDED.assignee, work = EXCLUDED.work,
            closed_at = EXCLUDED.closed_at, proposed = EXCLUDED.proposed`,
    [JSON.stringify(row)],
  );

/** An alert of which nothing was ever recorded. */
export const deleteAlert = (tx: Tx, clientId: string, alertId: string): Promise<unknown> =>
  tx.query('DELETE FROM alert WHERE client_id = $1 AND alert_id = $2', [clientId, alertId]);

/** An alert that was recorded as raised, and that nothing gives any more. */
export const takeAlertDown = (tx: Tx, clientId: string, alertId: string): Promise<unknown> =>
  tx.query('UPDATE alert SET active = false WHERE client_id = $1 AND alert_id = $2', [clientId, alertId]);

/** One change of an alert, as it is on record. */
export interface RecordedStep {
  readonly clientId: string;
  readonly alertId: string;
  readonly kind: string;
  readonly recordedAt: number;
  readonly actor: string | null;
  /** JSON. */
  readonly body: string;
}

/** All changes of the alerts of these clients (the ids that the acts named), in the order of recording. */
export const recordedSteps = (sql: Sql, clientIds: readonly string[]): Promise<RecordedStep[]> =>
  sql.query(
    `SELECT client_id AS "clientId", alert_id AS "alertId", kind, ${MS('recorded_at')} AS "recordedAt", actor, body
       FROM alert_fact WHERE client_id = ANY($1) ORDER BY position`,
    [clientIds],
  );
