import { BinaryRows } from '#log/codec';
import type { Sql, Tx } from '../database/connection.js';

/** One alert as it stands now. What people decided (`status`) is not written here. */
export interface AlertRow {
  readonly clientId: string;
  readonly alertId: string;
  readonly survivorId: string;
  readonly entityId: string;
  readonly verdict: string | null;
  readonly severity: string;
  readonly active: boolean;
  readonly incidentId: string | null;
  /** Milliseconds since 1970; `null` before everything that can be dated. */
  readonly effectiveAt: number | null;
  readonly raisedAt: number;
  readonly changedAt: number;
  readonly explanation: string;
  /** CONTACT, ENABLEMENT, USE, ROLL_OUT or REQUEST. */
  readonly kind: string;
  readonly service: string | null;
  readonly assetClass: string | null;
  readonly country: string | null;
  readonly article61_2: boolean;
  /** JSON. */
  readonly view: string;
}

export type StoredAlert = AlertRow & { readonly status: string };

const SELECT = `SELECT client_id AS "clientId", alert_id AS "alertId", survivor_id AS "survivorId",
  entity_id AS "entityId", verdict, severity, active, status, incident_id AS "incidentId",
  (extract(epoch FROM effective_at) * 1000)::bigint AS "effectiveAt",
  (extract(epoch FROM raised_at) * 1000)::bigint AS "raisedAt",
  (extract(epoch FROM changed_at) * 1000)::bigint AS "changedAt", explanation, kind, service,
  asset_class AS "assetClass", country, article61_2, view FROM alert`;

/** All alerts shown with these clients. */
export const alertsOfSurvivors = (sql: Sql, survivorIds: readonly string[]): Promise<StoredAlert[]> =>
  sql.query(`${SELECT} WHERE survivor_id = ANY($1)`, [survivorIds]);

export const alertsById = (
  sql: Sql,
  clientIds: readonly string[],
  alertIds: readonly string[],
): Promise<StoredAlert[]> =>
  sql.query(`${SELECT} WHERE (client_id, alert_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`, [
    clientIds,
    alertIds,
  ]);

/** What of an alert was judged. */
export interface ActiveView {
  readonly survivorId: string;
  readonly alertId: string;
  /** JSON. */
  readonly view: string;
}

/** The alerts that stand for these clients. */
export const activeViews = (sql: Sql, survivorIds: readonly string[]): Promise<ActiveView[]> =>
  sql.query(
    'SELECT survivor_id AS "survivorId", alert_id AS "alertId", view FROM alert WHERE active AND survivor_id = ANY($1)',
    [survivorIds],
  );

/** The clients for whom alerts stand, but those who were erased: nobody can judge them again. */
export async function clientsWithAlerts(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'SELECT survivor_id AS id FROM alert WHERE active EXCEPT SELECT pseudonym FROM erasure',
  );
  return rows.map(({ id }) => id);
}

/** Adds alerts that surely are not on record yet. @throws a unique violation (code 23505) where one is */
export async function addAlerts(tx: Tx, rows: readonly AlertRow[]): Promise<void> {
  if (rows.length === 0) return;
  const out = new BinaryRows(rows.reduce((bytes, row) => bytes + row.view.length + row.explanation.length + 320, 64));
  for (const row of rows) {
    out.row(18);
    out.text(row.clientId);
    out.text(row.alertId);
    out.text(row.survivorId);
    out.text(row.entityId);
    if (row.verdict === null) out.nothing();
    else out.text(row.verdict);
    out.text(row.severity);
    out.boolean(row.active);
    if (row.incidentId === null) out.nothing();
    else out.text(row.incidentId);
    if (row.effectiveAt === null) out.nothing();
    else out.timestamp(row.effectiveAt);
    out.timestamp(row.raisedAt);
    out.timestamp(row.changedAt);
    out.text(row.explanation);
    out.text(row.kind);
    for (const text of [row.service, row.assetClass, row.country]) {
      if (text === null) out.nothing();
      else out.text(text);
    }
    out.boolean(row.article61_2);
    out.text(row.view);
  }
  await tx.copy(
    `COPY alert (client_id, alert_id, survivor_id, entity_id, verdict, severity, active, incident_id, effective_at,
                 raised_at, changed_at, explanation, kind, service, asset_class, country, article61_2, view) FROM STDIN BINARY`,
    out.end(),
  );
}

/** Adds alerts, or brings those on record up to date. */
export async function saveAlerts(tx: Tx, rows: readonly AlertRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO alert (client_id, alert_id, survivor_id, entity_id, verdict, severity, active, incident_id,
                        effective_at, raised_at, changed_at, explanation, kind, service, asset_class, country,
                        article61_2, view)
     SELECT "clientId", "alertId", "survivorId", "entityId", verdict, severity, active, "incidentId",
            to_timestamp("effectiveAt" / 1000.0), to_timestamp("raisedAt" / 1000.0), to_timestamp("changedAt" / 1000.0),
            explanation, kind, service, "assetClass", country, article61_2, view
       FROM json_to_recordset($1) AS r ("clientId" text, "alertId" text, "survivorId" text, "entityId" text,
            verdict text, severity text, active boolean, "incidentId" text, "effectiveAt" bigint, "raisedAt" bigint,
            "changedAt" bigint, explanation text, kind text, service text, "assetClass" text, country text,
            article61_2 boolean, view text)
     ON CONFLICT (client_id, alert_id) DO UPDATE
        SET survivor_id = EXCLUDED.survivor_id, verdict = EXCLUDED.verdict, severity = EXCLUDED.severity,
            active = EXCLUDED.active, effective_at = EXCLUDED.effective_at, changed_at = EXCLUDED.changed_at,
            explanation = EXCLUDED.explanation, kind = EXCLUDED.kind, service = EXCLUDED.service,
            asset_class = EXCLUDED.asset_class, country = EXCLUDED.country, article61_2 = EXCLUDED.article61_2,
            view = EXCLUDED.view`,
    [JSON.stringify(rows)],
  );
}

export async function openIncidents(
  tx: Tx,
  incidents: readonly { incidentId: string; kind: string; key: string }[],
  openedAtMs: number,
): Promise<void> {
  if (incidents.length === 0) return;
  await tx.query(
    `INSERT INTO incident (incident_id, kind, key, opened_at)
     SELECT "incidentId", kind, key, to_timestamp($2 / 1000.0)
       FROM json_to_recordset($1) AS r ("incidentId" text, kind text, key text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(incidents), openedAtMs],
  );
}
