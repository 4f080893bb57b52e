/** Answers that took less are never kept: a book of usual size is counted anew for everybody. */
const WORTH_KEEPING_MS = 100;
/** Counting may take this share of the time at most. */
const SHARE = 0.1;

/** How somebody asks. */
export interface Asked {
  /** What stands for all that was on record when they asked; it is another where more is. */
  readonly mark: string;
  /** Nothing that was found before that will do: they want to see what they have just done. */
  readonly atOnce: boolean;
}

interface Answered<T> {
  readonly answer: T;
  /** More was on record when it was asked for than when it was found. */
  readonly behind: boolean;
}

interface Kept<T> {
  readonly answer: Promise<T>;
  readonly mark: string;
  /** On the clock of `performance.now`; `Infinity` while it is being found. */
  freshUntil: number;
  /** Until then it is still given, while a newer one is being found. */
  usableUntil: number;
}

/**
 * Keeps answers that are costly to find for ten times as long as it took to find them, and gives them for as long again
 * while newer ones are being found. Who asks while the first is being found waits for that one. Bounded: the answer asked
 * for longest ago makes way. Whoever has just done something themselves can have it found anew.
 */
export class StaleWhileRevalidate<T> {
  private readonly kept = new Map<string, Kept<T>>();
  private readonly renewing = new Set<string>();

  constructor(
    private readonly most = 100,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** For what may be as of a moment ago whoever asks. */
  async answer(key: string, find: () => Promise<T>): Promise<T> {
    return (await this.answerAsOf(key, { mark: '', atOnce: false }, find)).answer;
  }

  /** @returns with the answer whether it is older than what was asked about */
  async answerAsOf(key: string, { mark, atOnce }: Asked, find: () => Promise<T>): Promise<Answered<T>> {
    const entry = this.entryFor(key, { mark, atOnce }, find);
    return { answer: await entry.answer, behind: entry.mark !== mark };
  }

  private entryFor(key: string, { mark, atOnce }: Asked, find: () => Promise<T>): Kept<T> {
    const known = this.kept.get(key);
    const now = this.now();
    if (known !== undefined && (!atOnce || known.mark === mark)) {
      if (now < known.freshUntil) return known;
      if (now < known.usableUntil) {
        this.renew(key, mark, find);
        return known;
      }
    }
    const entry: Kept<T> = { answer: this.timed(find, (took) => this.date(entry, took)), mark, ...FOR_NOW };
    this.keep(key, entry);
    entry.answer.catch(() => Object.assign(entry, { freshUntil: -Infinity, usableUntil: -Infinity }));
    return entry;
  }

  private renew(key: string, mark: string, find: () => Promise<T>): void {
    if (this.renewing.has(key)) return;
    this.renewing.add(key);
    const before = this.kept.get(key);
    const answer = this.timed(find, (took) => {
      // Somebody who wanted it at once may have found a newer one meanwhile.
      if (this.kept.get(key) !== before) return;
      const entry = { answer, mark, ...FOR_NOW };
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
