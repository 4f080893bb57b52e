import { TYPE_PREFIX } from '#contract';
import { isOtherVerdict, type AlertView, type Identity, type JudgedOffer, type Policy } from '#domain';
import type { Sql } from '#store';
import { alertsOnRecord, clientsWithAlerts } from './alerts-on-record.js';
import { judgedBook, type LongWork } from './judged-book.js';

/** What two packs may say differently of one act. */
export interface VerdictShown {
  readonly verdict: string;
  readonly row: number;
  readonly severity: string;
  readonly newService: boolean | null;
  readonly newAssetType: boolean | null;
  readonly policyVersion: string;
  readonly explanation: string;
}

/** One alert that the pack gives otherwise than it stands on record. */
export interface BacktestDifference {
  readonly change: 'ADDED' | 'GONE' | 'CHANGED';
  readonly alertId: string;
  readonly clientId: string;
  readonly entityId: string;
  readonly act: Identity & { readonly type: string; readonly effectiveAt: string };
  readonly offer: JudgedOffer;
  readonly before: VerdictShown | null;
  readonly after: VerdictShown | null;
}

export interface BacktestCounts {
  same: number;
  added: number;
  gone: number;
  changed: number;
}

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
export async function* backtest(
  sql: Sql,
  options: BacktestOptions,
): AsyncGenerator<BacktestDifference, BacktestCounts> {
  const counts: BacktestCounts = { same: 0, added: 0, gone: 0, changed: 0 };
  const judged = new Set<string>();
  for await (const chunk of judgedBook(sql, options)) {
    const ids = chunk.map((c) => c.clientId);
    const onRecord = await alertsOnRecord(sql, ids);
    for (const { clientId, views } of chunk) {
      judged.add(clientId);
      yield* compare(onRecord.get(clientId) ?? new Map<string, AlertView>(), views, options, counts);
    }
  }
  if (options.clientIds !== undefined) return counts;
  // Alerts of clients whom the log no longer knows: there should be none, so they are differences.
  const strangers = (await clientsWithAlerts(sql)).filter((id) => !judged.has(id));
  for (const views of (await alertsOnRecord(sql, strangers)).values()) {
    yield* compare(views, new Map(), options, counts);
  }
  return counts;
}

function* compare(
  before: ReadonlyMap<string, AlertView>,
  after: ReadonlyMap<string, AlertView>,
  options: BacktestOptions,
  counts: BacktestCounts,
): Generator<BacktestDifference> {
  for (const alertId of new Set([...after.keys(), ...before.keys()])) {
    const was = before.get(alertId);
    const is = after.get(alertId);
    const shown = is ?? was;
    if (shown === undefined || ![was, is].some((view) => view !== undefined && isWithin(view, options))) continue;
    if (was !== undefined && is !== undefined && !isOtherVerdict(was, is)) {
      counts.same += 1;
      continue;
    }
    const change = was === undefined ? 'ADDED' : is === undefined ? 'GONE' : 'CHANGED';
    counts[COUNTED[change]] += 1;
    const { clientId, entityId, offer } = shown;
    const act = { ...shown.act, type: `${TYPE_PREFIX}${shown.act.type}` };
    yield { change, alertId, clientId, entityId, act, offer, before: verdictOf(was), after: verdictOf(is) };
  }
}

const COUNTED = { ADDED: 'added', GONE: 'gone', CHANGED: 'changed' } as const;

const isWithin = (view: AlertView, { from = -Infinity, to = Infinity }: BacktestOptions): boolean =>
  from <= view.effectiveFrom && view.effectiveFrom < to;

const verdictOf = (view: AlertView | undefined): VerdictShown | null =>
  view === undefined
    ? null
    : {
        verdict: view.verdict,
        row: view.row,
        severity: view.severity,
        newService: view.newService,
        newAssetType: view.newAssetType,
        policyVersion: view.policyVersion,
        explanation: view.explanation,
      };
