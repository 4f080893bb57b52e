import type { AlertView, Policy } from '#domain';
import type { Sql } from '#store';
import { alertDifferences, type AlertCounts, type AlertDifference } from './alert-differences.js';
import { alertsOnRecord, clientsWithAlerts } from './alerts-on-record.js';
import { judgedBook, type LongWork } from './judged-book.js';

export interface BacktestOptions extends LongWork {
  readonly policy: Policy;
  /** Effective time of the act, in ms since 1970: at or after `from`, before `to`. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly clientIds?: readonly string[] | undefined;
}

/**
 * What a pack would have given over the stored history, compared with the alerts that stand on record: yields what
 * differs, and returns the counts. Reads only; for one picture run it in a read-only transaction.
 */
export async function* backtest(sql: Sql, options: BacktestOptions): AsyncGenerator<AlertDifference, AlertCounts> {
  const counts: AlertCounts = { same: 0, added: 0, gone: 0, changed: 0 };
  const { from = -Infinity, to = Infinity } = options;
  const isMeant = (view: AlertView): boolean => from <= view.effectiveFrom && view.effectiveFrom < to;
  const judged = new Set<string>();
  for await (const chunk of judgedBook(sql, options)) {
    const ids = chunk.map((c) => c.clientId);
    const onRecord = await alertsOnRecord(sql, ids);
    for (const { clientId, views } of chunk) {
      judged.add(clientId);
      yield* alertDifferences(onRecord.get(clientId) ?? new Map<string, AlertView>(), views, counts, isMeant);
    }
  }
  if (options.clientIds !== undefined) return counts;
  // Alerts of clients whom the log no longer knows: there should be none, so they are differences.
  const strangers = (await clientsWithAlerts(sql)).filter((id) => !judged.has(id));
  for (const views of (await alertsOnRecord(sql, strangers)).values()) {
    yield* alertDifferences(views, new Map(), counts, isMeant);
  }
  return counts;
}
