import { identityOf, type Identity } from '#domain';
import { readStored, blockOf } from '#log/codec';
import { batchTimes, changesAfter, messagesAt } from '#log';
import { unfinishedFanOuts, type Sql } from '#store';
import { compareWithRecord } from '../parity/compare-with-record.js';
import type { LongWork } from '../judged-book.js';
import { checkRecord, type CheckedRecord } from './check-record.js';
import { missingLine, recordedLine, type ReplayLine } from './replay-line.js';
import type { CheckedChange, ReplayDifference } from '#judging';

export interface ReplayOptions extends LongWork {
  /** Times of recording in ms since 1970: at or after `from`, before `to`. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly clientId?: string | undefined;
  readonly entityId?: string | undefined;
}

export interface ReplayCounts {
  alerts: number;
  asRecorded: number;
  differ: number;
}

const PAGE = 1_000;
/** Clients whose active alerts are compared at a stretch; others in the process wait for so long. */
const PRESENT_CHUNK = 50;

/**
 * History as it was recorded: every change of an alert in its order, and whether the facts known at its place in the log
 * give it again. The whole past of each client is gone through first, for a verdict depends on all of it; then the
 * changes asked for are told. Reads only.
 */
export async function* replay(sql: Sql, options: ReplayOptions): AsyncGenerator<ReplayLine, ReplayCounts> {
  const counts: ReplayCounts = { alerts: 0, asRecorded: 0, differ: 0 };
  const found = new Map<number, CheckedChange>();
  const unrecorded: CheckedChange[] = [];
  const causes = new Map<number, number>();
  const record = await checkRecord(sql, {
    ...options,
    clientIds: options.clientId === undefined ? undefined : [options.clientId],
    onChecked: (checked) => {
      if (checked.recordedAt === null) unrecorded.push(checked);
      else {
        if (checked.by !== null) causes.set(checked.position, checked.by);
        if (checked.difference !== null) found.set(checked.position, checked);
      }
    },
  });
  const missing = await withinWindow(sql, unrecorded, options);
  const ids = options.clientId === undefined ? undefined : record.shared.clientMerges.membersOf(options.clientId);
  const isWanted = (line: ReplayLine): boolean =>
    (options.entityId === undefined || line.entityId === options.entityId) &&
    (ids === undefined || ids.includes(line.clientId));
  const count = (line: ReplayLine): ReplayLine => {
    counts.alerts += 1;
    if (line.asRecorded) counts.asRecorded += 1;
    else counts.differ += 1;
    return line;
  };
  let after = -1;
  let next = 0;
  for (;;) {
    options.signal?.throwIfAborted();
    const page = await changesAfter(sql, after, { from: options.from, to: options.to, clientIds: ids }, PAGE);
    const last = page.at(-1);
    const until = last === undefined || page.length < PAGE ? Infinity : last.position;
    const due = missing.slice(next).filter((m) => m.checked.position < until);
    next += due.length;
    const positions = [...page.map((c) => causes.get(c.position)), ...due.map((m) => m.checked.by)];
    const events = await identitiesAt(
      sql,
      positions.filter((p) => p != null),
    );
    const byOf = (position: number | null | undefined) => (position == null ? null : (events.get(position) ?? null));
    const lines = [
      ...page.map((c) => ({ at: c.position, line: recordedLine(c, byOf(causes.get(c.position)), found) })),
      ...due.map((m) => ({ at: m.checked.position, line: missingLine(m.checked, byOf(m.checked.by), m.at) })),
    ].sort((a, b) => a.at - b.at);
    for (const { line } of lines) if (isWanted(line)) yield count(line);
    if (until === Infinity || last === undefined) break;
    after = last.position;
  }
  if (options.to === undefined)
    for await (const line of presentDifferences(sql, record, options)) if (isWanted(line)) yield count(line);
  return counts;
}

/** What is due but not recorded, with the time of the batch that should have held it, in the order of the log. */
async function withinWindow(sql: Sql, unrecorded: readonly CheckedChange[], { from, to }: ReplayOptions) {
  const times = await batchTimes(
    sql,
    unrecorded.map((u) => blockOf(u.position)),
  );
  return unrecorded
    .map((checked) => ({ checked, at: times.get(blockOf(checked.position)) ?? 0 }))
    .filter(({ at }) => (from ?? -Infinity) <= at && at < (to ?? Infinity))
    .sort((a, b) => a.checked.position - b.checked.position);
}

async function identitiesAt(sql: Sql, positions: readonly number[]): Promise<Map<number, Identity>> {
  const messages = await messagesAt(sql, [...new Set(positions)]);
  return new Map(messages.map((message) => [message.position, identityOf(readStored(message))]));
}

/** The alerts that stand at the end otherwise than the whole log gives them. */
async function* presentDifferences(
  sql: Sql,
  { policy }: CheckedRecord,
  options: ReplayOptions,
): AsyncGenerator<ReplayLine> {
  if (policy === undefined) return;
  const cause = await pending(sql);
  const clientIds = options.clientId === undefined ? undefined : [options.clientId];
  for await (const { differences } of compareWithRecord(sql, {
    policy,
    clientIds,
    signal: options.signal,
    chunk: PRESENT_CHUNK,
  })) {
    for (const { alertId, clientId, entityId, act, before, after } of differences) {
      yield {
        recordedAt: null,
        position: null,
        change: 'standing',
        alertId,
        clientId,
        entityId,
        verdict: after?.verdict ?? null,
        previousVerdict: before?.verdict ?? null,
        cause: null,
        act,
        by: null,
        asRecorded: false,
        difference: { cause, recorded: sides(before), derived: sides(after) },
      };
    }
  }
}

const sides = (view: { readonly verdict: string; readonly severity: string } | null) =>
  view === null ? null : { verdict: view.verdict, severity: view.severity };

/** Until a change that clients share has reached all of them, what stands may be older than it. */
async function pending(sql: Sql): Promise<ReplayDifference['cause']> {
  const unfinished = await unfinishedFanOuts(sql, 1_000);
  if (unfinished.some((job) => job.cause === 'POLICY')) return 'POLICY';
  return unfinished.length > 0 ? 'LATE_FACT' : 'CODE';
}
