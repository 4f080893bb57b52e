import type { PolicyPack } from '#domain';
import type { Sql } from '#store';
import type { Caller } from '../access/caller.js';
import { FILTER_FIELDS, type AlertFilter } from './alert-filter.js';
import { dueAtOf, FILTER_COLUMNS, idsOf, PROPOSER, queueColumns, whereAlerts } from './alert-filter.queries.js';
import type { ChangeRow } from './alert-history.js';
import { pageSql, type Paging } from './alert-order.queries.js';
import type { QueueRow } from './alert-rows.js';
import { COLUMN_FIELDS, type CountedRow } from './count-by-filter.js';

/** One page of a list, and one row more where there is another. */
export function pageRows(
  sql: Sql,
  filter: AlertFilter,
  caller: Caller,
  pack: PolicyPack,
  paging: Paging,
): Promise<(QueueRow & { readonly sortKey: (string | number)[] })[]> {
  const where = whereAlerts(filter, caller, dueAtOf(pack));
  return sql.query(pageSql({ ...paging, where, pack }), where.values);
}

/**
 * The question how many alerts there are of each combination of what a list can be narrowed by. The filters by these fields
 * are left out: each field is counted without its own, for what else could be chosen?
 * @returns `key`, which is the same for the same question, and `read`, which asks it
 */
export function filterRows(
  filter: AlertFilter,
  caller: Caller,
  pack: PolicyPack,
): { readonly key: string; read(sql: Sql): Promise<CountedRow[]> } {
  const where = whereAlerts(filter, caller, dueAtOf(pack), FILTER_FIELDS);
  const columns = COLUMN_FIELDS.map((f) => `${FILTER_COLUMNS[f]} AS "${f}"`).join(', ');
  const numbers = COLUMN_FIELDS.map((_, i) => i + 1).join(', ');
  return {
    key: JSON.stringify([where.sql, where.values]),
    // All of them by an index that knows of no proposals, then the few that have one.
    read: (sql) =>
      sql.query(
        `SELECT ${columns}, NULL AS proposer, count(*) AS count FROM listed_alert ${where.sql} GROUP BY ${numbers}
          UNION ALL
         SELECT ${columns}, ${PROPOSER}, count(*) FROM listed_alert ${where.sqlWith(['proposed IS NOT NULL'])}
          GROUP BY ${numbers}, ${COLUMN_FIELDS.length + 1}`,
        where.values,
      ),
  };
}

/** Of these proposers, the ids that are the caller's own. */
export async function ownIdsAmong(sql: Sql, proposers: readonly string[], { personId }: Caller): Promise<string[]> {
  if (proposers.length === 0) return [];
  const rows = await sql.query<{ id: string }>(
    `SELECT id FROM unnest($1::text[]) AS id WHERE id IN ${idsOf('$2::text')}`,
    [proposers, personId],
  );
  return rows.map(({ id }) => id);
}

export async function alertRow(
  sql: Sql,
  alertId: string,
  { entities }: Caller,
  pack: PolicyPack,
): Promise<QueueRow | undefined> {
  const [row] = await sql.query<QueueRow>(
    `SELECT ${queueColumns(dueAtOf(pack))} FROM alert WHERE alert_id = $1 AND ($2::text[] IS NULL OR entity_id = ANY($2))`,
    [alertId, entities],
  );
  return row;
}

export const alertRows = (sql: Sql, alertIds: readonly string[], pack: PolicyPack): Promise<QueueRow[]> =>
  sql.query(`SELECT ${queueColumns(dueAtOf(pack))} FROM alert WHERE alert_id = ANY($1)`, [alertIds]);

/** The first change first. */
export const changeRows = (sql: Sql, clientId: string, alertId: string): Promise<ChangeRow[]> =>
  sql.query(
    `SELECT position, kind, cause, actor, recorded_at AS "recordedAt", body FROM alert_fact
      WHERE client_id = $1 AND alert_id = $2 ORDER BY position`,
    [clientId, alertId],
  );
