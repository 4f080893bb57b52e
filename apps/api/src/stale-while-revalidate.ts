/** Answers that took less are never kept: a book of usual size is counted anew for everybody. */
const WORTH_KEEPING_MS = 100;
/** Counting may take this share of the time at most. */
const SHARE = 0.1;

interface Kept<T> {
  readonly answer: Promise<T>;
  /** On the clock of `performance.now`; `Infinity` while it is being found. */
  freshUntil: number;
  /** Until then it is still given, while a newer one is being found. */
  usableUntil: number;
}

/**
 * Keeps answers that are costly to find for ten times as long as it took to find them, and gives them for as long again
 * while newer ones are being found. Who asks while the first is being found waits for that one. Bounded: the answer asked
 * for longest ago makes way.
 */
export class StaleWhileRevalidate<T> {
  private readonly kept = new Map<string, Kept<T>>();
  private readonly renewing = new Set<string>();

  constructor(
    private readonly most = 100,
    private readonly now: () => number = () => performance.now(),
  ) {}

  answer(key: string, find: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    const now = this.now();
    if (known !== undefined && now < known.freshUntil) return known.answer;
    if (known !== undefined && now < known.usableUntil) {
      this.renew(key, find);
      return known.answer;
    }
    const entry: Kept<T> = { answer: this.timed(find, (took) => this.date(entry, took)), ...FOR_NOW };
    this.keep(key, entry);
    entry.answer.catch(() => Object.assign(entry, { freshUntil: -Infinity, usableUntil: -Infinity }));
    return entry.answer;
  }

  private renew(key: string, find: () => Promise<T>): void {
    if (this.renewing.has(key)) return;
    this.renewing.add(key);
    const answer = this.timed(find, (took) => {
      const entry = { answer, ...FOR_NOW };
      this.date(entry, took);
      this.keep(key, entry);
    });
    // Where it can't be found the old one is given for as long as it is usable; then whoever asks is told why.
    answer.catch(() => undefined).finally(() => this.renewing.delete(key));
  }

  private timed(find: () => Promise<T>, found: (tookMs: number) => void): Promise<T> {
    const began = this.now();
    return find().then((answer) => {
      found(this.now() - began);
      return answer;
    });
  }

  private date(entry: Kept<T>, took: number): void {
    const worth = took >= WORTH_KEEPING_MS;
    entry.freshUntil = worth ? this.now() + took / SHARE : -Infinity;
    entry.usableUntil = worth ? entry.freshUntil + took / SHARE : -Infinity;
  }

  private keep(key: string, entry: Kept<T>): void {
    this.kept.delete(key);
    this.kept.set(key, entry);
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.most && oldest !== undefined) this.kept.delete(oldest);
  }
}

const FOR_NOW = { freshUntil: Infinity, usableUntil: Infinity };
