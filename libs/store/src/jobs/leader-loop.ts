import type { DataSource } from 'typeorm';
import type { Log } from '#runtime';
import { Session } from '../database/connection.js';
import { LeaseLost, type LeaderWork } from './lease-table.js';
import type { HeldLease, Leases } from './leases.js';

/** How long whoever doesn't lead waits before asking again. */
const STANDBY_MS = 1_000;
const BACKOFF_MS = { first: 250, max: 10_000 };

export type LeaderState = 'starting' | 'standing by' | 'held back' | 'leading' | 'interrupted' | 'stopped';

/** What one term of leading has to work with. */
export interface Term {
  /** Every transaction of it makes sure that we still lead. */
  readonly session: Session;
  readonly lease: HeldLease;
  /** Aborted when somebody else may lead, or when the process is to stop. */
  readonly signal: AbortSignal;
}

/** One round of work. @returns how many ms to rest before the next one */
export type Round = () => Promise<number>;

export interface LeaderParts {
  readonly dataSource: DataSource;
  readonly leases: Leases;
  readonly log: Log;
  /** Asked by whoever has just got a lease: whether they may work under it, or have to wait until something is settled. */
  readonly mayLead?: (work: LeaderWork) => Promise<boolean>;
}

/**
 * Work of which there is one at a time among all processes. The state machine: standing by (asks for the lease) → leading,
 * or held back where something has to be settled first (asks again) → leading
 * (rounds with rests, for as long as the lease is ours) → standing by; after a failure interrupted, for ever longer, and
 * then standing by again. A lost connection ends the term and not the process: whoever has the lease next, we or another,
 * goes on from what is in the database.
 */
export abstract class LeaderLoop {
  state: LeaderState = 'starting';
  private readonly stopping = new AbortController();
  private done: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private rung = false;

  /** @param interrupted what is logged after a failure */
  constructor(
    protected readonly parts: LeaderParts,
    private readonly leaseName: LeaderWork,
    private readonly interrupted: string,
  ) {}

  /** Begins a term. @returns what is done round by round */
  protected abstract begin(term: Term): Round;

  /** Before somebody else may lead. */
  protected ended(): Promise<void> {
    return Promise.resolve();
  }

  protected failed(): void {
    return;
  }

  start(): void {
    this.done = this.run();
  }

  /** There is something to do: no rest until the next round. */
  ring(): void {
    this.rung = true;
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.done;
    this.state = 'stopped';
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      try {
        const lease = await this.parts.leases.take(this.leaseName);
        this.state = 'standing by';
        if (lease === undefined) await this.pause(STANDBY_MS);
        else if (!(await this.mayLead(lease))) {
          this.state = 'held back';
          await this.pause(STANDBY_MS);
        } else
          await this.lead(lease, () => {
            failures = 0;
          });
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        if (error instanceof LeaseLost) this.parts.log.info({ lease: this.leaseName }, error.message);
        else {
          this.state = 'interrupted';
          failures += 1;
          this.failed();
          const delayMs = Math.min(BACKOFF_MS.max, BACKOFF_MS.first * 2 ** (failures - 1));
          this.parts.log.warn({ err: error, failures, delayMs }, this.interrupted);
          await this.pause(delayMs);
        }
      }
    }
  }

  /** Gives the lease back where not: nobody waits for it. */
  private async mayLead(lease: HeldLease): Promise<boolean> {
    let may = false;
    try {
      may = (await this.parts.mayLead?.(this.leaseName)) ?? true;
    } finally {
      if (!may) await lease.release().catch(() => undefined);
    }
    return may;
  }

  private async lead(lease: HeldLease, succeeded: () => void): Promise<void> {
    let session: Session | undefined;
    try {
      session = await Session.open(this.parts.dataSource, lease.fence);
      lease.lost.addEventListener('abort', () => this.wake(), { once: true });
      const signal = AbortSignal.any([this.stopping.signal, lease.lost]);
      const round = this.begin({ session, lease, signal });
      this.state = 'leading';
      while (!signal.aborted) {
        const restMs = await round();
        succeeded();
        if (restMs > 0) await this.pause(restMs, signal);
      }
    } finally {
      this.state = 'standing by';
      await this.ended();
      await lease.release().catch(() => undefined);
      await session?.close().catch(() => undefined);
    }
  }

  /** Until the time is over, somebody rings, or there is no use in waiting. */
  private async pause(ms: number, over = this.stopping.signal): Promise<void> {
    if (!this.rung && !over.aborted) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        timer = setTimeout(resolve, ms);
      });
      clearTimeout(timer);
    }
    this.rung = false;
  }
}
