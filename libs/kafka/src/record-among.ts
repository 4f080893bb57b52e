import type { FetchedMessage } from './fetched-message.js';
import { rawRecordFrom, type RawRecord } from './raw-record.js';

/**
 * @param offset of a record that was read once
 * @returns `null` where nothing of what was fetched is a record at that offset
 */
export function recordAmong(
  messages: readonly FetchedMessage[],
  topic: string,
  partition: number,
  offset: bigint,
): RawRecord | null {
  const message = messages.find((each) => BigInt(each.offset) === offset);
  // What stands there for a batch that can't be read, or whose last record was compacted away, is none of its records.
  if (message === undefined || message.unreadable !== undefined || message.isControlRecord) return null;
  return rawRecordFrom(offset, topic, partition, message) ?? null;
}
