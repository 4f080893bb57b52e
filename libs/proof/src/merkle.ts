import { hash } from 'node:crypto';

/**
 * The Merkle tree of RFC 6962, section 2.1 (the same in RFC 9162): a leaf is SHA-256 over 0x00 and its data, a node SHA-256
 * over 0x01 and both below it, and of n leaves the left side holds the largest power of two below n.
 */
export const HASH_BYTES = 32;
/** Of no leaves. */
export const EMPTY_ROOT = hash('sha256', '', 'buffer');

const LEAF_PREFIX = Buffer.from([0]);

export const leafHash = (data: Uint8Array): Buffer => hash('sha256', Buffer.concat([LEAF_PREFIX, data]), 'buffer');

const pair = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return hash('sha256', pair, 'buffer');
}

/** Leaves side by side in one buffer, 32 bytes each. */
export const leavesIn = (leaves: Buffer): number => leaves.length / HASH_BYTES;

export function merkleRoot(leaves: Buffer): Buffer {
  let count = leavesIn(leaves);
  if (count === 0) return EMPTY_ROOT;
  const level = Buffer.from(leaves);
  while (count > 1) {
    const whole = count >> 1;
    for (let i = 0; i < whole; i += 1) {
      level.copy(pair, 1, i * 2 * HASH_BYTES, (i + 1) * 2 * HASH_BYTES);
      hash('sha256', pair, 'buffer').copy(level, i * HASH_BYTES);
    }
    // One without a neighbour goes up as it is: its turn comes where the sizes meet.
    if (count % 2 === 1) level.copy(level, whole * HASH_BYTES, (count - 1) * HASH_BYTES, count * HASH_BYTES);
    count = whole + (count % 2);
  }
  return Buffer.from(level.subarray(0, HASH_BYTES));
}

/** Whether a leaf stands at `index` of the tree of `size` leaves that has this root (RFC 9162, section 2.1.3.2). */
export function isIncluded(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isPlace(index, size)) return false;
  let [at, last, found] = [index, size - 1, leaf];
  for (const step of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      found = nodeHash(step, found);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else found = nodeHash(found, step);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equal(found, root);
}

/** Whether the larger tree begins with all that the smaller one held (RFC 9162, section 2.1.4.2). */
export function isContinued(
  first: { readonly size: number; readonly root: Uint8Array },
  second: { readonly size: number; readonly root: Uint8Array },
  path: readonly Uint8Array[],
): boolean {
  if (!Number.isSafeInteger(first.size) || !Number.isSafeInteger(second.size)) return false;
  if (first.size < 0 || first.size > second.size) return false;
  if (first.size === second.size) return path.length === 0 && equal(first.root, second.root);
  if (first.size === 0) return path.length === 0 && equal(first.root, EMPTY_ROOT);
  let [at, last] = [first.size - 1, second.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  // A tree that is complete is itself where the path begins.
  const [start, ...rest] = at === 0 ? [first.root, ...path] : path;
  if (start === undefined) return false;
  let [one, other] = [start, start];
  for (const step of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [one, other] = [nodeHash(step, one), nodeHash(step, other)];
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else other = nodeHash(other, step);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equal(one, first.root) && equal(other, second.root);
}

// Sizes may pass 2^31, where shifts of numbers end.
const half = (n: number): number => Math.floor(n / 2);

const isPlace = (index: number, size: number): boolean =>
  Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;

const equal = (one: Uint8Array, other: Uint8Array): boolean => Buffer.from(one).equals(other);
