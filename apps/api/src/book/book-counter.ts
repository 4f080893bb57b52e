import { createHash } from 'node:crypto';
import { bookAsOf, countClient, noCounts, within, type BookCounts } from '#history';
import type { Log } from '#runtime';
import { readOnly } from '#store';
import type { Clocks } from '../clients/clocks.js';
import type { Database } from '../database.js';
import type { Rules } from '../rules.js';

/** Pictures that are kept; the one asked for longest ago goes first. */
const KEPT_MAX = 16;
/** A picture that nobody asks for any more is given up. */
const PATIENCE_MS = 60_000;
/** A picture of "all that is known" grows old; one that was slow to count is kept for longer. */
const FRESH_MS = 30_000;
const FRESH_PER_COST = 10;

export interface BookQuestion {
  readonly clocks: Clocks;
  /** `null`: all. */
  readonly entities: readonly string[] | null;
}

/** A picture of the whole book, perhaps still being counted. */
export interface Picture {
  readonly clocks: Clocks;
  done: number;
  total: number | null;
  counted: { readonly counts: BookCounts; readonly policyVersion: string; readonly costMs: number } | null;
}

/** Nobody asked for the picture any more, or the process is to end. */
class GivenUp extends Error {}

interface Kept extends Picture {
  readonly entities: readonly string[] | null;
  readonly startedAt: number;
  askedAt: number;
  failed: Error | null;
}

/**
 * Counts the book as true at one time, as known at another. That is judging everybody from the log, so it goes on in
 * the background, one picture at a time, while whoever asked asks again.
 */
export class BookCounter {
  private readonly pictures = new Map<string, Kept>();
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly rules: Rules,
    private readonly log: Log,
  ) {}

  /**
   * @param asked what is the same question, whatever the time is now
   * @throws why the picture could not be counted, once; who asks again then has it tried again
   */
  ask(asked: string, { clocks, entities }: BookQuestion): Picture {
    const now = Date.now();
    const key = createHash('sha256')
      .update(JSON.stringify([asked, entities]))
      .digest('hex');
    const known = this.pictures.get(key);
    this.pictures.delete(key);
    if (known !== undefined && known.failed !== null && !(known.failed instanceof GivenUp)) throw known.failed;
    const usable = known !== undefined && known.failed === null && !isOld(known, now);
    const picture = usable ? known : this.begin(clocks, entities, now);
    picture.askedAt = now;
    this.pictures.set(key, picture);
    for (const oldest of this.pictures.keys()) {
      if (this.pictures.size <= KEPT_MAX) break;
      this.pictures.delete(oldest);
    }
    return picture;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private begin(clocks: Clocks, entities: readonly string[] | null, startedAt: number): Kept {
    const picture: Kept = {
      clocks,
      entities,
      startedAt,
      askedAt: startedAt,
      done: 0,
      total: null,
      counted: null,
      failed: null,
    };
    this.running = this.running.then(() => this.count(picture));
    return picture;
  }

  private async count(picture: Kept): Promise<void> {
    const requireInterest = (): void => {
      if (this.stopping.signal.aborted || Date.now() - picture.askedAt > PATIENCE_MS) throw new GivenUp();
    };
    const startedAt = performance.now();
    try {
      requireInterest();
      await this.database.withSession((session) =>
        readOnly(session, async (sql) => {
          const policy = await this.rules.current(sql);
          const { trueOn, knownOn } = picture.clocks;
          const onProgress = (done: number, total: number): void => {
            picture.done += done;
            picture.total = total;
          };
          const counts = noCounts();
          for await (const chunk of bookAsOf(sql, { trueOn, knownOn, policy, onProgress })) {
            requireInterest();
            for (const client of chunk) {
              const seen = within(client, picture.entities);
              if (seen !== null) countClient(counts, seen);
            }
          }
          picture.counted = { counts, policyVersion: policy.version, costMs: performance.now() - startedAt };
        }),
      );
    } catch (error) {
      picture.failed = error instanceof Error ? error : new Error(String(error));
      if (!(error instanceof GivenUp)) this.log.warn({ err: error }, 'the book of a past day could not be counted');
    }
  }
}

/** What is known "now" changes all the time; what was known then does not. */
function isOld({ clocks, counted, startedAt }: Kept, now: number): boolean {
  if (clocks.knownOn !== undefined || counted === null) return false;
  return now - startedAt > counted.costMs + Math.max(FRESH_MS, FRESH_PER_COST * counted.costMs);
}
