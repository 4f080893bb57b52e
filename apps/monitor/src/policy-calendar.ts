import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { activateDue } from '#ingest';
import type { Log } from '#runtime';
import { withSession } from '#store';

const LOOK_MS = 1_000;

/**
 * Puts approved packs into force when their time has come. Every monitor looks; the proposal is locked, so that one of
 * them does it, and the others find it done.
 */
export class PolicyCalendar {
  private readonly stopping = new AbortController();
  private done: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Log,
  ) {}

  start(): void {
    this.done = this.loop();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.done;
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        for (const activated of await withSession(this.dataSource, activateDue)) {
          this.log.info(activated, 'an approved policy pack is in force; everybody is judged again');
        }
      } catch (error) {
        this.log.error({ err: error }, 'an approved policy pack could not be put into force; trying again');
      }
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
