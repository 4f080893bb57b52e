import type { DataSource } from 'typeorm';
import { readPolicy } from '#contract';
import { backtest, type BacktestCounts, type BacktestDifference } from '#history';
import type { Log } from '#runtime';
import {
  addDifferences,
  becomeBacktester,
  endBacktest,
  nextBacktest,
  noteProgress,
  Session,
  withSession,
  type BacktestDifferenceRow,
  type BacktestRow,
} from '#store';

const LOOK_MS = 2_000;
const CHUNK = 500;

/** Somebody cancelled the backtest while it ran. */
class Cancelled extends Error {}

/**
 * Works off backtests, one at a time, in one of the apis. Each reads one picture of the log in a read-only transaction and
 * writes its findings through another connection. One that was under way when its process died begins anew.
 */
export class BacktestRunner {
  private readonly stopping = new AbortController();
  private wake: () => void = () => undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Log,
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
    } catch (error) {
      // Whoever stops us finds it under way and begins anew.
      if (error instanceof Cancelled || this.stopping.signal.aborted) return;
      const problem = error instanceof Error ? error.message : String(error);
      this.log.error({ err: error, backtest: row.backtestId }, 'backtest failed');
      await leader.transaction((tx) => endBacktest(tx, row.backtestId, 'FAILED', problem));
    }
  }

  private async compare(leader: Session, reader: Session, row: BacktestRow): Promise<void> {
    await reader.sql.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    try {
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
