import { BinaryRows } from './binary-rows.js';

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

/** The rows as they are copied, and as the chain digests them. */
export function encodeEvents(rows: readonly EventRow[]): Buffer {
  const out = new BinaryRows(rows.reduce((bytes, row) => bytes + row.value.length + 320, 64));
  for (const row of rows) {
    out.row(12);
    out.bigint(row.position);
    out.bytes(row.identity);
    if (row.clientId === null) out.nothing();
    else out.text(row.clientId);
    out.text(row.type);
    out.boolean(row.shared);
    out.timestamp(row.recordedAt);
    out.text(row.topic);
    out.integer(row.partition);
    out.bigint(row.kafkaOffset);
    if (row.key === null) out.nothing();
    else out.bytes(row.key);
    if (row.headers === null) out.nothing();
    else out.text(row.headers);
    out.bytes(row.value);
  }
  return out.end();
}

/** What an event is read back from; each further column would cost time over the whole log. */
export type ReadableMessage = Pick<StoredMessage, 'position' | 'headers' | 'value'>;
