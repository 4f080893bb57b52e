import type { IHeaders, RecordBatchEntry } from 'kafkajs';
import crc32C from 'kafkajs/src/protocol/recordBatch/crc32C/crc32C';
import { BatchFault } from './batch-fault.js';
import { CODECS, decompress } from './codecs.js';
import type { DecodedRoom } from './decoded-room.js';
import { RecordReader } from './record-reader.js';

/** Bytes of a batch before its length counts. */
export const LENGTH_END = 12;
/** Bytes of a batch without a record. */
export const HEADER_BYTES = 61;
const MAGIC_AT = 16;
const CHECKED_FROM = 21;
/** The format of batches since Kafka 0.11; before it there were message sets. */
export const MAGIC = 2;

/** The head of a batch, as it stands there: only the checksum says whether to believe it. */
export interface BatchHeader {
  readonly baseOffset: bigint;
  readonly lastOffsetDelta: number;
  readonly count: number;
  /** As the batch says it; none of ours where a codec is new. */
  readonly codec: string;
  readonly transactional: boolean;
  readonly control: boolean;
  readonly producerId: bigint;
  /** When the broker gave all records one time, that is it, in milliseconds since 1970. */
  readonly appendedAt: bigint | null;
  readonly baseTimestamp: bigint;
}

/** @param at where the batch begins; at least `HEADER_BYTES` must follow */
export function readHeader(bytes: Buffer, at = 0): BatchHeader {
  const attributes = bytes.readInt16BE(at + 21);
  return {
    baseOffset: bytes.readBigInt64BE(at),
    lastOffsetDelta: bytes.readInt32BE(at + 23),
    count: bytes.readInt32BE(at + 57),
    codec: CODECS[attributes & 7] ?? `codec ${attributes & 7}`,
    transactional: (attributes & 16) > 0,
    control: (attributes & 32) > 0,
    producerId: bytes.readBigInt64BE(at + 43),
    appendedAt: (attributes & 8) > 0 ? bytes.readBigInt64BE(at + 35) : null,
    baseTimestamp: bytes.readBigInt64BE(at + 27),
  };
}

export const lengthAt = (bytes: Buffer, at: number): number => bytes.readInt32BE(at + 8);
export const magicAt = (bytes: Buffer, at: number): number => bytes.readInt8(at + MAGIC_AT);

/** @param batch all of it. kafkajs doesn't check this */
export const checksumHolds = (batch: Buffer): boolean =>
  crc32C(batch.subarray(CHECKED_FROM)) === batch.readUInt32BE(MAGIC_AT + 1);

/**
 * Reads the records of a batch whose checksum holds.
 * @throws BatchFault where they can't be had
 */
export async function readRecords(batch: Buffer, header: BatchHeader, room: DecodedRoom): Promise<RecordBatchEntry[]> {
  const codec = CODECS.find((name) => name === header.codec);
  if (codec === undefined) throw new BatchFault(`${header.codec} is not known`);
  if (header.count < 0) throw new BatchFault(`it says that it holds ${header.count} records`);
  const decoded = await decompress(codec, batch.subarray(HEADER_BYTES));
  room.take(decoded.length);
  const reader = new RecordReader(decoded);
  const messages: RecordBatchEntry[] = [];
  let previous = -1;
  for (let i = 0; i < header.count; i += 1) {
    const end = reader.lengthPrefixedEnd();
    reader.skip(1); // attributes, none of which is in use
    const timestamp = header.baseTimestamp + reader.varlong();
    const delta = reader.varint();
    if (delta <= previous || delta > header.lastOffsetDelta)
      throw new BatchFault('the offsets of its records are out of order');
    previous = delta;
    const key = reader.bytes();
    const value = reader.bytes();
    const headers = headersOf(reader);
    if (reader.at !== end) throw new BatchFault(`record ${i + 1} is not as long as it says`);
    messages.push({
      offset: String(header.baseOffset + BigInt(delta)),
      timestamp: String(header.appendedAt ?? timestamp),
      attributes: 0,
      key,
      value,
      headers,
    });
  }
  if (!reader.atEnd) throw new BatchFault(`it holds more than the ${header.count} records that it says`);
  return messages;
}

function headersOf(reader: RecordReader): IHeaders {
  const count = reader.varint();
  if (count < 0) throw new BatchFault(`a record says that it has ${count} headers`);
  const headers: IHeaders = {};
  for (let i = 0; i < count; i += 1) {
    const name = reader.bytes()?.toString('utf8');
    if (name === undefined) throw new BatchFault('a header has no name');
    const value = reader.bytes() ?? undefined;
    const earlier = headers[name];
    if (!Object.hasOwn(headers, name) || earlier === undefined || value === undefined) headers[name] = value;
    else headers[name] = Array.isArray(earlier) ? [...earlier, value] : [earlier, value];
  }
  return headers;
}
