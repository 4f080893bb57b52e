import type { Log } from '#runtime';
import { endOfLog, factsSince, printCheckpoint, type Checkpoint, type FollowedFact } from '#log';
import { Database } from '../database.js';
import type { LogLook } from './log-look.js';

/** What one reading of the log found, and the id to resume from. */
export interface LogSlice {
  readonly facts: readonly FollowedFact[];
  readonly id: string;
}

/** One reading, by its number; the checkpoint lies behind it. */
interface Reading {
  readonly number: number;
  readonly facts: readonly FollowedFact[];
  readonly checkpoint: Checkpoint;
}

/** What is kept of the newest readings, for those who follow and are not as fast. */
const KEPT = { readings: 256, facts: 20_000 };

/**
 * Tells everybody who follows the log what is new in it. One reader reads it for all of them, while there is somebody.
 * Whoever left off earlier, or is slower than what is kept, first reads for themselves up to where that reader is, one
 * after the other.
 */
export class LiveLog {
  private readonly readings: Reading[] = [];
  private checkpoint: Checkpoint | undefined;
  private number = 0;
  private followers = 0;
  private reading: Promise<void> = Promise.resolve();
  private catchingUp: Promise<unknown> = Promise.resolve();
  private readonly rung = new Waiters();
  private readonly more = new Waiters();
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly look: LogLook,
    private readonly log: Log,
  ) {
    look.start(() => this.rung.wake());
  }

  /** @param from where the caller left off; from now on if they don't say */
  async *follow(from: Checkpoint | undefined, signal: AbortSignal): AsyncGenerator<LogSlice> {
    signal.addEventListener('abort', () => this.more.wake(), { once: true });
    this.followers += 1;
    try {
      const begun = await this.begin();
      // As they are now, together: the reader goes on meanwhile.
      const start = this.checkpoint ?? begun;
      let mine = new Map(from ?? start);
      // Caught up to there, in readings.
      let number = from === undefined ? this.number : -1;
      yield { facts: [], id: printCheckpoint(mine) };
      while (!signal.aborted && !this.stopped) {
        const more = this.more.next();
        const next = this.readings.find((reading) => reading.number > number);
        if (next !== undefined && next.number === number + 1) {
          const facts = next.facts.filter(({ chain, seq }) => seq > (mine.get(chain) ?? 0));
          mine = further(mine, next.checkpoint);
          number = next.number;
          if (facts.length > 0) yield { facts, id: printCheckpoint(mine) };
        } else if (number === this.number) await more;
        else {
          // Taken down before reading, as far as which is read: what is told later comes behind it.
          const [upTo, reached] = [this.checkpoint ?? start, this.number];
          for await (const { facts, checkpoint } of this.catchUp(mine, upTo, signal)) {
            mine = further(mine, checkpoint);
            if (facts.length > 0) yield { facts, id: printCheckpoint(mine) };
          }
          number = reached;
        }
      }
    } finally {
      this.followers -= 1;
      this.rung.wake();
    }
  }

  async close(): Promise<void> {
    this.stopped = true;
    this.rung.wake();
    this.more.wake();
    await this.look.stop();
    await this.reading;
  }

  /** Has somebody read from now on, if nobody does. @returns up to where the log has been read */
  private async begin(): Promise<Checkpoint> {
    if (this.checkpoint !== undefined) return this.checkpoint;
    const end = await this.database.read(endOfLog);
    // Somebody else may have begun while we asked.
    if (this.checkpoint !== undefined) return this.checkpoint;
    this.checkpoint = end;
    this.number += 1;
    this.reading = this.readOn(end);
    return end;
  }

  /** Until nobody follows any more. */
  private async readOn(from: Checkpoint): Promise<void> {
    let since = from;
    while (this.followers > 0 && !this.stopped) {
      // Asked for before reading: what is recorded while we read rings again.
      const rung = this.rung.next();
      const read = await this.database
        .read((sql) => factsSince(sql, since))
        .catch((error: unknown) => {
          this.log.warn({ err: error }, 'the log can’t be read for the stream; trying again');
          return undefined;
        });
      if (read === undefined || printCheckpoint(read.checkpoint) === printCheckpoint(since)) await rung;
      else {
        since = read.checkpoint;
        this.keep(read);
      }
    }
    this.checkpoint = undefined;
    this.readings.length = 0;
  }

  private keep({ facts, checkpoint }: Omit<Reading, 'number'>): void {
    this.number += 1;
    this.checkpoint = checkpoint;
    this.readings.push({ number: this.number, facts, checkpoint });
    let kept = this.readings.reduce((sum, reading) => sum + reading.facts.length, 0);
    while (this.readings.length > KEPT.readings || (kept > KEPT.facts && this.readings.length > 1)) {
      kept -= this.readings.shift()?.facts.length ?? 0;
    }
    this.more.wake();
  }

  /** What was recorded between two places of the log. */
  private async *catchUp(
    from: Checkpoint,
    upTo: Checkpoint,
    signal: AbortSignal,
  ): AsyncGenerator<Omit<Reading, 'number'>> {
    let since = from;
    while (!signal.aborted && !this.stopped && isBehind(since, upTo)) {
      const place = since;
      const turn = this.catchingUp.then(() => this.database.read((sql) => factsSince(sql, place, { upTo })));
      this.catchingUp = turn.catch(() => undefined);
      const read = await turn;
      since = read.checkpoint;
      yield read;
    }
  }
}

const isBehind = (place: Checkpoint, other: Checkpoint): boolean =>
  [...other].some(([chain, seq]) => (place.get(chain) ?? 0) < seq);

function further(place: Checkpoint, other: Checkpoint): Map<string, number> {
  const both = new Map(place);
  for (const [chain, seq] of other) both.set(chain, Math.max(seq, both.get(chain) ?? 0));
  return both;
}

/** Whoever waits for the next time that something happens. */
class Waiters {
  private wakeAll: () => void = () => undefined;
  private waiting = this.arm();

  next(): Promise<void> {
    return this.waiting;
  }

  wake(): void {
    const { wakeAll } = this;
    this.waiting = this.arm();
    wakeAll();
  }

  private arm(): Promise<void> {
    return new Promise((resolve) => {
      this.wakeAll = resolve;
    });
  }
}
