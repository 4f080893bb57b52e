import type { Log } from '#runtime';
import { endOfLog, factsSince, LogListener, printCheckpoint, type Checkpoint, type FollowedFact } from '#store';
import { Database } from '../database.js';

/** What one reading of the log found, and the id to resume from. */
export interface Told {
  readonly facts: readonly FollowedFact[];
  readonly id: string;
}

/** Also looked at without being told to, should a notification be lost. */
const LOOK_MS = 1_000;

/** Wakes everybody who follows the log when there is more of it. One connection listens for all of them. */
export class LiveLog {
  private wake: () => void = () => undefined;
  private woken: Promise<void>;
  private readonly listener: LogListener;
  private readonly timer: NodeJS.Timeout;
  private stopped = false;

  constructor(
    private readonly database: Database,
    /** @param listenUrl of the database itself, past any pooler */
    listenUrl: string | undefined,
    log: Log,
  ) {
    this.woken = this.arm();
    this.timer = setInterval(() => this.ring(), LOOK_MS);
    this.listener = new LogListener(listenUrl, 'scopewatch-api', () => this.ring(), log);
    this.listener.start();
  }

  /** @param from where the caller left off; from now on if they don't say */
  async *follow(from: Checkpoint | undefined, signal: AbortSignal): AsyncGenerator<Told> {
    let checkpoint = from ?? (await this.database.read(endOfLog));
    yield { facts: [], id: printCheckpoint(checkpoint) };
    signal.addEventListener('abort', () => this.ring(), { once: true });
    while (!signal.aborted && !this.stopped) {
      // Armed before reading: what is recorded while we read rings again.
      const { woken } = this;
      const since = checkpoint;
      const { facts, checkpoint: next } = await this.database.read((sql) => factsSince(sql, since));
      checkpoint = next;
      const id = printCheckpoint(next);
      if (facts.length > 0) yield { facts, id };
      else if (id === printCheckpoint(since)) await woken;
    }
  }

  async close(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    this.ring();
    await this.listener.stop();
  }

  private arm(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  private ring(): void {
    const { wake } = this;
    this.woken = this.arm();
    wake();
  }
}
