import type { Severity } from '#domain';
import type { Sql } from '../database/connection.js';

/** An alert as far as people are told of it. Times in ms since 1970. */
export interface NotifiedAlert {
  readonly clientId: string;
  readonly alertId: string;
  readonly survivorId: string;
  readonly entityId: string;
  /** `null` where the act it is about is gone. */
  readonly verdict: string | null;
  readonly severity: Severity;
  readonly active: boolean;
  readonly status: string;
  readonly incidentId: string | null;
  readonly raisedAt: number;
  /** CONTACT, ENABLEMENT, USE, ROLL_OUT or REQUEST. */
  readonly kind: string;
  readonly service: string | null;
  readonly assetClass: string | null;
  readonly country: string | null;
  readonly explanation: string;
}

const SELECT = `SELECT client_id AS "clientId", alert_id AS "alertId", survivor_id AS "survivorId",
  entity_id AS "entityId", verdict, severity, active, status, incident_id AS "incidentId",
  (extract(epoch FROM raised_at) * 1000)::bigint AS "raisedAt", kind, service, asset_class AS "assetClass", country,
  explanation FROM alert`;

/** The alerts that these facts are about. */
export const alertsOfFacts = (
  sql: Sql,
  facts: readonly { readonly clientId: string; readonly alertId: string }[],
): Promise<NotifiedAlert[]> =>
  sql.query(`${SELECT} WHERE (client_id, alert_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`, [
    facts.map((f) => f.clientId),
    facts.map((f) => f.alertId),
  ]);

/** What people are told of together: an incident, or an alert without one. */
export const groupKeyOf = (alertId: string, incidentId: string | null): string =>
  incidentId === null ? `alert:${alertId}` : `incident:${incidentId}`;

export function readGroupKey(groupKey: string): { readonly kind: 'incident' | 'alert'; readonly id: string } {
  const id = groupKey.slice(groupKey.indexOf(':') + 1);
  return { kind: groupKey.startsWith('incident:') ? 'incident' : 'alert', id };
}

/** All alerts of a group, open or not. */
export function alertsOfGroup(sql: Sql, groupKey: string): Promise<NotifiedAlert[]> {
  const { kind, id } = readGroupKey(groupKey);
  return sql.query(`${SELECT} WHERE ${kind === 'incident' ? 'incident_id' : 'alert_id'} = $1`, [id]);
}

/** What an incident is about, and whether clients are still being judged for it. */
export async function incidentOf(
  sql: Sql,
  incidentId: string,
): Promise<{ readonly kind: string; readonly key: string; readonly growing: boolean } | undefined> {
  const [row] = await sql.query<{ kind: string; key: string; growing: boolean }>(
    `SELECT kind, key, EXISTS (SELECT FROM fan_out f WHERE f.incident_id = i.incident_id AND f.finished_at IS NULL)
            AS growing FROM incident i WHERE incident_id = $1`,
    [incidentId],
  );
  return row;
}
