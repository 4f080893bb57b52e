import { isMoment } from './moment.js';
import { Problem } from './problem.js';
import { unstorableIn } from './storable-text.js';

/** Where a list goes on: the sort values of the last row given, for keyset pagination. */
export const encodeCursor = (values: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** What stands at one place of a cursor. */
export type CursorKind = 'text' | 'time' | 'count';

type Values<K extends readonly CursorKind[]> = {
  readonly [I in keyof K]: K[I] extends 'count' ? number : string;
};

/** @throws Problem INVALID_INPUT for what `encodeCursor` did not make, or made for a list of another order */
export function decodeCursor<const K extends readonly CursorKind[]>(
  cursor: string | undefined,
  kinds: K,
): Values<K> | null {
  if (cursor === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isOurs =
      Array.isArray(values) && values.length === kinds.length && kinds.every((k, i) => isKind(k, values[i]));
    if (isOurs) return values as unknown as Values<K>;
  } catch {
    // Told below: it is not ours.
  }
  throw new Problem('INVALID_INPUT', 'query/cursor is not one that this list gave out');
}

/** Cursors are no secret, so anybody may write one: what goes into a statement must be what it stands for. */
function isKind(kind: CursorKind, value: unknown): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string' && unstorableIn(value, '') === undefined;
    case 'time':
      return typeof value === 'string' && isMoment(value);
    case 'count':
      return Number.isSafeInteger(value) && Number(value) >= 0;
  }
}

/** Cuts one row too many off. @param rows read with `limit + 1` */
export function pageOfRows<R, T>(
  rows: readonly R[],
  limit: number,
  keyOf: (row: R) => readonly (string | number | null)[],
  itemOf: (row: R) => T,
): { items: T[]; nextCursor: string | null } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return {
    items: kept.map(itemOf),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  };
}
