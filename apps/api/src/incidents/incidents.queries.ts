import { Where, type Sql } from '#store';

export interface IncidentRow {
  readonly incidentId: string;
  readonly kind: string;
  readonly key: string;
  readonly openedAt: Date;
}

interface ListedIncident extends IncidentRow {
  readonly sortKey: readonly [openedAt: string, incidentId: string];
}

/** Alerts of one incident that are alike. */
interface IncidentCount {
  readonly id: string;
  readonly verdict: string;
  readonly country: string;
  readonly clients: readonly string[];
  readonly alerts: number;
  readonly open: number;
  readonly proposed: number;
}

const COLUMNS = 'i.incident_id AS "incidentId", i.kind, i.key, i.opened_at AS "openedAt"';

/** An incident without an alert is nothing to look at. @param entities the parameter that holds them; `null`: all */
const hasAlerts = (entities: string): string =>
  `EXISTS (SELECT FROM listed_alert a WHERE a.incident_id = i.incident_id
              AND (${entities}::text[] IS NULL OR a.entity_id = ANY(${entities}::text[])))`;

interface IncidentsAsked {
  readonly kind: readonly string[] | undefined;
  /** Whose alerts count; `null`: all. */
  readonly entities: readonly string[] | null;
  /** The time and the id of the last one seen. */
  readonly after: readonly [string, string] | null;
}

/** The newest first. */
export function incidentRows(
  sql: Sql,
  { kind, entities, after }: IncidentsAsked,
  limit: number,
): Promise<ListedIncident[]> {
  const where = new Where().ifGiven('i.kind = ANY(?)', kind);
  where.and(hasAlerts('?'), entities);
  if (after !== null) {
    const [openedAt, incidentId] = after;
    where.always(`(i.opened_at, i.incident_id) < (${where.value(openedAt)}::timestamptz, ${where.value(incidentId)})`);
  }
  return sql.query(
    `SELECT ${COLUMNS}, json_build_array(i.opened_at, i.incident_id) AS "sortKey" FROM incident i ${where.sql}
      ORDER BY i.opened_at DESC, i.incident_id DESC LIMIT ${limit}`,
    where.values,
  );
}

export const incidentNamed = (
  sql: Sql,
  incidentId: string,
  entities: readonly string[] | null,
): Promise<IncidentRow[]> => incidentsNamed(sql, [incidentId], entities);

export const incidentsNamed = (
  sql: Sql,
  incidentIds: readonly string[],
  entities: readonly string[] | null,
): Promise<IncidentRow[]> =>
  sql.query(`SELECT ${COLUMNS} FROM incident i WHERE i.incident_id = ANY($1) AND ${hasAlerts('$2')}`, [
    incidentIds,
    entities,
  ]);

/** The alerts of incidents that still alert. */
export const incidentCounts = (
  sql: Sql,
  incidentIds: readonly string[],
  entities: readonly string[] | null,
): Promise<IncidentCount[]> =>
  sql.query(
    `SELECT incident_id AS id, verdict, coalesce(country, 'UNKNOWN') AS country, array_agg(DISTINCT survivor_id) AS clients,
            count(*) AS alerts, count(*) FILTER (WHERE status <> 'CLOSED') AS open,
            count(*) FILTER (WHERE proposed IS NOT NULL) AS proposed
       FROM listed_alert WHERE incident_id = ANY($1) AND active AND ($2::text[] IS NULL OR entity_id = ANY($2))
      GROUP BY 1, 2, 3`,
    [incidentIds, entities],
  );
