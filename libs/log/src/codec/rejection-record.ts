import { BinaryRows } from './binary-rows.js';
import { commitRows, type Committed } from './leaves.js';

/** A message that could not be taken, as it came, with the reason. */
export interface RejectionRow {
  readonly rejectionId: string;
  readonly position: number;
  readonly topic: string;
  readonly partition: number;
  readonly kafkaOffset: number;
  /** Where the batch ends that it stands for; `null` for a single message. */
  readonly lastOffset: number | null;
  /** What that batch was compressed by. */
  readonly codec: string | null;
  readonly key: Buffer | null;
  readonly headers: string | null;
  readonly value: Buffer | null;
  readonly reason: string;
  readonly message: string;
  readonly recordedAt: number;
}

/** The columns that `encodeRejections` writes, in their order. */
export const REJECTION_COLUMNS =
  'salt, rejection_id, position, topic, partition, kafka_offset, last_offset, codec, message_key, headers, value, reason, message, recorded_at';

/** @param salts one for each, side by side */
export function encodeRejections(rows: readonly RejectionRow[], salts: Buffer): Committed {
  const out = new BinaryRows(rows.reduce((bytes, row) => bytes + (row.value?.length ?? 0) + 400, 64));
  return commitRows(out, rows, salts, 13, (row) => {
    out.text(row.rejectionId);
    out.bigint(row.position);
    out.text(row.topic);
    out.integer(row.partition);
    out.bigint(row.kafkaOffset);
    out.bigintOrNothing(row.lastOffset);
    out.textOrNothing(row.codec);
    out.bytesOrNothing(row.key);
    out.textOrNothing(row.headers);
    out.bytesOrNothing(row.value);
    out.text(row.reason);
    out.text(row.message);
    out.timestamp(row.recordedAt);
  });
}
