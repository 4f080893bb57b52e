import type { PolicyPack } from '#domain';
import type { Sql } from '#store';
import type { Caller } from '../access/caller.js';
import type { AlertFilter } from '../alerts/alert-filter.js';
import { dueAtOf, idsOf, PROPOSER, whereAlerts } from '../alerts/alert-filter.queries.js';

/** How many alerts each filter leaves, all in one statement, so as of one moment. */
export async function countEach(
  sql: Sql,
  filters: Readonly<Record<string, AlertFilter>>,
  caller: Caller,
  pack: PolicyPack,
): Promise<Record<string, number>> {
  const values: unknown[] = [];
  const counts = Object.entries(filters).map(([name, filter]) => {
    const where = whereAlerts(filter, caller, dueAtOf(pack));
    const after = values.length;
    values.push(...where.values);
    const clause = where.sql.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + after}`);
    return `(SELECT count(*) FROM listed_alert ${clause}) AS "${name}"`;
  });
  const [row] = await sql.query<Record<string, number>>(`SELECT ${counts.join(', ')}`, values);
  return row ?? {};
}

/** Closings that were proposed for one reason by one person, of one incident. */
export interface ProposedClosings {
  readonly incidentId: string | null;
  readonly by: string;
  readonly reason: string;
  readonly text: string;
  readonly at: string;
  readonly alerts: number;
  readonly alertId: string;
}

/** What has waited longest first. */
export function proposedClosings(
  sql: Sql,
  filter: AlertFilter,
  caller: Caller,
  pack: PolicyPack,
  limit: number,
): Promise<ProposedClosings[]> {
  const where = whereAlerts(filter, caller, dueAtOf(pack));
  return sql.query(
    `SELECT incident_id AS "incidentId", ${PROPOSER} AS by, proposed::json ->> 'reason' AS reason,
            proposed::json ->> 'text' AS text, min(proposed::json ->> 'at') AS at, count(*) AS alerts,
            min(alert_id) AS "alertId"
       FROM listed_alert ${where.sql} GROUP BY 1, 2, 3, 4 ORDER BY 5, 1 LIMIT ${limit}`,
    where.values,
  );
}

export interface WaitingProposal {
  readonly kind: 'POLICY' | 'SET_ASIDE' | 'REBUILD' | 'TOPIC';
  readonly target: string;
  readonly by: string;
  readonly why: string;
  readonly at: Date;
}

/** What others have proposed for the whole book and nobody has decided, the oldest first. */
export const wholeBookProposals = (sql: Sql, { personId }: Caller): Promise<WaitingProposal[]> =>
  sql.query(
    `SELECT kind, target, by, why, at FROM (
       SELECT 'POLICY' AS kind, version AS target, proposed_by AS by, reason AS why, proposed_at AS at
         FROM policy_proposal WHERE decision IS NULL
       UNION ALL
       SELECT 'SET_ASIDE', rejection_id, actor, coalesce(reason, ''), recorded_at FROM (
         SELECT DISTINCT ON (rejection_id) rejection_id, actor, reason, recorded_at
           FROM rejection_step JOIN rejection_standing USING (rejection_id)
          WHERE standing = 'PROPOSED' ORDER BY rejection_id, step DESC) AS proposed
       UNION ALL
       SELECT 'REBUILD', rebuild_id, created_by, '', created_at
         FROM rebuild WHERE stage = 'COMPARED' AND NOT compare_only
       UNION ALL
       SELECT 'TOPIC', topic, proposed_by, reason, proposed_at FROM topic_rebinding WHERE decision IS NULL) AS waiting
      WHERE by NOT IN ${idsOf('$1::text')} ORDER BY at`,
    [personId],
  );

export interface MentionRow {
  readonly alertId: string;
  readonly clientId: string;
  readonly by: string | null;
  readonly change: string;
  readonly text: string | null;
  readonly at: Date;
}

/** The newest first, of alerts that the caller may see. */
export const newestMentions = (sql: Sql, { answersTo, entities }: Caller, limit: number): Promise<MentionRow[]> =>
  sql.query(
    `SELECT a.alert_id AS "alertId", a.survivor_id AS "clientId", f.actor AS by, f.kind AS change,
            coalesce(f.body::json -> 'note' ->> 'approvalText', f.body::json -> 'note' ->> 'text') AS text,
            f.recorded_at AS at
       FROM mention m JOIN alert_fact f USING (position)
       JOIN alert a ON a.client_id = m.client_id AND a.alert_id = m.alert_id
      WHERE m.person_id = $1 AND ($2::text[] IS NULL OR a.entity_id = ANY($2))
      ORDER BY m.position DESC LIMIT ${limit}`,
    [answersTo, entities],
  );

/** Whether nothing has come in yet. */
export async function isEmpty(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ empty: boolean }>(
    'SELECT NOT EXISTS (SELECT FROM client) AND NOT EXISTS (SELECT FROM alert) AS empty',
  );
  return row?.empty ?? true;
}
