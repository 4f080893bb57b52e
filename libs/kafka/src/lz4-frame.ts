import { BatchFault } from './batch-fault.js';

const MAGIC = 0x184d2204;
const BLOCK_BYTES_MAX: Readonly<Record<number, number>> = {
  4: 64 * 1024,
  5: 256 * 1024,
  6: 1024 ** 2,
  7: 4 * 1024 ** 2,
};

/**
 * The most that frames of LZ4 can decompress to: as many bytes as its blocks may have each, read from their lengths alone.
 * A block never grows to more than 255 times its own length.
 */
export function lz4BytesMax(bytes: Buffer): number {
  let most = 0;
  for (let at = 0; at < bytes.length;) {
    if (at + 7 > bytes.length || bytes.readUInt32LE(at) !== MAGIC) throw fault('it begins with no frame');
    const flags = bytes.readUInt8(at + 4);
    const blockMax = BLOCK_BYTES_MAX[(bytes.readUInt8(at + 5) >> 4) & 7];
    if (blockMax === undefined) throw fault('the size of its blocks is none that there is');
    at += 7 + ((flags & 8) > 0 ? 8 : 0) + ((flags & 1) > 0 ? 4 : 0);
    for (;;) {
      if (at + 4 > bytes.length) throw fault('it is cut off');
      const length = bytes.readUInt32LE(at) & 0x7fffffff;
      at += 4;
      if (length === 0) break;
      most += Math.min(blockMax, 255 * length);
      at += length + ((flags & 16) > 0 ? 4 : 0);
    }
    at += (flags & 4) > 0 ? 4 : 0;
  }
  return most;
}

const fault = (what: string): BatchFault => new BatchFault(`it can't be decompressed as lz4: ${what}`);
