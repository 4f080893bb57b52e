import type { PolicyPack } from '#domain';
import type { Sql } from '#store';
import { dueAtOf } from '../alerts/alert-filter.queries.js';
import type { IncidentRow } from '../incidents/incidents.queries.js';

const OF_ENTITIES = '($1::text[] IS NULL OR entity_id = ANY($1))';
const OPEN = `active AND status <> 'CLOSED' AND ${OF_ENTITIES}`;

interface OpenTotals {
  readonly total: number;
  readonly overdue: number;
  readonly unassigned: number;
  /** Article 61(2), and its parts. */
  readonly article: number;
  readonly marketed: number;
  readonly enabled: number;
  readonly otherRegime: number;
}

/** All open alerts. @param entities whose; `null`: of all */
export async function openTotals(
  sql: Sql,
  entities: readonly string[] | null,
  pack: PolicyPack,
): Promise<OpenTotals | undefined> {
  const [totals] = await sql.query<OpenTotals>(
    `SELECT count(*) AS total, count(*) FILTER (WHERE ${dueAtOf(pack)} < clock_timestamp()) AS overdue,
            count(*) FILTER (WHERE assignee IS NULL) AS unassigned,
            count(*) FILTER (WHERE article61_2) AS article,
            count(*) FILTER (WHERE article61_2 AND verdict <> 'OTHER_REGIME' AND kind = 'CONTACT') AS marketed,
            count(*) FILTER (WHERE article61_2 AND verdict <> 'OTHER_REGIME' AND kind <> 'CONTACT') AS enabled,
            count(*) FILTER (WHERE article61_2 AND verdict = 'OTHER_REGIME') AS "otherRegime"
       FROM listed_alert WHERE ${OPEN}`,
    [entities],
  );
  return totals;
}

/** Open alerts by one of their columns, the most frequent value first. */
export const openBy = (
  sql: Sql,
  column: 'severity' | 'verdict',
  entities: readonly string[] | null,
): Promise<{ value: string; count: number }[]> =>
  sql.query(
    `SELECT ${column} AS value, count(*) AS count FROM listed_alert WHERE ${OPEN} GROUP BY 1 ORDER BY 2 DESC, 1`,
    [entities],
  );

/** Article 61(2) by days of effect, in UTC, so many days up to the newest one that has been. */
export const alertsPerDay = (
  sql: Sql,
  entities: readonly string[] | null,
  days: number,
): Promise<{ day: string; marketed: number; enabled: number }[]> =>
  sql.query(
    `SELECT to_char(effective_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
            count(*) FILTER (WHERE kind = 'CONTACT') AS marketed, count(*) FILTER (WHERE kind <> 'CONTACT') AS enabled
       FROM listed_alert WHERE active AND article61_2 AND ${OF_ENTITIES}
        AND effective_at > (SELECT max(effective_at) FROM listed_alert WHERE effective_at <= clock_timestamp()) - interval '${days} days'
      GROUP BY 1 ORDER BY 1`,
    [entities],
  );

/** The incidents by which most clients have open alerts. */
export const gravestIncidents = (sql: Sql, entities: readonly string[] | null, limit: number): Promise<IncidentRow[]> =>
  sql.query(
    `SELECT i.incident_id AS "incidentId", i.kind, i.key, i.opened_at AS "openedAt"
       FROM (SELECT incident_id, count(DISTINCT survivor_id) AS clients FROM listed_alert
              WHERE incident_id IS NOT NULL AND ${OPEN} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${limit}) a
       JOIN incident i USING (incident_id) ORDER BY a.clients DESC, i.incident_id`,
    [entities],
  );

/** When the newest batch was recorded. */
export async function judgedUpTo(sql: Sql): Promise<Date | null> {
  const [judged] = await sql.query<{ at: Date | null }>('SELECT max(recorded_at) AS at FROM batch');
  return judged?.at ?? null;
}

/** Clients with an active alert under Article 61(2). */
export async function countDrifting(sql: Sql, entities: readonly string[] | null): Promise<number> {
  const [drifting] = await sql.query<{ n: number }>(
    `SELECT count(DISTINCT survivor_id) AS n FROM listed_alert WHERE active AND article61_2 AND ${OF_ENTITIES}`,
    [entities],
  );
  return drifting?.n ?? 0;
}
