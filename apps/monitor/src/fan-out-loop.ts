import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Policy } from '#domain';
import { ClientCache, FanOutWorker } from '#ingest';
import { becomeFanOutWorker, Session } from '#store';
import type { Log } from '#runtime';

const IDLE_MS = 250;
const STANDBY_MS = 2_000;
const AFTER_FAILURE_MS = 1_000;

/**
 * Keeps one fan-out worker going among all monitors: whoever holds the lock works, the others stand by. A lost
 * connection gives the lock back, so another takes over.
 */
export class FanOutLoop {
  private readonly stopping = new AbortController();
  private done: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly policy: Policy,
    private readonly log: Log,
    private readonly onJudged: (clients: number) => void,
  ) {}

  start(): void {
    this.done = this.loop();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.done;
  }

  private async loop(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.hold();
      } catch (error) {
        this.log.warn({ err: error }, 'fan-out interrupted; it goes on from its cursor');
        await this.pause(AFTER_FAILURE_MS);
      }
    }
  }

  private async hold(): Promise<void> {
    const session = await Session.open(this.dataSource);
    try {
      while (!this.stopping.signal.aborted && !(await becomeFanOutWorker(session.sql))) await this.pause(STANDBY_MS);
      const { policy, log } = this;
      const worker = new FanOutWorker({ session, policy, cache: new ClientCache(2_000), log });
      while (!this.stopping.signal.aborted) {
        const judged = await worker.run(() => this.stopping.signal.aborted);
        this.onJudged(judged);
        if (judged === 0) await this.pause(IDLE_MS);
      }
    } finally {
      await session.sql.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
      await session.close().catch(() => undefined);
    }
  }

  private pause(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
