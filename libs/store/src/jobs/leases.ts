import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { createDataSource, withSession, type Sql, type Tx } from '../database/connection.js';
import {
  LEASE_MS,
  LeaseLost,
  leasesOf,
  releaseLease,
  renewLeases,
  requireLease,
  takeLease,
  type LeaseName,
  type LeaseTerm,
} from './lease-table.js';

const RENEW_MS = 2_500;
/** A lease that its holder is writing under is looked at again this soon: it is renewed as soon as that is over. */
const RENEW_LOCKED_MS = 250;

/** A lease, for as long as we hold it. */
export class HeldLease implements LeaseTerm {
  private readonly losing = new AbortController();
  /** Aborted once somebody else may hold it. */
  readonly lost = this.losing.signal;
  /** Given back by ourselves. */
  released = false;
  private until: number;

  constructor(
    readonly name: LeaseName,
    readonly epoch: number,
    /** By the clock of this process, when we asked for it. */
    askedAt: number,
    private readonly giveBack: (lease: HeldLease) => Promise<void>,
  ) {
    this.until = askedAt + LEASE_MS;
  }

  /** The first thing in every transaction of whoever works under the lease. @throws LeaseLost */
  readonly fence = async (tx: Tx): Promise<void> => {
    await requireLease(tx, this);
  };

  /**
   * Before anything that no transaction can take back, such as sending.
   * @throws LeaseLost where the time has run out by our own clock
   */
  requireHeld(): void {
    if (this.isOver(performance.now())) this.lose();
    if (this.lost.aborted) throw new LeaseLost(this.name, this.epoch);
  }

  release(): Promise<void> {
    return this.giveBack(this);
  }

  /** @param until by the clock of this process */
  extend(until: number): void {
    this.until = Math.max(this.until, until);
  }

  isOver(now: number): boolean {
    return now >= this.until;
  }

  lose(): void {
    this.losing.abort();
  }
}

/**
 * The leases of one process, renewed in short statements of a connection of their own: whatever else the process waits
 * for does not cost it a lease. Nothing of it is bound to a session of the database, so it goes through any pooler.
 */
export class Leases {
  private readonly held = new Set<HeldLease>();
  private readonly stopping = new AbortController();
  private readonly dataSource: DataSource;
  private opened: Promise<unknown> | undefined;
  private renewing: Promise<void> | undefined;

  /**
   * @param holder who asks, as others read it in the table; what it held in an earlier life it takes again at once, so it
   * must name this process alone
   */
  constructor(
    databaseUrl: string,
    applicationName: string,
    readonly holder = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
  ) {
    this.dataSource = createDataSource(databaseUrl, 1, `${applicationName}-lease`, LEASE_MS / 2);
  }

  /**
   * @param holder somebody else than the process as a whole
   * @returns `undefined` where somebody else holds it
   */
  async take(name: LeaseName, holder = this.holder): Promise<HeldLease | undefined> {
    const askedAt = performance.now();
    const epoch = await this.asked((sql) => takeLease(sql, name, holder));
    if (epoch === null) return undefined;
    const lease = new HeldLease(name, epoch, askedAt, (given) => this.release(given));
    this.held.add(lease);
    this.renewing ??= this.renew();
    return lease;
  }

  /** The leases that were somebody's last, held still or not. */
  lastOf(holder: string): Promise<LeaseName[]> {
    return this.asked((sql) => leasesOf(sql, holder));
  }

  get closed(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Gives everything back. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.renewing;
    for (const lease of this.held) await lease.release().catch(() => undefined);
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private async release(lease: HeldLease): Promise<void> {
    this.held.delete(lease);
    const wasLost = lease.lost.aborted;
    lease.released = true;
    lease.lose();
    if (!wasLost) await this.asked((sql) => releaseLease(sql, lease));
  }

  private async renew(): Promise<void> {
    let pauseMs = RENEW_MS;
    while (!this.stopping.signal.aborted) {
      await sleep(pauseMs, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
      if (this.stopping.signal.aborted) return;
      pauseMs = await this.renewAll().catch(() => RENEW_LOCKED_MS);
      // Where the database doesn't answer in time somebody else may hold it by now.
      const now = performance.now();
      for (const lease of this.held) if (lease.isOver(now)) this.drop(lease);
    }
  }

  /** @returns how long until the next time */
  private async renewAll(): Promise<number> {
    const asked = [...this.held].filter((lease) => !lease.lost.aborted);
    if (asked.length === 0) return RENEW_MS;
    const askedAt = performance.now();
    const still = new Map((await this.asked((sql) => renewLeases(sql, asked))).map((row) => [row.name, row]));
    let locked = false;
    for (const lease of asked) {
      const found = still.get(lease.name);
      if (found === undefined) this.drop(lease);
      else if (found.renewed) lease.extend(askedAt + LEASE_MS);
      else {
        locked = true;
        lease.extend(performance.now() + 4 * RENEW_LOCKED_MS);
      }
    }
    return locked ? RENEW_LOCKED_MS : RENEW_MS;
  }

  private drop(lease: HeldLease): void {
    this.held.delete(lease);
    lease.lose();
  }

  private async asked<T>(question: (sql: Sql) => Promise<T>): Promise<T> {
    this.opened ??= this.dataSource.initialize();
    await this.opened.catch((error: unknown) => {
      this.opened = undefined;
      throw error;
    });
    return withSession(this.dataSource, (session) => question(session.sql));
  }
}
