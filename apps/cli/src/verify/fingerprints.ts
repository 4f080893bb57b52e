import { hash, randomBytes } from 'node:crypto';

/** Numbers that are near each other share a page; most pages of a log are full. */
const PAGE = 128;
/** Of this run alone: nobody can have made two contents alike that aren't. */
const SALT = randomBytes(16);

/** Eight bytes that stand for these parts in this order; never 0. */
export function fingerprint(...parts: readonly (Buffer | string | null)[]): bigint {
  let most = SALT.length;
  for (const part of parts) most += 5 + (typeof part === 'string' ? part.length * 3 : (part?.length ?? 0));
  if (most > scratch.length) scratch = Buffer.allocUnsafe(most * 2);
  let at = SALT.copy(scratch);
  for (const part of parts) {
    at = scratch.writeUInt8(part === null ? 0 : 1, at);
    if (part === null) continue;
    const length = typeof part === 'string' ? scratch.write(part, at + 4) : part.copy(scratch, at + 4);
    at = scratch.writeUInt32LE(length, at) + length;
  }
  return hash('sha256', scratch.subarray(0, at), 'buffer').readBigUInt64LE() || 1n;
}

/** What is digested next; there is one thread. */
let scratch = Buffer.allocUnsafe(64 * 1024);

/**
 * Fingerprints by whole number, at eight bytes each: what was read from one side waits here until the other side is read,
 * is taken out where it is met, and what is left at the end was met by nobody.
 */
export class Fingerprints {
  private readonly pages = new Map<number, BigUint64Array>();
  size = 0;

  /** @returns `false` where the place is taken; what stands there stays */
  add(at: number, print: bigint): boolean {
    const page = this.pages.get(Math.floor(at / PAGE)) ?? new BigUint64Array(PAGE);
    if (page[at % PAGE] !== 0n) return false;
    page[at % PAGE] = print;
    this.pages.set(Math.floor(at / PAGE), page);
    this.size += 1;
    return true;
  }

  /** As `add`, in the place of what stands there. */
  put(at: number, print: bigint): void {
    this.take(at);
    this.add(at, print);
  }

  /** @returns 0 where nothing stands */
  at(at: number): bigint {
    return this.pages.get(Math.floor(at / PAGE))?.[at % PAGE] ?? 0n;
  }

  /** Takes out what stands there. @returns 0 where nothing does */
  take(at: number): bigint {
    const print = this.at(at);
    const page = this.pages.get(Math.floor(at / PAGE));
    if (print === 0n || page === undefined) return 0n;
    page[at % PAGE] = 0n;
    this.size -= 1;
    return print;
  }

  /** How many stand from one place on, before another. */
  countIn(from: number, before: number): number {
    const pages = [...this.pages.keys()].filter((n) => (n + 1) * PAGE > from && n * PAGE < before);
    const places = pages.flatMap((number) => [...(this.pages.get(number)?.keys() ?? [])].map((i) => number * PAGE + i));
    return places.filter((at) => at >= from && at < before && this.at(at) !== 0n).length;
  }

  /** The places that are left, ascending within a page. */
  *left(): Generator<number> {
    for (const [number, page] of this.pages) {
      for (let i = 0; i < PAGE; i += 1) if (page[i] !== 0n) yield number * PAGE + i;
    }
  }
}

/** Fingerprints by topic, partition and offset. */
export class Coordinates {
  private readonly topics = new Map<string, Map<number, Fingerprints>>();

  of(topic: string, partition: number): Fingerprints {
    let partitions = this.topics.get(topic);
    if (partitions === undefined) this.topics.set(topic, (partitions = new Map()));
    let known = partitions.get(partition);
    if (known === undefined) partitions.set(partition, (known = new Fingerprints()));
    return known;
  }

  /** By partition, those that have anything left. */
  *left(): Generator<{ topic: string; partition: number; offsets: Fingerprints }> {
    for (const [topic, partitions] of this.topics) {
      for (const [partition, offsets] of partitions) if (offsets.size > 0) yield { topic, partition, offsets };
    }
  }
}
