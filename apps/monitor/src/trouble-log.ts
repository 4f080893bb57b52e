import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadingTrouble } from '#kafka';
import type { Log } from '#runtime';
import { forgetTrouble, noteTrouble, type Sql } from '#store';

const LOOK_MS = 2_000;

/**
 * Keeps in the database why this monitor reads nothing, so that the api can show it. Only changes are written; where the
 * database is away too, that is the greater trouble, and the next look tries again.
 */
export class TroubleLog {
  private readonly monitor = `${hostname()}/${process.pid}/${randomUUID()}`;
  private readonly stopping = new AbortController();
  private noted: ReadingTrouble | null = null;
  private done: Promise<void> = Promise.resolve();

  constructor(
    private readonly sql: Pick<Sql, 'query'>,
    private readonly trouble: () => ReadingTrouble | null,
    private readonly log: Log,
  ) {}

  start(): void {
    this.done = this.loop();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.done;
    if (this.noted !== null) await this.write(null);
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const trouble = this.trouble();
      if (trouble !== this.noted) await this.write(trouble);
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async write(trouble: ReadingTrouble | null): Promise<void> {
    try {
      if (trouble === null) await forgetTrouble(this.sql, this.monitor);
      else {
        const { message, since, attempts, nextAttemptAt } = trouble;
        const times = { since: new Date(since), nextAttemptAt: new Date(nextAttemptAt) };
        await noteTrouble(this.sql, this.monitor, { message, attempts, ...times });
      }
      this.noted = trouble;
    } catch (error) {
      this.log.warn({ err: error }, 'why nothing is read could not be noted; trying again');
    }
  }
}
