/** What is often given in place of UTF-8 text. */
const FOREIGN_BYTES = [
  'UTF-16 (little-endian)',
  'UTF-16 (big-endian)',
  'UTF-32',
  'gzip',
  'zstd',
  'lz4',
  'bzip2',
  'xz',
  'ZIP',
  'Avro',
  'Parquet',
  'PDF',
] as const;
export type ForeignBytes = (typeof FOREIGN_BYTES)[number];

/** Longer beginnings first: that of UTF-32 has that of UTF-16 in it. */
const BEGINNINGS: readonly (readonly [readonly number[], ForeignBytes])[] = [
  [[0xff, 0xfe, 0x00, 0x00], 'UTF-32'],
  [[0x00, 0x00, 0xfe, 0xff], 'UTF-32'],
  [[0xff, 0xfe], 'UTF-16 (little-endian)'],
  [[0xfe, 0xff], 'UTF-16 (big-endian)'],
  [[0x1f, 0x8b], 'gzip'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'zstd'],
  [[0x04, 0x22, 0x4d, 0x18], 'lz4'],
  [[0x42, 0x5a, 0x68], 'bzip2'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], 'xz'],
  [[0x50, 0x4b, 0x03, 0x04], 'ZIP'],
  [[0x50, 0x4b, 0x05, 0x06], 'ZIP'],
  [[0x4f, 0x62, 0x6a, 0x01], 'Avro'],
  [[0x50, 0x41, 0x52, 0x31], 'Parquet'],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'PDF'],
];

/** Tells by their beginning bytes that are no UTF-8 text; `null` where they may be. */
export function foreignBytes(bytes: Uint8Array): ForeignBytes | null {
  for (const [beginning, is] of BEGINNINGS) {
    if (bytes.length >= beginning.length && beginning.every((byte, i) => bytes[i] === byte)) return is;
  }
  return withoutMark(bytes);
}

/** UTF-16 of a text that begins with an ASCII character, as JSON does, has a zero byte beside it. */
function withoutMark(bytes: Uint8Array): ForeignBytes | null {
  const [a, b, c, d] = bytes;
  if (a === undefined || b === undefined) return null;
  if (a === 0 && b === 0 && c === 0 && d !== undefined && d !== 0) return 'UTF-32';
  if (a !== 0 && b === 0 && c === 0 && d === 0) return 'UTF-32';
  if (a !== 0 && b === 0 && (d === 0 || c === undefined)) return 'UTF-16 (little-endian)';
  return a === 0 && b !== 0 && (c === 0 || c === undefined) ? 'UTF-16 (big-endian)' : null;
}
