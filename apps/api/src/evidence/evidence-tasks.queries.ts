import { Where, type Sql } from '#store';
import { tagEntity } from '../clients/client-tags.js';
import { CLIENTS_ALIKE } from '../clients/tag-counts.queries.js';

/** What a list of tasks can be narrowed down by. */
export interface TaskFilter {
  readonly clientId?: string | undefined;
  readonly gap?: readonly string[] | undefined;
  /** `NOBODY`: those that are in nobody's hands. */
  readonly assignee?: string | undefined;
}

export interface TaskRow {
  readonly clientId: string;
  /** `gap:<entity>:<gap>` */
  readonly tag: string;
  readonly assignee: string | null;
  readonly assignedAt: Date | null;
}

/** SQL: a tag that says of one entity that there is a gap. @param entities where their ids stand among the parameters */
const IS_GAP = (tag: string, entities: string): string =>
  `starts_with(${tag}, 'gap:') AND NOT starts_with(${tag}, 'gap:*:')
     AND (${entities}::text[] IS NULL OR split_part(${tag}, ':', 2) = ANY(${entities}))`;

const encoded = (entities: readonly string[] | null): string[] | null => entities?.map(tagEntity) ?? null;

/** In the order of clients. @param after client and tag of the last one seen */
export function taskRows(
  sql: Sql,
  { clientId, gap, assignee }: TaskFilter,
  entities: readonly string[] | null,
  after: readonly [clientId: string, tag: string] | null,
  limit: number,
): Promise<TaskRow[]> {
  const where = new Where();
  where.values.push(encoded(entities));
  where.always(IS_GAP('tag', '$1'));
  where.ifGiven('c.client_id = ?', clientId);
  where.ifGiven(`split_part(tag, ':', 3) = ANY(?)`, gap);
  if (assignee === 'NOBODY') where.always('t.assignee IS NULL');
  else where.ifGiven('t.assignee = ?', assignee);
  if (after !== null) {
    where.values.push(...after);
    where.always(`(c.client_id, tag) > ($${where.values.length - 1}, $${where.values.length})`);
  }
  return sql.query(
    `SELECT c.client_id AS "clientId", tag, t.assignee, t.assigned_at AS "assignedAt"
       FROM client c CROSS JOIN LATERAL unnest(c.facets) AS tag
       LEFT JOIN evidence_task t USING (client_id, tag)
       ${where.sql} ORDER BY c.client_id, tag LIMIT ${limit}`,
    where.values,
  );
}

/** How many gaps of each kind there are. */
export const gapCounts = (sql: Sql, entities: readonly string[] | null): Promise<{ gap: string; n: number }[]> =>
  sql.query(
    `SELECT split_part(tag, ':', 3) AS gap, sum(n)::bigint AS n
       FROM ${CLIENTS_ALIKE} alike CROSS JOIN LATERAL unnest(facets) AS tag
      WHERE ${IS_GAP('tag', '$1')} GROUP BY 1 ORDER BY 1`,
    [encoded(entities)],
  );

/** How many are in somebody's hands. */
export async function tasksOf(sql: Sql, assignee: string, entities: readonly string[] | null): Promise<number> {
  const [row] = await sql.query<{ n: number }>(
    `SELECT count(*) AS n FROM evidence_task t JOIN client c USING (client_id)
      WHERE t.assignee = $2 AND t.tag = ANY(c.facets) AND ${IS_GAP('t.tag', '$1')}`,
    [encoded(entities), assignee],
  );
  return row?.n ?? 0;
}

/** Whether there is this gap now. */
export async function isOpen(sql: Sql, clientId: string, tag: string): Promise<boolean> {
  const rows = await sql.query('SELECT FROM client WHERE client_id = $1 AND $2 = ANY(facets)', [clientId, tag]);
  return rows.length > 0;
}
