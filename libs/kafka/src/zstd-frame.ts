import { BatchFault } from './batch-fault.js';

const MAGIC = 0xfd2fb528;
/** Frames that hold nothing of the content begin with any of sixteen words from here on, and their length. */
const SKIPPED_MAGIC = 0x184d2a50;
const SKIPPED_HEAD_BYTES = 8;
const BLOCK_HEAD_BYTES = 3;
const REPEATED_BYTE = 1;

export interface ZstdFrame {
  readonly bytes: Buffer;
  /** How much of what came before it says that its reader must keep. */
  readonly windowBytes: number;
}

/** The frames of Zstandard that stand one after the other, told by their heads and the lengths of their blocks (RFC 8878). */
export function zstdFrames(bytes: Buffer): ZstdFrame[] {
  const frames: ZstdFrame[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + 5 > bytes.length) throw fault(at === 0 ? 'it begins with no frame' : 'it is cut off');
    const magic = bytes.readUInt32LE(at);
    if ((magic & 0xfffffff0) >>> 0 === SKIPPED_MAGIC) {
      if (at + SKIPPED_HEAD_BYTES > bytes.length) throw fault('it is cut off');
      at += SKIPPED_HEAD_BYTES + bytes.readUInt32LE(at + 4);
      continue;
    }
    if (magic !== MAGIC) throw fault('it begins with no frame');
    const { windowBytes, blocksAt, hasChecksum } = readHead(bytes, at + 4);
    const end = endOfBlocks(bytes, blocksAt) + (hasChecksum ? 4 : 0);
    if (end > bytes.length) throw fault('it is cut off');
    frames.push({ bytes: bytes.subarray(at, end), windowBytes });
    at = end;
  }
  return frames;
}

/** Section 3.1.1.1. */
function readHead(
  bytes: Buffer,
  at: number,
): { readonly windowBytes: number; readonly blocksAt: number; readonly hasChecksum: boolean } {
  const descriptor = bytes.readUInt8(at);
  const singleSegment = (descriptor & 32) > 0;
  const window = at + 1;
  const size = window + (singleSegment ? 0 : 1) + (DICTIONARY_ID_BYTES[descriptor & 3] ?? 0);
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 && !singleSegment ? 0 : 2 ** sizeFlag;
  if (size + sizeBytes > bytes.length) throw fault('it is cut off');
  return {
    // All of the content is the window where it is one segment, and its length is told.
    windowBytes: singleSegment ? declaredSize(bytes, size, sizeBytes) : windowSize(bytes.readUInt8(window)),
    blocksAt: size + sizeBytes,
    hasChecksum: (descriptor & 4) > 0,
  };
}

const DICTIONARY_ID_BYTES = [0, 1, 2, 4];

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function declaredSize(bytes: Buffer, at: number, length: number): number {
  switch (length) {
    case 1:
      return bytes.readUInt8(at);
    case 2:
      return bytes.readUInt16LE(at) + 256;
    case 4:
      return bytes.readUInt32LE(at);
    default:
      return Number(bytes.readBigUInt64LE(at));
  }
}

/** Section 3.1.1.2. */
function endOfBlocks(bytes: Buffer, from: number): number {
  for (let at = from; at + BLOCK_HEAD_BYTES <= bytes.length;) {
    const head = bytes.readUIntLE(at, BLOCK_HEAD_BYTES);
    at += BLOCK_HEAD_BYTES + (((head >> 1) & 3) === REPEATED_BYTE ? 1 : head >> 3);
    if ((head & 1) === 1) return at;
  }
  throw fault('it is cut off');
}

const fault = (what: string): BatchFault => new BatchFault(`it can't be decompressed as zstd: ${what}`);
