import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { advancedUpTo, countUnfinished, endDemonstration, moveClock, outboxBacklog, withSession } from '#store';

const LOOK_EVERY_MS = 5;
const SETTLE_EVERY_MS = 200;

/**
 * The clock that the past of a demonstration is recorded by. It is moved only when all that was sent before is in the log,
 * so that what is recorded at a time is what was known by then.
 */
export class PlayedClock {
  /** Messages that were sent to the topics that are read, which were empty. */
  private sent = 0;

  constructor(
    /** As the owner: nobody else moves the clock. */
    private readonly dataSource: DataSource,
    private readonly signal: AbortSignal,
  ) {}

  moveTo(ms: number): Promise<unknown> {
    return withSession(this.dataSource, (session) => session.transaction((tx) => moveClock(tx, ms)));
  }

  /** Waits until so many more messages are recorded, and whoever they concern is judged. */
  async recorded(more: number): Promise<void> {
    this.sent += more;
    await this.waitUntil(LOOK_EVERY_MS, async (sql) => (await advancedUpTo(sql)) >= this.sent);
    await this.waitUntil(LOOK_EVERY_MS, async (sql) => (await countUnfinished(sql)) === 0);
  }

  /** Waits until all that was recorded has been sent on. */
  settled(): Promise<void> {
    return this.waitUntil(SETTLE_EVERY_MS, async (sql) => (await outboxBacklog(sql)).items === 0);
  }

  /** From here on what is recorded has the time at which it is. */
  stop(): Promise<unknown> {
    return withSession(this.dataSource, (session) => session.transaction(endDemonstration));
  }

  private waitUntil(everyMs: number, holds: (sql: Parameters<typeof countUnfinished>[0]) => Promise<boolean>) {
    return withSession(this.dataSource, async ({ sql }) => {
      while (!this.signal.aborted && !(await holds(sql))) {
        await sleep(everyMs, undefined, { signal: this.signal }).catch(() => undefined);
      }
    });
  }
}
