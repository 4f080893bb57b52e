import crc32C from 'kafkajs/src/protocol/recordBatch/crc32C/crc32C';
import { CODECS, compress, type Codec } from './codecs.js';

export interface BatchShape {
  at?: number;
  values?: readonly (string | Buffer)[];
  /** Where it ends, if not with its last record: the records after it were compacted away. */
  last?: number;
  codec?: Codec;
  producerId?: number;
  transactional?: boolean;
  /** The end of a transaction. */
  marker?: 'COMMIT' | 'ABORT';
  key?: Buffer;
}

/** A batch of records as a broker keeps it. */
export async function batchOf({ at = 0, values = [], codec = 'none', ...shape }: BatchShape): Promise<Buffer> {
  const { marker } = shape;
  const records =
    marker === undefined
      ? values.map((value, i) => recordOf(i, shape.key ?? null, Buffer.from(value)))
      : [recordOf(0, Buffer.from([0, 0, 0, marker === 'ABORT' ? 0 : 1]), Buffer.alloc(6))];
  const plain = Buffer.concat(records);
  const body = codec === 'none' ? plain : await compress(codec, plain);
  const batch = Buffer.alloc(61 + body.length);
  batch.writeBigInt64BE(BigInt(at), 0);
  batch.writeInt32BE(49 + body.length, 8);
  batch.writeInt8(2, 16);
  batch.writeInt16BE(CODECS.indexOf(codec) | (shape.transactional === true || marker ? 16 : 0) | (marker ? 32 : 0), 21);
  batch.writeInt32BE(shape.last === undefined ? records.length - 1 : shape.last - at, 23);
  batch.writeBigInt64BE(1_700_000_000_000n, 27);
  batch.writeBigInt64BE(BigInt(shape.producerId ?? -1), 43);
  batch.writeInt32BE(records.length, 57);
  body.copy(batch, 61);
  return sealed(batch);
}

/** With the checksum that fits. */
export function sealed(batch: Buffer): Buffer {
  batch.writeUInt32BE(crc32C(batch.subarray(21)), 17);
  return batch;
}

function recordOf(delta: number, key: Buffer | null, value: Buffer): Buffer {
  const fields = [Buffer.from([0]), varint(delta), varint(delta), sized(key), sized(value), varint(0)];
  const record = Buffer.concat(fields);
  return Buffer.concat([varint(record.length), record]);
}

const sized = (bytes: Buffer | null): Buffer =>
  bytes === null ? varint(-1) : Buffer.concat([varint(bytes.length), bytes]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value < 0 ? -value * 2 - 1 : value * 2;
  for (; left >= 0x80; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80);
  return Buffer.from([...bytes, left]);
}
