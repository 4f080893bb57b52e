import { randomFillSync } from 'node:crypto';
import { HASH_BYTES } from '#proof';
import type { BinaryRows } from './binary-rows.js';

/**
 * A row of the log is committed to and not merely hashed: a salt of its own goes into its leaf, so that nothing about a row
 * that was erased can be guessed from what is left of it.
 *
 * The leaf is RFC 6962's: SHA-256 over 0x00 and the data. The salt is the first column that is copied, and its length, which
 * comes before it, is 00 00 00 10; so the columns of a row as they are copied begin with that very zero, and are digested
 * where they lie. The data of a leaf is what follows it: 00 00 10, the salt, and each further column as PostgreSQL's binary
 * COPY writes it. Rows of different tables can't be mistaken for one another: they have different numbers of columns.
 */
export const SALT_BYTES = 16;

/** Salts for some rows, side by side. */
export const freshSalts = (rows: number): Buffer => randomFillSync(Buffer.allocUnsafe(rows * SALT_BYTES));

/** The salts that rows were stored with, side by side. @throws RangeError where a row has none */
export function storedSalts(rows: readonly { readonly salt: Buffer | null }[]): Buffer {
  for (const { salt } of rows) {
    if (salt?.length !== SALT_BYTES) throw new RangeError('A row has no salt.');
  }
  return Buffer.concat(rows.map(({ salt }) => salt ?? Buffer.alloc(0)));
}

/** Rows as they are copied, and their leaves side by side. */
export interface Committed {
  readonly rows: Buffer;
  readonly leaves: Buffer;
}

/**
 * Writes rows of one table, each after its salt.
 * @param columns how many there are besides the salt
 * @param write all of these columns of a row
 */
export function commitRows<R>(
  out: BinaryRows,
  rows: readonly R[],
  salts: Buffer,
  columns: number,
  write: (row: R) => void,
): Committed {
  if (salts.length !== rows.length * SALT_BYTES) throw new RangeError('Each row has a salt of its own.');
  const leaves = Buffer.allocUnsafe(rows.length * HASH_BYTES);
  for (const [i, row] of rows.entries()) {
    out.row(columns + 1);
    out.bytes(salts.subarray(i * SALT_BYTES, (i + 1) * SALT_BYTES));
    write(row);
    out.digestOfRow().copy(leaves, i * HASH_BYTES);
  }
  return { rows: out.end(), leaves };
}

/** The same rows as they were written before rows had salts: what the digest of such a batch is over. */
export function copyRows<R>(out: BinaryRows, rows: readonly R[], columns: number, write: (row: R) => void): Buffer {
  for (const row of rows) {
    out.row(columns);
    write(row);
  }
  return out.end();
}
