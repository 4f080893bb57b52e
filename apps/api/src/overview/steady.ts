/** Answers that took less are never kept: a book of usual size is counted anew for everybody. */
const WORTH_KEEPING_MS = 250;
/** Counting may take this share of the time at most. */
const SHARE = 0.1;

interface Kept<T> {
  readonly answer: Promise<T>;
  /** On the clock of `performance.now`; `Infinity` while it is being found. */
  freshUntil: number;
}

/**
 * Keeps answers that are costly to find for ten times as long as it took to find them. Who asks while one is being found
 * waits for that one. Bounded: the answer asked for longest ago makes way.
 */
export class Steady<T> {
  private readonly kept = new Map<string, Kept<T>>();

  constructor(
    private readonly most = 100,
    private readonly now: () => number = () => performance.now(),
  ) {}

  answer(key: string, find: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    if (known !== undefined && this.now() < known.freshUntil) return known.answer;
    const began = this.now();
    const entry: Kept<T> = { answer: find(), freshUntil: Infinity };
    this.kept.delete(key);
    this.kept.set(key, entry);
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.most && oldest !== undefined) this.kept.delete(oldest);
    entry.answer.then(
      () => {
        const took = this.now() - began;
        entry.freshUntil = took < WORTH_KEEPING_MS ? -Infinity : this.now() + took / SHARE;
      },
      () => {
        entry.freshUntil = -Infinity;
      },
    );
    return entry.answer;
  }
}
