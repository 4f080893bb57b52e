import { BinaryRows } from './binary-rows.js';
import { commitRows, copyRows, type Committed } from './leaves.js';

/** One accepted event as the log keeps it. */
export interface EventRow {
  readonly position: number;
  /** 16 bytes. */
  readonly identity: Buffer;
  readonly clientId: string | null;
  readonly type: string;
  readonly shared: boolean;
  readonly recordedAt: number;
  readonly topic: string;
  readonly partition: number;
  readonly kafkaOffset: number;
  readonly key: Buffer | null;
  readonly headers: string | null;
  readonly value: Buffer;
}

/** What judging reads of an event: the message as it came and where it stands in the order of recording. */
export interface StoredMessage {
  readonly position: number;
  readonly identity: Buffer;
  readonly key: Buffer | null;
  readonly headers: string | null;
  readonly value: Buffer;
  readonly recordedAt: Date;
}

/** The columns that `encodeEvents` writes, in their order. */
export const EVENT_COLUMNS =
  'salt, position, identity, client_id, type, shared, recorded_at, topic, partition, kafka_offset, message_key, headers, value';

/** @param salts one for each, side by side */
export function encodeEvents(rows: readonly EventRow[], salts: Buffer): Committed {
  const out = new BinaryRows(rows.reduce((bytes, row) => bytes + row.value.length + 340, 64));
  return commitRows(out, rows, salts, 12, (row) => writeEvent(out, row));
}

function writeEvent(out: BinaryRows, row: EventRow): void {
  out.bigint(row.position);
  out.bytes(row.identity);
  out.textOrNothing(row.clientId);
  out.text(row.type);
  out.boolean(row.shared);
  out.timestamp(row.recordedAt);
  out.text(row.topic);
  out.integer(row.partition);
  out.bigint(row.kafkaOffset);
  out.bytesOrNothing(row.key);
  out.textOrNothing(row.headers);
  out.bytes(row.value);
}

/** The same rows as they were before rows had salts: what the digest of such a batch is over. */
export function encodeUnsaltedEvents(rows: readonly EventRow[]): Buffer {
  const out = new BinaryRows(rows.reduce((bytes, row) => bytes + row.value.length + 320, 64));
  return copyRows(out, rows, 12, (row) => writeEvent(out, row));
}

/** What an event is read back from; each further column would cost time over the whole log. */
export type ReadableMessage = Pick<StoredMessage, 'position' | 'headers' | 'value'>;
