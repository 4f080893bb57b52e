import { createHash, randomBytes } from 'node:crypto';

/** Numbers that are near each other share a page; most pages of a log are full. */
const PAGE = 128;
/** Of this run alone: nobody can have made two contents alike that aren't. */
const SALT = randomBytes(16);

/** Eight bytes that stand for these parts in this order; never 0. */
export function fingerprint(...parts: readonly (Buffer | string | null)[]): bigint {
  const digest = createHash('sha256').update(SALT);
  for (const part of parts) {
    if (part === null) digest.update('-');
    else digest.update(`${part.length}:`).update(part);
  }
  return digest.digest().readBigUInt64LE() || 1n;
}

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
  private readonly partitions = new Map<string, Fingerprints>();

  of(topic: string, partition: number): Fingerprints {
    const key = `${topic}/${partition}`;
    const known = this.partitions.get(key) ?? new Fingerprints();
    this.partitions.set(key, known);
    return known;
  }

  /** By partition, those that have anything left. */
  *left(): Generator<{ topic: string; partition: number; offsets: Fingerprints }> {
    for (const [key, offsets] of this.partitions) {
      const slash = key.lastIndexOf('/');
      if (offsets.size > 0) yield { topic: key.slice(0, slash), partition: Number(key.slice(slash + 1)), offsets };
    }
  }
}
