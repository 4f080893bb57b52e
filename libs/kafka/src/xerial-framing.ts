import { BatchFault } from './batch-fault.js';

/** What snappy-java begins a stream with; version and compatible version follow, four bytes each. */
const MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const HEADER_BYTES = 16;
const BLOCK_BYTES = 32 * 1024;

/** The blocks of snappy in a stream: as snappy-java frames them, or the one that all of it is. */
export function blocksOf(bytes: Buffer): Buffer[] {
  if (!startsFraming(bytes, 0)) return [bytes];
  const blocks: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    // Streams may stand one after the other.
    if (startsFraming(bytes, at)) {
      at += HEADER_BYTES;
      continue;
    }
    const length = at + 4 <= bytes.length ? bytes.readUInt32BE(at) : Number.POSITIVE_INFINITY;
    if (at + 4 + length > bytes.length) throw new BatchFault("it can't be decompressed as snappy: a block is cut off");
    blocks.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return blocks;
}

export function framed(bytes: Buffer, compress: (block: Buffer) => Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.writeInt32BE(1, 8);
  header.writeInt32BE(1, 12);
  const parts: Buffer[] = [header];
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
    const block = compress(bytes.subarray(at, at + BLOCK_BYTES));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(block.length);
    parts.push(length, block);
  }
  return Buffer.concat(parts);
}

const startsFraming = (bytes: Buffer, at: number): boolean =>
  at + HEADER_BYTES <= bytes.length && bytes.subarray(at, at + MAGIC.length).equals(MAGIC);
