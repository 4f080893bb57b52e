import type { Static } from '@sinclair/typebox';
import { silencesInForce, type Sql } from '#store';
import type { Caller } from '../access/caller.js';
import { Database } from '../database.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { Rules } from '../rules.js';
import type { Alert, AlertFacets, AlertHistory, AlertPage, AlertSummary } from '../shapes/alert.js';
import {
  dueAtOf,
  FACET_COLUMNS,
  FACETS,
  whereAlerts,
  type AlertFilter,
  type Facet,
  type SORTS,
} from './alert-filter.js';
import { changeOf, type ChangeRow } from './alert-history.js';
import { detailOf, queueColumns, summaryOf, type QueueRow } from './alert-rows.js';

interface Paging {
  readonly sort: (typeof SORTS)[number];
  readonly limit: number;
  readonly cursor: string | undefined;
}

const GRAVITY = `CASE severity WHEN 'critical' THEN 3 WHEN 'high' THEN 2 WHEN 'medium' THEN 1 ELSE 0 END`;

/** How a list is sorted: the columns, all in one direction, the last of them unique. */
const ORDERS = {
  '-raisedAt': {
    keys: ['raised_at', 'alert_id'],
    casts: ['timestamptz', 'text'],
    cursor: ['time', 'text'],
    direction: 'DESC',
    after: '<',
  },
  raisedAt: {
    keys: ['raised_at', 'alert_id'],
    casts: ['timestamptz', 'text'],
    cursor: ['time', 'text'],
    direction: 'ASC',
    after: '>',
  },
  '-severity': {
    keys: [GRAVITY, 'raised_at', 'alert_id'],
    casts: ['int', 'timestamptz', 'text'],
    cursor: ['count', 'time', 'text'],
    direction: 'DESC',
    after: '<',
  },
  dueAt: {
    keys: ['DUE', 'alert_id'],
    casts: ['timestamptz', 'text'],
    cursor: ['time', 'text'],
    direction: 'ASC',
    after: '>',
  },
} as const;

const EXPORTED_MAX = 100_000;

/** Questions about alerts. */
export class Alerts {
  constructor(
    private readonly database: Database,
    private readonly rules: Rules,
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
    const dueAt = dueAtOf((await this.rules.current(sql)).pack);
    const order = ORDERS[sort];
    const keys = order.keys.map((key) => (key === 'DUE' ? dueAt : key));
    const where = whereAlerts(filter, caller, dueAt);
    const after = decodeCursor(cursor, order.cursor);
    if (after !== null) {
      const places = order.casts.map((cast, i) => `$${where.values.push(after[i]) && where.values.length}::${cast}`);
      where.always(`(${keys.join(', ')}) ${order.after} (${places.join(', ')})`);
    }
    const rows = await sql.query<QueueRow & { sortKey: (string | number)[] }>(
      `SELECT ${queueColumns(dueAt)}, json_build_array(${keys.join(', ')}) AS "sortKey" FROM alert ${where.sql}
        ORDER BY ${keys.map((key) => `${key} ${order.direction}`).join(', ')} LIMIT ${limit + 1}`,
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

  async facets(filter: AlertFilter, caller: Caller): Promise<Static<typeof AlertFacets>> {
    return this.database.read(async (sql) => {
      const dueAt = dueAtOf((await this.rules.current(sql)).pack);
      const count = async (where: ReturnType<typeof whereAlerts>, facets: readonly Facet[]) =>
        sql.query<{ facet: string; value: string | null; count: number }>(
          `SELECT facet, value, count(*) AS count FROM (SELECT ${facets.map((f) => `${FACET_COLUMNS[f]} AS "${f}"`).join(', ')} FROM alert ${where.sql}) a,
             LATERAL (VALUES ${facets.map((f) => `('${f}', "${f}")`).join(', ')}) AS v (facet, value)
            GROUP BY facet, value ORDER BY count(*) DESC, value`,
          where.values,
        );
      // A facet that is filtered by is counted without its own filter: what else could be chosen?
      const chosen = FACETS.filter((f) => filter[f] !== undefined);
      const others = FACETS.filter((f) => filter[f] === undefined);
      const all = await count(whereAlerts(filter, caller, dueAt), others);
      for (const facet of chosen) all.push(...(await count(whereAlerts(filter, caller, dueAt, facet), [facet])));
      const where = whereAlerts(filter, caller, dueAt);
      const [total] = await sql.query<{ n: number }>(`SELECT count(*) AS n FROM alert ${where.sql}`, where.values);
      const facets = Object.fromEntries(
        FACETS.map((facet) => [
          facet,
          all
            .filter((row) => row.facet === facet && row.value !== null)
            .map(({ value, count }) => ({ value: value ?? '', count })),
        ]),
      );
      return { total: total?.n ?? 0, facets: facets as Static<typeof AlertFacets>['facets'] };
    });
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
    return detailOf(row, await silencesInForce(sql), new Date());
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
