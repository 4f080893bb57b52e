import type { IHeaders, KafkaMessage } from 'kafkajs';

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

/** @param offset the message's offset, already parsed by the caller that compared it */
export function toRawRecord(topic: string, partition: number, offset: bigint, message: KafkaMessage): RawRecord {
  return {
    topic,
    partition,
    offset,
    timestampMs: Number(message.timestamp),
    key: message.key,
    value: message.value,
    headers: toHeaders(message.headers),
  };
}

/** @returns an estimate of the memory one record holds, in bytes */
export function recordBytes(record: RawRecord): number {
  return OVERHEAD_BYTES + (record.key?.length ?? 0) + (record.value?.length ?? 0);
}
