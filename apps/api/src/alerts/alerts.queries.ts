import type { Static } from '@sinclair/typebox';
import { silencesInForce, type Sql } from '#store';
import type { Caller } from '../access/caller.js';
import type { ForeignFacts } from '../access/foreign-facts.js';
import { Database } from '../database.js';
import { pageOfRows } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { Rules } from '../rules.js';
import { StaleWhileRevalidate } from '../stale-while-revalidate.js';
import type { Alert, FilterCounts, AlertHistory, AlertPage, AlertSummary } from './alerts.shapes.js';
import { FILTER_FIELDS, type AlertFilter, type SORTS } from './alert-filter.js';
import { dueAtOf, FILTER_COLUMNS, queueColumns, whereAlerts } from './alert-filter.queries.js';
import { changeOf, type ChangeRow } from './alert-history.js';
import { pageSql } from './alert-order.queries.js';
import { detailOf, summaryOf, type QueueRow } from './alert-rows.js';
import { countByFilter, type FilterRow } from './count-by-filter.js';

interface Paging {
  readonly sort: (typeof SORTS)[number];
  readonly limit: number;
  readonly cursor: string | undefined;
}

const EXPORTED_MAX = 100_000;

/** Questions about alerts. */
export class Alerts {
  private readonly counted = new StaleWhileRevalidate<readonly FilterRow[]>();

  constructor(
    private readonly database: Database,
    private readonly rules: Rules,
    private readonly foreign: ForeignFacts,
  ) {}

  page(filter: AlertFilter, caller: Caller, paging: Paging): Promise<Static<typeof AlertPage>> {
    return this.database.read((sql) => this.readPage(sql, filter, caller, paging));
  }

  /** All of a filter, page by page. */
  async *all(filter: AlertFilter, caller: Caller): AsyncGenerator<AlertSummary[]> {
    let cursor: string | undefined;
    for (let given = 0; given < EXPORTED_MAX;) {
      const page = await this.page(filter, caller, { sort: '-raisedAt', limit: 1_000, cursor });
      yield page.items;
      given += page.items.length;
      if (page.nextCursor === null) return;
      cursor = page.nextCursor;
    }
  }

  private async readPage(
    sql: Sql,
    filter: AlertFilter,
    caller: Caller,
    { sort, limit, cursor }: Paging,
  ): Promise<Static<typeof AlertPage>> {
    const { pack } = await this.rules.current(sql);
    const where = whereAlerts(filter, caller, dueAtOf(pack));
    const rows = await sql.query<QueueRow & { sortKey: (string | number)[] }>(
      pageSql({ sort, limit, cursor, where, pack }),
      where.values,
    );
    const silences = await silencesInForce(sql);
    const now = new Date();
    return pageOfRows(
      rows,
      limit,
      (row) => row.sortKey,
      (row) => summaryOf(row, silences, now),
    );
  }

  async facets(filter: AlertFilter, caller: Caller): Promise<Static<typeof FilterCounts>> {
    const dueAt = dueAtOf((await this.database.read((sql) => this.rules.current(sql))).pack);
    // Without the filters by fields: each field is counted without its own filter, for what else could be chosen?
    const where = whereAlerts(filter, caller, dueAt, FILTER_FIELDS);
    const rows = await this.counted.answer(JSON.stringify([where.sql, where.values]), () =>
      this.database.read((sql) =>
        sql.query<FilterRow>(
          `SELECT ${FILTER_FIELDS.map((f) => `${FILTER_COLUMNS[f]} AS "${f}"`).join(', ')}, count(*) AS count FROM alert ${where.sql}
            GROUP BY ${FILTER_FIELDS.map((_, i) => i + 1).join(', ')}`,
          where.values,
        ),
      ),
    );
    return countByFilter(rows, filter);
  }

  one(alertId: string, caller: Caller): Promise<Alert> {
    return this.database.read((sql) => this.readOne(sql, alertId, caller));
  }

  /** @throws Problem NOT_FOUND also for what the caller's role does not reach */
  async readOne(sql: Sql, alertId: string, caller: Caller): Promise<Alert> {
    const dueAt = dueAtOf((await this.rules.current(sql)).pack);
    const [row] = await sql.query<QueueRow>(
      `SELECT ${queueColumns(dueAt)} FROM alert WHERE alert_id = $1 AND ($2::text[] IS NULL OR entity_id = ANY($2))`,
      [alertId, caller.entities],
    );
    if (row === undefined) throw new Problem('NOT_FOUND', `No alert has the id ${alertId}.`);
    const alert = detailOf(row, await silencesInForce(sql), new Date());
    return { ...alert, reasons: await this.foreign.without(sql, alert.reasons, caller) };
  }

  history(alertId: string, caller: Caller): Promise<Static<typeof AlertHistory>> {
    return this.database.read(async (sql) => {
      const { clientId } = await this.readOne(sql, alertId, caller);
      const rows = await sql.query<ChangeRow>(
        `SELECT position, kind, cause, actor, recorded_at AS "recordedAt", body FROM alert_fact
          WHERE client_id = $1 AND alert_id = $2 ORDER BY position`,
        [clientId, alertId],
      );
      return { items: rows.map(changeOf) };
    });
  }
}
