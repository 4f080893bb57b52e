import type { Static } from '@sinclair/typebox';
import type { PolicyPack } from '#domain';
import type { Sql } from '#store';
import type { Caller } from '../access/caller.js';
import { dueAtOf } from '../alerts/alert-filter.queries.js';
import { countByTag } from '../clients/count-by-tag.js';
import type { ForeignFacts } from '../access/foreign-facts.js';
import { describeIncidents } from '../incidents/describe-incidents.js';
import type { Health, Overview } from './overview.shapes.js';

const CAUSES_MAX = 8;
const DAYS = 365;
const OPEN = `active AND status <> 'CLOSED' AND ($1::text[] IS NULL OR entity_id = ANY($1))`;

type Count = { value: string; count: number };

type Shown = Static<typeof Overview>;
type Operating = Pick<Shown, 'lag' | 'rejectionsWaiting' | 'fanOutsUnfinished'>;

/** How the parts stand, for the first page. */
export const operatingOf = ({ partitions, rejectionsWaiting, fanOuts }: Static<typeof Health>): Operating => ({
  lag: partitions.reduce((sum, { lag }) => sum + (lag ?? 0), 0),
  rejectionsWaiting,
  fanOutsUnfinished: fanOuts.length,
});

/** What the first page counts, in a handful of questions over all alerts. */
export async function countsOf(
  sql: Sql,
  caller: Caller,
  pack: PolicyPack,
  foreign: ForeignFacts,
): Promise<Omit<Shown, keyof Operating>> {
  const { entities } = caller;
  const [totals] = await sql.query<{
    total: number;
    overdue: number;
    unassigned: number;
    marketed: number;
    enabled: number;
  }>(
    `SELECT count(*) AS total, count(*) FILTER (WHERE ${dueAtOf(pack)} < clock_timestamp()) AS overdue,
            count(*) FILTER (WHERE assignee IS NULL) AS unassigned,
            count(*) FILTER (WHERE article61_2 AND kind = 'CONTACT') AS marketed,
            count(*) FILTER (WHERE article61_2 AND kind <> 'CONTACT') AS enabled
       FROM alert WHERE ${OPEN}`,
    [entities],
  );
  const by = (column: string): Promise<Count[]> =>
    sql.query(`SELECT ${column} AS value, count(*) AS count FROM alert WHERE ${OPEN} GROUP BY 1 ORDER BY 2 DESC, 1`, [
      entities,
    ]);
  const perDay = await sql.query<{ day: string; marketed: number; enabled: number }>(
    `SELECT to_char(effective_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
            count(*) FILTER (WHERE kind = 'CONTACT') AS marketed, count(*) FILTER (WHERE kind <> 'CONTACT') AS enabled
       FROM alert WHERE active AND article61_2 AND ($1::text[] IS NULL OR entity_id = ANY($1))
        AND effective_at > (SELECT max(effective_at) FROM alert WHERE effective_at <= clock_timestamp()) - interval '${DAYS} days'
      GROUP BY 1 ORDER BY 1`,
    [entities],
  );
  const causes = await sql.query<{ incidentId: string; kind: string; key: string; openedAt: Date }>(
    `SELECT i.incident_id AS "incidentId", i.kind, i.key, i.opened_at AS "openedAt"
       FROM (SELECT incident_id, count(DISTINCT survivor_id) AS clients FROM alert
              WHERE incident_id IS NOT NULL AND ${OPEN} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${CAUSES_MAX}) a
       JOIN incident i USING (incident_id) ORDER BY a.clients DESC, i.incident_id`,
    [entities],
  );
  const [judged] = await sql.query<{ at: Date | null }>('SELECT max(recorded_at) AS at FROM batch');
  const [drifting] = await sql.query<{ n: number }>(
    `SELECT count(DISTINCT survivor_id) AS n FROM alert WHERE active AND article61_2 AND ($1::text[] IS NULL OR entity_id = ANY($1))`,
    [entities],
  );
  const counted = await countByTag(sql, entities);
  return {
    at: new Date().toISOString(),
    judgedUpTo: judged?.at?.toISOString() ?? null,
    open: {
      total: totals?.total ?? 0,
      bySeverity: await by('severity'),
      byVerdict: await by('verdict'),
      overdue: totals?.overdue ?? 0,
      unassigned: totals?.unassigned ?? 0,
    },
    article61_2: { open: { marketed: totals?.marketed ?? 0, enabled: totals?.enabled ?? 0 }, perDay },
    clients: { total: counted.clients, reverseSolicited: counted.reverseSolicited, inDrift: drifting?.n ?? 0 },
    initiative: counted.initiative,
    gaps: counted.gaps,
    causes: await describeIncidents(sql, causes, caller, foreign),
  };
}
