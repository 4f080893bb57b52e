import type { EachBatchPayload, RecordBatchEntry } from 'kafkajs';
import { until as eventually } from '../../../test/support/until';
import type { Log } from './log.js';
import type { RawRecord } from './raw-record.js';

export const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function record(offset: number, over: Partial<RawRecord> = {}): RawRecord {
  return {
    topic: 'acts',
    partition: 0,
    offset: BigInt(offset),
    timestampMs: 0,
    key: null,
    value: Buffer.from(`v${offset}`),
    headers: {},
    ...over,
  };
}

export function message(offset: number): RecordBatchEntry {
  return {
    offset: String(offset),
    timestamp: '1700000000000',
    key: null,
    value: Buffer.from(`v${offset}`),
    attributes: 0,
    headers: {},
  };
}

/** A fetch as kafkajs hands it over. `lastOffset` is beyond the last message where markers follow it. */
export function fetched(
  offsets: number[],
  over: { fetchedOffset?: number; lastOffset?: number; stale?: boolean; heartbeat?: () => Promise<void> } = {},
): { payload: EachBatchPayload; resolved: string[] } {
  const resolved: string[] = [];
  const last = over.lastOffset ?? offsets[offsets.length - 1] ?? 0;
  const batch = {
    topic: 'acts',
    partition: 0,
    highWatermark: '1000',
    fetchedOffset: String(over.fetchedOffset ?? offsets[0]),
    messages: offsets.map(message),
    isEmpty: () => offsets.length === 0,
    firstOffset: () => String(offsets[0]),
    lastOffset: () => String(last),
    offsetLag: () => '0',
    offsetLagLow: () => '0',
  };
  const payload: EachBatchPayload = {
    batch,
    resolveOffset: (offset) => void resolved.push(offset),
    heartbeat: over.heartbeat ?? (() => Promise.resolve()),
    pause: () => () => undefined,
    commitOffsetsIfNecessary: () => Promise.resolve(),
    uncommittedOffsets: () => ({ topics: [] }),
    isRunning: () => true,
    isStale: () => over.stale ?? false,
  };
  return { payload, resolved };
}

export function offsets(records: RawRecord[] | undefined): number[] {
  return (records ?? []).map((each) => Number(each.offset));
}

/** @throws when `condition` does not come true */
export const until = async (what: string, condition: () => boolean): Promise<void> => {
  await eventually(what, () => Promise.resolve(condition()), { everyMs: 20 });
};
