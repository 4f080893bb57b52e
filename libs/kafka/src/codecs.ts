import { compress as compressZstd, init as initZstd } from '@bokuweb/zstd-wasm';
import { Decompress as ZstdDecompress } from 'fzstd';
import { compressFrameSync as compressLz4, decompressFrameSync as decompressLz4 } from 'lz4-napi';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { compressSync as compressSnappy, uncompressSync as uncompressSnappy } from 'snappy';
import { BatchFault } from './batch-fault.js';
import { lz4BytesMax } from './lz4-frame.js';
import { zstdFrames } from './zstd-frame.js';
import { blocksOf, framed } from './xerial-framing.js';

/** Kafka's codecs by the number that a batch names its own by. */
export const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
export type Codec = (typeof CODECS)[number];

/** What a batch may grow to when it is decompressed: far more than producers gather, far less than would hurt. */
const DECOMPRESSED_BYTES_MAX = 128 * 1024 * 1024;

const run = { gunzip: promisify(gunzip), gzip: promisify(gzip) };

/** @throws BatchFault where the bytes are not of that codec, or would grow beyond `bytesMax` */
export async function decompress(codec: Codec, bytes: Buffer, bytesMax = DECOMPRESSED_BYTES_MAX): Promise<Buffer> {
  try {
    switch (codec) {
      case 'none':
        return bytes;
      case 'gzip':
        return await run.gunzip(bytes, { maxOutputLength: bytesMax });
      case 'snappy':
        return fromSnappy(bytes, bytesMax);
      case 'lz4':
        return fromLz4(bytes, bytesMax);
      case 'zstd':
        return fromZstd(bytes, bytesMax);
    }
  } catch (error) {
    if (error instanceof BatchFault) throw error;
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(codec, bytesMax);
    const why = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
    throw new BatchFault(`it can't be decompressed as ${codec}: ${String(why)}`);
  }
}

/** As Java's client writes them, so that every client reads them. */
export async function compress(codec: Exclude<Codec, 'none'>, bytes: Buffer): Promise<Buffer> {
  switch (codec) {
    case 'gzip':
      return run.gzip(bytes);
    case 'snappy':
      return framed(bytes, compressSnappy);
    case 'lz4':
      return compressLz4(bytes);
    case 'zstd':
      await (zstdReady ??= initZstd());
      return Buffer.from(compressZstd(bytes, 3));
  }
}

let zstdReady: Promise<void> | undefined;

function fromSnappy(bytes: Buffer, bytesMax: number): Buffer {
  const parts: Buffer[] = [];
  let left = bytesMax;
  for (const block of blocksOf(bytes)) {
    if (uncompressedLength(block) > left) throw tooLarge('snappy', bytesMax);
    const part = uncompressSnappy(block, { asBuffer: true });
    if (typeof part === 'string') throw new TypeError('snappy gave a text');
    parts.push(part);
    left -= part.length;
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

/** The variable-length integer that a block of snappy begins with. */
function uncompressedLength(block: Buffer): number {
  let length = 0;
  for (let i = 0; i < 5; i += 1) {
    const byte = block[i];
    if (byte === undefined) break;
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return length;
  }
  throw new BatchFault("it can't be decompressed as snappy: its length can't be read");
}

/** The library allocates as it goes, so what a frame may grow to is asked first. */
function fromLz4(bytes: Buffer, bytesMax: number): Buffer {
  if (lz4BytesMax(bytes) > bytesMax) throw tooLarge('lz4', bytesMax);
  return decompressLz4(bytes);
}

/** The library makes room for what each frame says that it needs, so that of all together is asked first. */
function fromZstd(bytes: Buffer, bytesMax: number): Buffer {
  const frames = zstdFrames(bytes);
  if (frames.reduce((sum, { windowBytes }) => sum + windowBytes, 0) > bytesMax) throw tooLarge('zstd', bytesMax);
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const frame of frames) {
    const stream = new ZstdDecompress((part) => {
      length += part.length;
      if (length > bytesMax) throw tooLarge('zstd', bytesMax);
      parts.push(part);
    });
    stream.push(frame.bytes, true);
  }
  return Buffer.concat(parts, length);
}

const tooLarge = (codec: Codec, bytesMax: number): BatchFault =>
  new BatchFault(`decompressed (${codec}) it would have more than ${bytesMax} bytes`);

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
