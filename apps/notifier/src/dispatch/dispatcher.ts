import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Log, NotifyConfig } from '#runtime';
import { becomeDispatcher, Session } from '#store';
import type { Deliverer } from '../delivery/deliverer.js';
import type { NotifierMetrics } from '../notifier-metrics.js';
import { followFacts } from './follow-facts.js';
import { lookAtGroups } from './look-at-groups.js';
import { ServiceHours } from './service-hours.js';

/** How often the log, the groups and what waits are looked at. */
const LOOK_MS = 500;
const STANDBY_MS = 1_000;
const BACKOFF_MS = { first: 250, max: 10_000 };

export type DispatcherState = 'starting' | 'standing by' | 'dispatching' | 'stopped';

/**
 * Tells people: follows the facts about alerts, decides who hears of what, and has it delivered. One dispatcher works at
 * a time, the others stand by. All that it knows is in the database, so whoever comes next goes on where it stopped.
 */
export class Dispatcher {
  state: DispatcherState = 'starting';
  private readonly stopping = new AbortController();
  private readonly serviceHours = new ServiceHours();
  private done: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly deliverer: Deliverer,
    private readonly config: NotifyConfig,
    private readonly metrics: NotifierMetrics,
    private readonly log: Log,
  ) {}

  start(): void {
    this.done = this.loop();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.done;
    await this.deliverer.finish();
    this.state = 'stopped';
  }

  private async loop(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      try {
        await this.lead(() => {
          failures = 0;
        });
      } catch (error) {
        failures += 1;
        this.metrics.interruptions.inc();
        const delayMs = Math.min(BACKOFF_MS.max, BACKOFF_MS.first * 2 ** (failures - 1));
        this.log.warn({ err: error, failures, delayMs }, 'telling people was interrupted; nothing is lost');
        await this.pause(delayMs);
      }
    }
  }

  /** Holds the lock of the one dispatcher until told to stop, or until something fails. */
  private async lead(onSuccess: () => void): Promise<void> {
    const session = await Session.open(this.dataSource);
    try {
      this.state = 'standing by';
      while (!this.stopping.signal.aborted && !(await becomeDispatcher(session.sql))) await this.pause(STANDBY_MS);
      this.state = 'dispatching';
      while (!this.stopping.signal.aborted) {
        const busy = await this.round(session);
        onSuccess();
        if (!busy) await this.pause(LOOK_MS);
      }
    } finally {
      this.state = 'starting';
      // What is being sent is noted before somebody else may take over.
      await this.deliverer.finish();
      await session.sql.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
      await session.close().catch(() => undefined);
    }
  }

  /**
   * Nothing is decided before all facts have been read: one may take back what another says.
   * @returns whether there is more to do at once
   */
  private async round(session: Session): Promise<boolean> {
    const { firstWaitMs, repeatMs, publicUrl } = this.config;
    const caughtUp = await session.transaction((tx) => followFacts(tx, firstWaitMs));
    const serviceHours = caughtUp ? await this.serviceHours.current(session.sql) : undefined;
    let looked = 0;
    if (serviceHours !== undefined) {
      const telling = { firstWaitMs, repeatMs, publicUrl, serviceHours };
      looked = await session.transaction((tx) => lookAtGroups(tx, telling));
    }
    await this.deliverer.begin(session.sql, () => this.wake());
    return !caughtUp || looked > 0;
  }

  /** Until the time is over, something was delivered, or it is time to stop. */
  private async pause(ms: number): Promise<void> {
    const timer = new AbortController();
    const woken = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    await Promise.race([woken, sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }
}
