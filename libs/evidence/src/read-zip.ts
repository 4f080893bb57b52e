import { inflateRawSync } from 'node:zlib';

/** How much is taken on from somebody else's file. */
export const ZIP_LIMITS = {
  fileBytes: 256 * 1024 * 1024,
  entries: 64,
  /** Of all entries together, unpacked. */
  bytes: 500_000_000,
  /** Times its packed size that an entry may have, once it is large enough to matter: text packs to a thirtieth. */
  ratio: 200,
  ratioFrom: 1_000_000,
} as const;

/** The file is no ZIP such as evidence is packed in, or one that was made to do harm. */
export class UnreadableZip extends Error {
  override readonly name = 'UnreadableZip';
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Of its local header. */
  readonly at: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 65_535;

/**
 * Unpacks a ZIP whole. What it says of itself is held against the limits before anything is unpacked, and no entry gives
 * more than it said: a small file can't become a large one, and two readers can't see two things in one.
 * @throws UnreadableZip
 */
export function readZip(file: Uint8Array): Map<string, Uint8Array> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  try {
    return unpackAll(bytes, entriesOf(bytes));
  } catch (error) {
    if (error instanceof UnreadableZip) throw error;
    // A place that lies outside of the file, or data that can't be unpacked.
    throw new UnreadableZip(`it is damaged (${error instanceof Error ? error.message : String(error)})`);
  }
}

function entriesOf(bytes: Buffer): Entry[] {
  if (bytes.length > ZIP_LIMITS.fileBytes) throw new UnreadableZip('it is larger than any pack of evidence');
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > ZIP_LIMITS.entries)
    throw new UnreadableZip(`it holds ${count} files; at most ${ZIP_LIMITS.entries} are read`);
  const entries: Entry[] = [];
  const seen = new Set<string>();
  let total = 0;
  for (let at = bytes.readUInt32LE(end + 16); entries.length < count;) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new UnreadableZip('its list of files is damaged');
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const entry = {
      name: bytes.toString('utf8', at + 46, nameEnd),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    };
    requireHarmless(entry);
    if (seen.has(entry.name)) throw new UnreadableZip(`it holds ${entry.name} twice: every reader could show another`);
    seen.add(entry.name);
    total += entry.unpacked;
    if (total > ZIP_LIMITS.bytes) throw new UnreadableZip('it unpacks to more than a pack of evidence can hold');
    entries.push(entry);
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function endOf(bytes: Buffer): number {
  for (let at = bytes.length - END_BYTES; at >= Math.max(0, bytes.length - END_BYTES - COMMENT_BYTES_MAX); at -= 1) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  throw new UnreadableZip('it has no list of files');
}

function requireHarmless({ name, packed, unpacked }: Entry): void {
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(name) || name.includes('..')) {
    throw new UnreadableZip(`it holds a file with a name that leads elsewhere: ${JSON.stringify(name.slice(0, 100))}`);
  }
  if (unpacked > ZIP_LIMITS.ratioFrom && unpacked > packed * ZIP_LIMITS.ratio) {
    throw new UnreadableZip(`${name} unpacks to more than ${ZIP_LIMITS.ratio} times its size`);
  }
}

function unpackAll(bytes: Buffer, entries: readonly Entry[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let free = 0;
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    const { name, at, packed, unpacked, method } = entry;
    if (bytes.readUInt32LE(at) !== LOCAL) throw new UnreadableZip(`${name} is not where the list says`);
    const nameEnd = at + 30 + bytes.readUInt16LE(at + 26);
    const begin = nameEnd + bytes.readUInt16LE(at + 28);
    if (bytes.toString('utf8', at + 30, nameEnd) !== name) throw new UnreadableZip(`${name} has two names`);
    // Entries that lie in one another let one piece of data be unpacked many times.
    if (at < free || begin + packed > bytes.length) throw new UnreadableZip(`${name} is not where the list says`);
    free = begin + packed;
    files.set(name, contentOf(bytes.subarray(begin, free), unpacked, method, name));
  }
  return files;
}

function contentOf(packed: Buffer, unpacked: number, method: number, name: string): Uint8Array {
  if (method !== 0 && method !== 8) throw new UnreadableZip(`${name} is packed in a way that is not known`);
  const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, unpacked) });
  if (content.length !== unpacked) throw new UnreadableZip(`${name} is of another size than the list says`);
  return content;
}
