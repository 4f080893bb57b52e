import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { UnreadableBatch } from './unreadable-batch.js';

/** One Kafka record as bytes; nothing is decoded here. `timestampMs` is milliseconds since 1970 (UTC). */
export interface RawRecord {
  /** As it stands on record: with its incarnation, from the second on. */
  topic: string;
  partition: number;
  offset: bigint;
  timestampMs: number;
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, Buffer>;
  /** The value is a batch that could not be read, with all of its records; the offset is that of its first. */
  unreadable?: UnreadableBatch;
}

/** What a handler receives: records of one lane, ascending by offset within each (topic, partition). */
export interface RecordBatch {
  lane: number;
  records: RawRecord[];
  /** Settles while the batch is worked on. Rejects where the records are of another topic by now: nothing may be kept then. */
  confirmed: Promise<void>;
}

// What the objects around the bytes take, roughly; keeps a flood of tiny records within the byte limits too.
const OVERHEAD_BYTES = 256;
const NO_BYTES = Buffer.alloc(0);

function bytes(value: Buffer | string): Buffer {
  return typeof value === 'string' ? Buffer.from(value) : value;
}

function toHeaders(headers: IHeaders | undefined): Record<string, Buffer> {
  const result: Record<string, Buffer> = {};
  for (const name in headers) {
    const value = headers[name];
    // A repeated header counts by its last value, as in Kafka's own `lastHeader`.
    const last = Array.isArray(value) ? value[value.length - 1] : value;
    result[name] = last == null ? NO_BYTES : bytes(last);
  }
  return result;
}

/** The offset after a record; after the last one where it stands for several. */
export function endOf({ offset, unreadable }: RawRecord): bigint {
  return (unreadable?.lastOffset ?? offset) + 1n;
}

/** @returns the message, or undefined where it lies before `from` */
export function rawRecordFrom(
  from: bigint,
  topic: string,
  partition: number,
  message: KafkaMessage,
): RawRecord | undefined {
  const unreadable = 'unreadable' in message ? (message as { unreadable?: UnreadableBatch }).unreadable : undefined;
  const last = BigInt(message.offset);
  if (last < from) return undefined;
  const first = unreadable?.firstOffset ?? last;
  return {
    topic,
    partition,
    offset: first < from ? from : first,
    timestampMs: Number(message.timestamp),
    key: message.key,
    value: message.value,
    headers: toHeaders(message.headers),
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

/** @returns an estimate of the memory one record holds, in bytes */
export function recordBytes(record: RawRecord): number {
  return OVERHEAD_BYTES + (record.key?.length ?? 0) + (record.value?.length ?? 0);
}
