import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { readPolicy } from '#contract';
import { backtest, type BacktestCounts, type BacktestDifference } from '#history';
import type { Log } from '#runtime';
import {
  addDifferences,
  backtestOf,
  becomeBacktester,
  countUnfinished,
  currentPolicy,
  endBacktest,
  nextBacktest,
  noteProgress,
  orderParity,
  Session,
  withSession,
  type BacktestDifferenceRow,
  type BacktestRow,
  type Sql,
} from '#store';

const LOOK_MS = 2_000;
const CHUNK = 500;

/** Somebody cancelled the backtest while it ran. */
class Cancelled extends Error {}

/**
 * Works off backtests, one at a time, in one of the apis. Each reads one picture of the log in a read-only transaction and
 * writes its findings through another connection. One that was under way when its process died begins anew. Of its own accord
 * it orders the standing check that the pack in force gives the alerts on record.
 */
export class BacktestRunner {
  private readonly stopping = new AbortController();
  private wake: () => void = () => undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Log,
    private readonly paritySeconds: number,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** There is something to do. */
  ring(): void {
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await withSession(this.dataSource, (session) => this.lead(session));
      } catch (error) {
        if (!signal.aborted) this.log.warn({ err: error }, 'backtests stand still; trying again');
      }
      await this.pause();
    }
  }

  /** @param leader holds the lock, and writes the findings */
  private async lead(leader: Session): Promise<void> {
    while (!this.stopping.signal.aborted && !(await becomeBacktester(leader.sql))) await this.pause();
    while (!this.stopping.signal.aborted) {
      await leader.transaction((tx) => orderParity(tx, randomUUID(), this.paritySeconds));
      const next = await leader.transaction(nextBacktest);
      if (next === undefined) await this.pause();
      else await this.work(leader, next);
    }
    await leader.sql.query('SELECT pg_advisory_unlock_all()');
  }

  private async work(leader: Session, row: BacktestRow): Promise<void> {
    const startedAt = performance.now();
    try {
      await withSession(this.dataSource, (reader) => this.compare(leader, reader, row));
      await leader.transaction((tx) => endBacktest(tx, row.backtestId, 'DONE', null));
      const seconds = (performance.now() - startedAt) / 1000;
      this.log.info({ backtest: row.backtestId, version: row.version, seconds }, 'backtest done');
      if (row.kind === 'PARITY') this.tellParity(await backtestOf(leader.sql, row.backtestId));
    } catch (error) {
      // Whoever stops us finds it under way and begins anew.
      if (error instanceof Cancelled || this.stopping.signal.aborted) return;
      const problem = error instanceof Error ? error.message : String(error);
      this.log.error({ err: error, backtest: row.backtestId }, 'backtest failed');
      await leader.transaction((tx) => endBacktest(tx, row.backtestId, 'FAILED', problem));
    }
  }

  private tellParity(row: BacktestRow | undefined): void {
    if (row === undefined) return;
    const { backtestId: backtest, version, same, added, gone, changed } = row;
    const found = { backtest, version, same, added, gone, changed };
    if (added + gone + changed === 0) this.log.info(found, 'the pack in force gives the alerts on record');
    else this.log.error(found, 'ALARM: the pack in force does not give the alerts on record');
  }

  private async compare(leader: Session, reader: Session, row: BacktestRow): Promise<void> {
    await reader.sql.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    try {
      if (row.kind === 'PARITY') await requireSettled(reader.sql, row.version);
      const counts: BacktestCounts = { same: 0, added: 0, gone: 0, changed: 0 };
      let total: number | null = null;
      let done = 0;
      let ordinal = 0;
      let found: BacktestDifferenceRow[] = [];
      const write = (): Promise<void> =>
        leader.transaction(async (tx) => {
          if (found.length > 0) await addDifferences(tx, row.backtestId, found);
          if (!(await noteProgress(tx, row.backtestId, { done, total, ...counts }))) throw new Cancelled();
          found = [];
        });
      const differences = backtest(reader.sql, {
        policy: readPolicy(row.pack),
        signal: this.stopping.signal,
        onProgress: (more, all) => {
          done += more;
          total = all;
        },
        ...(row.from === null ? {} : { from: row.from.getTime() }),
        ...(row.to === null ? {} : { to: row.to.getTime() }),
        ...(row.clientIds === null ? {} : { clientIds: row.clientIds }),
      });
      let wroteAt = performance.now();
      for (let next = await differences.next(); ; next = await differences.next()) {
        if (next.done === true) {
          Object.assign(counts, next.value);
          break;
        }
        ordinal += 1;
        counts[COUNTED[next.value.change]] += 1;
        found.push(rowOf(next.value, ordinal));
        if (found.length >= CHUNK || performance.now() - wroteAt > 1_000) {
          await write();
          wroteAt = performance.now();
        }
      }
      await write();
    } finally {
      await reader.sql.query('ROLLBACK');
    }
  }

  private async pause(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, LOOK_MS);
    });
    clearTimeout(timer);
  }
}

/** While clients are being judged again the record may differ, and rightly so. */
async function requireSettled(sql: Sql, version: string): Promise<void> {
  const inForce = await currentPolicy(sql);
  if (inForce?.version !== version) throw new Error('Another pack came into force meanwhile; it is checked anew.');
  if ((await countUnfinished(sql)) > 0) throw new Error('Clients were being judged again; it is checked anew.');
}

const COUNTED = { ADDED: 'added', GONE: 'gone', CHANGED: 'changed' } as const;

const rowOf = (difference: BacktestDifference, ordinal: number): BacktestDifferenceRow => ({
  ordinal,
  change: difference.change,
  clientId: difference.clientId,
  entityId: difference.entityId,
  before: difference.before?.verdict ?? null,
  after: difference.after?.verdict ?? null,
  body: JSON.stringify(difference),
});
