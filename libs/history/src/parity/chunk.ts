import type { AlertView, Policy } from '#domain';
import { readStored, type ReadableMessage } from '#log/codec';
import { timelinesKnown } from '#log';
import type { Sql } from '#store';
import { alertDifferences, type AlertCounts, type AlertDifference } from './alert-differences.js';
import { alertsOnRecord } from './alerts-on-record.js';
import { unretractedFacts, judgeClient, type SharedFacts } from '#judging';
import type { Range } from './ranges.js';

/** What a backtest asks of each client. */
export interface Terms {
  readonly policy: Policy;
  /** Effective time of the act, in ms since 1970: at or after `from`, before `to`. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** What is read of some clients before they are judged. */
export interface ReadChunk {
  readonly ids: readonly string[];
  readonly events: readonly ReadableMessage[];
  readonly onRecord: ReadonlyMap<string, ReadonlyMap<string, AlertView>>;
}

/** What came of them. */
export interface JudgedChunk {
  /** Whom it holds; `null` for clients whom the log doesn't know. */
  readonly range: Range | null;
  readonly clients: number;
  readonly differences: readonly AlertDifference[];
  readonly counts: AlertCounts;
}

export const noAlerts = (): AlertCounts => ({ same: 0, added: 0, gone: 0, changed: 0 });

export const meant =
  ({ from = -Infinity, to = Infinity }: Terms) =>
  (view: AlertView): boolean =>
    from <= view.effectiveFrom && view.effectiveFrom < to;

/** @param ids of survivors */
export async function readChunk(sql: Sql, ids: readonly string[], shared: SharedFacts): Promise<ReadChunk> {
  const members = ids.flatMap((id) => shared.clientMerges.membersOf(id));
  const events = await timelinesKnown(sql, members, {});
  return { ids, events, onRecord: await alertsOnRecord(sql, ids) };
}

/** Judges clients by the pack, and compares what it gives with the alerts on record. Pure. */
export function judgeChunk({ ids, events, onRecord }: ReadChunk, shared: SharedFacts, terms: Terms): JudgedChunk {
  const facts = unretractedFacts(events.map(readStored), shared);
  const counts = noAlerts();
  const isMeant = meant(terms);
  const differences = ids.flatMap((id) => {
    const { views } = judgeClient(id, facts.get(id) ?? [], shared, terms.policy);
    return [...alertDifferences(onRecord.get(id) ?? new Map<string, AlertView>(), views, counts, isMeant)];
  });
  const [first = ''] = ids;
  return { range: { first, last: ids.at(-1) ?? first }, clients: ids.length, differences, counts };
}
