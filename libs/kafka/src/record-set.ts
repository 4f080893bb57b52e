import type { RecordBatchEntry } from 'kafkajs';
import { AbortedTransactions, type AbortedTransaction } from './aborted-transactions.js';
import { BatchFault } from './batch-fault.js';
import { DecodedRoom } from './decoded-room.js';
import { readMessageSet } from './message-set.js';
import {
  checksumHolds,
  HEADER_BYTES,
  LENGTH_END,
  lengthAt,
  MAGIC,
  magicAt,
  readHeader,
  readRecords,
  type BatchHeader,
} from './record-batch.js';
import { inPlaceOf, notForConsumers, type FetchedMessage } from './fetched-message.js';
import type { UnreadableBatch } from './unreadable-batch.js';

export interface RecordSet {
  readonly bytes: Buffer;
  readonly highWatermark: bigint;
  readonly aborted: readonly AbortedTransaction[];
  /** The first batch is whole: it is no more cut off by the size of the answer than others are by design. */
  readonly firstIsWhole: boolean;
  /** Whether a batch beyond the high watermark can't stand where it says, rather than having been written meanwhile. */
  readonly isWrongAhead: (baseOffset: bigint) => boolean;
  /** What it shares with the other partitions of the answer. */
  readonly room: DecodedRoom;
}

/**
 * Reads what the broker gave of one partition, batch by batch. One that can't be read is passed on as such, and the next one
 * is read; a last one that the size of the answer has cut off, or that was written while it was made, is left for the next fetch,
 * and so is all that there is no room for any more.
 */
export async function readRecordSet(set: RecordSet): Promise<FetchedMessage[]> {
  const { bytes } = set;
  const messages: FetchedMessage[] = [];
  const transactions = new AbortedTransactions(set.aborted);
  let next: bigint | null = null;
  for (let at = 0; at + HEADER_BYTES <= bytes.length && !set.room.isSpent;) {
    if (magicAt(bytes, at) < MAGIC && magicAt(bytes, at) >= 0)
      return [...messages, ...(await readMessageSet(bytes.subarray(at)))];
    const length = lengthAt(bytes, at);
    const cut = at + LENGTH_END + length > bytes.length;
    if (cut && (at > 0 || !set.firstIsWhole)) break;
    const broken = cut || length < HEADER_BYTES - LENGTH_END;
    const end = broken ? nextBatch(bytes, at) : at + LENGTH_END + length;
    const batch = bytes.subarray(at, end);
    const header = readHeader(batch);
    if (!broken && isAhead(batch, header, set.highWatermark) && !set.isWrongAhead(header.baseOffset)) break;
    const read = broken
      ? new BatchFault(`its length can't be ${length}`)
      : await readBatch(batch, header, set.highWatermark, next, set.room);
    if (read instanceof BatchFault) {
      const following = end + HEADER_BYTES <= bytes.length ? bytes.readBigInt64BE(end) : null;
      const unreadable = unreadableOf(header, read.message, next, following, set.highWatermark);
      messages.push(inPlaceOf(unreadable, batch));
      next = unreadable.lastOffset + 1n;
    } else {
      const last = header.baseOffset + BigInt(header.lastOffsetDelta);
      const visible = transactions.visible(header, last, read) ? read : [];
      for (const message of visible) messages.push(Object.assign(message, { isControlRecord: false }));
      // Without it kafkajs would never get past a batch that has no record left, or none at its end.
      if (visible.at(-1)?.offset !== String(last)) messages.push(notForConsumers(last));
      next = last + 1n;
    }
    at = end;
  }
  return messages;
}

/** Sound, but beyond what the answer says can be read. */
const isAhead = (batch: Buffer, { baseOffset, lastOffsetDelta }: BatchHeader, highWatermark: bigint): boolean =>
  magicAt(batch, 0) === MAGIC && baseOffset + BigInt(lastOffsetDelta) >= highWatermark && checksumHolds(batch);

async function readBatch(
  batch: Buffer,
  header: BatchHeader,
  highWatermark: bigint,
  next: bigint | null,
  room: DecodedRoom,
): Promise<RecordBatchEntry[] | BatchFault> {
  if (magicAt(batch, 0) !== MAGIC) return new BatchFault(`format ${magicAt(batch, 0)} of batches is not known`);
  if (!checksumHolds(batch)) return new BatchFault('its checksum does not fit');
  const last = header.baseOffset + BigInt(header.lastOffsetDelta);
  // Where a batch stands is outside of its checksum.
  if (header.lastOffsetDelta < 0 || last >= highWatermark || header.baseOffset < (next ?? 0n))
    return new BatchFault(`it can't stand at offset ${header.baseOffset}`);
  try {
    return await readRecords(batch, header, room);
  } catch (error) {
    if (error instanceof BatchFault) return error;
    throw error;
  }
}

/** Reads the records of a batch that was kept as it came. @throws BatchFault where they still can't be had */
export async function readKeptBatch(batch: Buffer): Promise<RecordBatchEntry[]> {
  if (batch.length < HEADER_BYTES || batch.length !== LENGTH_END + lengthAt(batch, 0))
    throw new BatchFault('it is not whole');
  const header = readHeader(batch);
  const last = header.baseOffset + BigInt(header.lastOffsetDelta);
  const read = await readBatch(batch, header, last + 1n, null, new DecodedRoom());
  if (read instanceof BatchFault) throw read;
  return header.control ? [] : read;
}

/** Where the next whole batch begins, after one whose length is wrong; the end where there is none. */
function nextBatch(bytes: Buffer, after: number): number {
  for (let at = after + 1; at + HEADER_BYTES <= bytes.length; at += 1) {
    if (magicAt(bytes, at) !== MAGIC) continue;
    const length = lengthAt(bytes, at);
    if (length < HEADER_BYTES - LENGTH_END || at + LENGTH_END + length > bytes.length) continue;
    const standsAfter = bytes.readBigInt64BE(at) > bytes.readBigInt64BE(after);
    if (standsAfter && checksumHolds(bytes.subarray(at, at + LENGTH_END + length))) return at;
  }
  return bytes.length;
}

/** How far it reaches: to the next batch; else as far as it says, if that can be; else no further than where it begins. */
function unreadableOf(
  { baseOffset, lastOffsetDelta, count, codec }: BatchHeader,
  fault: string,
  next: bigint | null,
  following: bigint | null,
  highWatermark: bigint,
): UnreadableBatch {
  const fits = baseOffset >= (next ?? 0n) && baseOffset < highWatermark;
  const firstOffset = fits ? baseOffset : (next ?? highWatermark - 1n);
  const said = firstOffset + BigInt(lastOffsetDelta);
  const credible = lastOffsetDelta >= 0 && count === lastOffsetDelta + 1 && said < highWatermark;
  const follows = following !== null && following > firstOffset && following <= highWatermark;
  return { firstOffset, lastOffset: follows ? following - 1n : credible ? said : firstOffset, codec, fault };
}
