import { createHash } from 'node:crypto';
import { bookAsOf, countClient, noCounts, within, type BookCounts } from '#history';
import type { Log } from '#runtime';
import { readOnly } from '#store';
import type { Clocks } from '../clients/clocks.js';
import type { Database } from '../database.js';
import type { Rules } from '../rules.js';

/** Snapshots that are kept; the one asked for longest ago goes first. */
const KEPT_MAX = 16;
/** A snapshot that nobody asks for any more is given up. */
const PATIENCE_MS = 60_000;
/** A snapshot of "all that is known" grows old; one that was slow to count is kept for longer. */
const FRESH_MS = 30_000;
const FRESH_PER_COST = 10;

export interface BookQuestion {
  readonly clocks: Clocks;
  /** `null`: all. */
  readonly entities: readonly string[] | null;
}

/** A snapshot of the whole book, perhaps still being counted. */
export interface BookSnapshot {
  readonly clocks: Clocks;
  done: number;
  total: number | null;
  counted: { readonly counts: BookCounts; readonly policyVersion: string; readonly costMs: number } | null;
}

/** Nobody asked for the snapshot any more, or the process is to end. */
class GivenUp extends Error {}

interface Kept extends BookSnapshot {
  readonly entities: readonly string[] | null;
  readonly startedAt: number;
  askedAt: number;
  failed: Error | null;
}

/**
 * Counts the book as true at one time, as known at another. That is judging everybody from the log, so it goes on in
 * the background, one snapshot at a time, while whoever asked asks again.
 */
export class BookCounter {
  private readonly snapshots = new Map<string, Kept>();
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly rules: Rules,
    private readonly log: Log,
  ) {}

  /**
   * @param asked what is the same question, whatever the time is now
   * @throws why the snapshot could not be counted, once; who asks again then has it tried again
   */
  ask(asked: string, { clocks, entities }: BookQuestion): BookSnapshot {
    const now = Date.now();
    const key = createHash('sha256')
      .update(JSON.stringify([asked, entities]))
      .digest('hex');
    const known = this.snapshots.get(key);
    this.snapshots.delete(key);
    if (known !== undefined && known.failed !== null && !(known.failed instanceof GivenUp)) throw known.failed;
    const usable = known !== undefined && known.failed === null && !isOld(known, now);
    const snapshot = usable ? known : this.begin(clocks, entities, now);
    snapshot.askedAt = now;
    this.snapshots.set(key, snapshot);
    for (const oldest of this.snapshots.keys()) {
      if (this.snapshots.size <= KEPT_MAX) break;
      this.snapshots.delete(oldest);
    }
    return snapshot;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private begin(clocks: Clocks, entities: readonly string[] | null, startedAt: number): Kept {
    const snapshot: Kept = {
      clocks,
      entities,
      startedAt,
      askedAt: startedAt,
      done: 0,
      total: null,
      counted: null,
      failed: null,
    };
    this.running = this.running.then(() => this.count(snapshot));
    return snapshot;
  }

  private async count(snapshot: Kept): Promise<void> {
    const requireInterest = (): void => {
      if (this.stopping.signal.aborted || Date.now() - snapshot.askedAt > PATIENCE_MS) throw new GivenUp();
    };
    const startedAt = performance.now();
    try {
      requireInterest();
      await this.database.withSession((session) =>
        readOnly(session, async (sql) => {
          const policy = await this.rules.current(sql);
          const { trueOn, knownOn } = snapshot.clocks;
          const onProgress = (done: number, total: number): void => {
            snapshot.done += done;
            snapshot.total = total;
          };
          const counts = noCounts();
          for await (const chunk of bookAsOf(sql, { trueOn, knownOn, policy, onProgress })) {
            requireInterest();
            for (const client of chunk) {
              const seen = within(client, snapshot.entities);
              if (seen !== null) countClient(counts, seen);
            }
          }
          snapshot.counted = { counts, policyVersion: policy.version, costMs: performance.now() - startedAt };
        }),
      );
    } catch (error) {
      snapshot.failed = error instanceof Error ? error : new Error(String(error));
      if (!(error instanceof GivenUp)) this.log.warn({ err: error }, 'the book of a past day could not be counted');
    }
  }
}

/** What is known "now" changes all the time; what was known then does not. */
function isOld({ clocks, counted, startedAt }: Kept, now: number): boolean {
  if (clocks.knownOn !== undefined || counted === null) return false;
  return now - startedAt > counted.costMs + Math.max(FRESH_MS, FRESH_PER_COST * counted.costMs);
}
