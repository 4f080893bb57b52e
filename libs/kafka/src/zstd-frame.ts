import { BatchFault } from './batch-fault.js';

const MAGIC = 0xfd2fb528;

/** How much of what came before a frame of Zstandard says that its reader must keep (RFC 8878, section 3.1.1.1). */
export function zstdWindowBytes(bytes: Buffer): number {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== MAGIC) throw fault('it begins with no frame');
  const descriptor = bytes.readUInt8(4);
  const singleSegment = (descriptor & 32) > 0;
  if (!singleSegment) {
    const window = bytes.readUInt8(5);
    const base = 2 ** (10 + (window >> 3));
    return base + (base / 8) * (window & 7);
  }
  // All of the content is the window then, and its length is told.
  const at = 5 + (DICTIONARY_ID_BYTES[descriptor & 3] ?? 0);
  const length = 2 ** (descriptor >> 6);
  if (at + length > bytes.length) throw fault('it is cut off');
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

const DICTIONARY_ID_BYTES = [0, 1, 2, 4];

const fault = (what: string): BatchFault => new BatchFault(`it can't be decompressed as zstd: ${what}`);
