import type { Static } from '@sinclair/typebox';
import { silencesInForce, type Sql } from '#store';
import type { Caller } from '../access/caller.js';
import type { ForeignFacts } from '../access/foreign-facts.js';
import { CountedAnswers } from '../counted-answers.js';
import { Database } from '../database.js';
import { pageOfRows } from '../http/cursor.js';
import type { HowAsked } from '../http/how-asked.js';
import { Problem } from '../http/problem.js';
import { Rules } from '../rules.js';
import type { Alert, FilterCounts, AlertHistory, AlertPage, AlertSummary } from './alerts.shapes.js';
import type { AlertFilter } from './alert-filter.js';
import { changeOf } from './alert-history.js';
import type { Paging } from './alert-order.queries.js';
import { detailOf, summaryOf } from './alert-rows.js';
import { alertRow, changeRows, filterRows, ownIdsAmong, pageRows } from './alerts.queries.js';
import { byProposal, countByFilter, type CountedRow } from './count-by-filter.js';

const EXPORTED_MAX = 100_000;

/** Questions about alerts. */
export class Alerts {
  private readonly counted: CountedAnswers<readonly CountedRow[]>;

  constructor(
    private readonly database: Database,
    private readonly rules: Rules,
    private readonly foreign: ForeignFacts,
  ) {
    this.counted = new CountedAnswers(database);
  }

  page(filter: AlertFilter, caller: Caller, paging: Paging): Promise<Static<typeof AlertPage>> {
    return this.database.read((sql) => this.readPage(sql, filter, caller, paging));
  }

  /** All of a filter, page by page. */
  async *all(filter: AlertFilter, caller: Caller, sort: Paging['sort'] = '-raisedAt'): AsyncGenerator<AlertSummary[]> {
    let cursor: string | undefined;
    for (let given = 0; given < EXPORTED_MAX;) {
      const page = await this.page(filter, caller, { sort, limit: 1_000, cursor });
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
    paging: Paging,
  ): Promise<Static<typeof AlertPage>> {
    const { pack } = await this.rules.current(sql);
    const rows = await pageRows(sql, filter, caller, pack, paging);
    const beside = { silences: await silencesInForce(sql), now: new Date(), pack };
    return pageOfRows(
      rows,
      paging.limit,
      (row) => row.sortKey,
      (row) => summaryOf(row, beside),
    );
  }

  async facets(filter: AlertFilter, caller: Caller, asked: HowAsked): Promise<Static<typeof FilterCounts>> {
    const { pack } = await this.database.read((sql) => this.rules.current(sql));
    const question = filterRows(filter, caller, pack);
    const rows = await this.counted.answer(question.key, asked, () => this.database.read((sql) => question.read(sql)));
    const proposers = new Set(rows.flatMap(({ proposer }) => proposer ?? []));
    const own = await this.database.read((sql) => ownIdsAmong(sql, [...proposers], caller));
    return countByFilter(byProposal(rows, own), filter);
  }

  one(alertId: string, caller: Caller): Promise<Alert> {
    return this.database.read((sql) => this.readOne(sql, alertId, caller));
  }

  /** @throws Problem NOT_FOUND also for what the caller's role does not reach */
  async readOne(sql: Sql, alertId: string, caller: Caller): Promise<Alert> {
    const { pack } = await this.rules.current(sql);
    const row = await alertRow(sql, alertId, caller, pack);
    if (row === undefined) throw new Problem('NOT_FOUND', `No alert has the id ${alertId}.`);
    const alert = detailOf(row, { silences: await silencesInForce(sql), now: new Date(), pack });
    return { ...alert, reasons: await this.foreign.without(sql, alert.reasons, caller) };
  }

  history(alertId: string, caller: Caller): Promise<Static<typeof AlertHistory>> {
    return this.database.read(async (sql) => {
      const { clientId } = await this.readOne(sql, alertId, caller);
      const rows = await changeRows(sql, clientId, alertId);
      return { items: rows.map(changeOf) };
    });
  }
}
