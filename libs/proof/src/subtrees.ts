import { EMPTY_ROOT, HASH_BYTES, leavesIn, nodeHash } from './merkle.js';

/** Leaves from one on up to another, exclusive, that have a hash of their own in some tree. */
export type Range = readonly [from: number, to: number];

/** A subtree with 2^level leaves, the `index`th of its level. Once it is complete it never changes. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** The ranges whose hashes prove that a leaf stands where it does, from the leaf up (RFC 6962, section 2.1.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  const path: Range[] = [];
  let [from, to]: Range = [0, size];
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from);
    if (index < middle) {
      path.push([middle, to]);
      to = middle;
    } else {
      path.push([from, middle]);
      from = middle;
    }
  }
  return path.reverse();
}

/** The ranges whose hashes prove that a tree continues a smaller one (RFC 6962, section 2.1.2). */
export function consistencyRanges(first: number, second: number): Range[] {
  if (first === 0 || first === second) return [];
  const path: Range[] = [];
  let [from, to]: Range = [0, second];
  while (first < to) {
    const middle = from + largestPowerBelow(to - from);
    if (first <= middle) {
      path.push([middle, to]);
      to = middle;
    } else {
      path.push([from, middle]);
      from = middle;
    }
  }
  // What the smaller tree is as a whole, its owner knows.
  if (from > 0) path.push([from, to]);
  return path.reverse();
}

/** The complete subtrees that a range is made of, from left to right. */
export function subtreesOf([from, to]: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = from; at < to;) {
    const leaves = largestPowerUpTo(to - at);
    subtrees.push({ level: Math.log2(leaves), index: at / leaves });
    at += leaves;
  }
  return subtrees;
}

/** The hash of a range by the hashes of what `subtreesOf` gives of it. */
export function joined(hashes: readonly Buffer[]): Buffer {
  let found: Buffer | undefined;
  for (let i = hashes.length - 1; i >= 0; i -= 1) {
    const left = hashes[i];
    if (left !== undefined) found = found === undefined ? left : nodeHash(left, found);
  }
  return found ?? EMPTY_ROOT;
}

/** The subtrees that a leaf completes when it becomes the `index`th: itself, and each of which it is the last. */
export function completedBy(index: number): Subtree[] {
  const completed: Subtree[] = [{ level: 0, index }];
  for (let [level, at] = [1, index]; at % 2 === 1; level += 1) {
    at = (at - 1) / 2;
    completed.push({ level, index: at });
  }
  return completed;
}

/** A tree all of whose leaves are at hand; the hashes of its levels are made as they are asked for. */
export class WholeTree {
  private readonly levels: Buffer[];

  /** @param leaves side by side */
  constructor(leaves: Buffer) {
    this.levels = [leaves];
  }

  hashOf({ level, index }: Subtree): Buffer {
    return hashAt(this.levelAt(level), index);
  }

  hashOfRange(range: Range): Buffer {
    return joined(subtreesOf(range).map((subtree) => this.hashOf(subtree)));
  }

  private levelAt(level: number): Buffer {
    const known = this.levels[level];
    if (known !== undefined) return known;
    const below = this.levelAt(level - 1);
    const whole = Math.floor(leavesIn(below) / 2);
    const made = Buffer.alloc(whole * HASH_BYTES);
    for (let i = 0; i < whole; i += 1)
      nodeHash(hashAt(below, 2 * i), hashAt(below, 2 * i + 1)).copy(made, i * HASH_BYTES);
    this.levels[level] = made;
    return made;
  }
}

/** Hashes of ranges of a tree all of whose leaves are at hand. */
export function rangesHashed(leaves: Buffer, ranges: readonly Range[]): Buffer[] {
  const tree = new WholeTree(leaves);
  return ranges.map((range) => tree.hashOfRange(range));
}

export const hashAt = (hashes: Buffer, index: number): Buffer =>
  hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);

const largestPowerUpTo = (n: number): number => 2 ** Math.floor(Math.log2(n));
const largestPowerBelow = (n: number): number => largestPowerUpTo(n - 1);
