import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { DataSource } from 'typeorm';
import { readPolicy } from '#contract';
import { backtest, takePicture } from '#history';
import type { Log } from '#runtime';
import {
  backtestOf,
  becomeBacktester,
  beginRun,
  countUnfinished,
  currentPolicy,
  endBacktest,
  lastOrdinal,
  nextBacktest,
  orderParity,
  withSession,
  type BacktestRow,
  type Session,
  type Sql,
} from '#store';
import { JobRunner } from '../job-runner.js';
import { chunksThatHold } from './chunks-that-hold.js';
import { Cancelled, Findings } from './findings.js';
import { tellParity } from './tell-parity.js';

/** Judging is work for the processor: requests keep one of their own. */
const THREADS = Math.max(1, availableParallelism() - 1);

/**
 * Works off backtests, one at a time, in one of the apis. Each reads one picture of the log in a read-only transaction and
 * writes its findings through another connection. One that was cancelled, or under way when its process died, goes on beside
 * what it has found and what still holds. Of its own accord it orders the standing check that the pack in force gives the
 * alerts on record.
 */
export class BacktestRunner extends JobRunner {
  constructor(
    dataSource: DataSource,
    log: Log,
    private readonly databaseUrl: string,
    private readonly paritySeconds: number,
  ) {
    super(dataSource, log, 'backtests');
  }

  /** @param leader holds the lock, and writes the findings */
  protected async lead(leader: Session): Promise<void> {
    while (!this.stopping.signal.aborted && !(await becomeBacktester(leader.sql))) await this.pause();
    while (!this.stopping.signal.aborted) {
      await leader.transaction((tx) => orderParity(tx, randomUUID(), this.paritySeconds));
      const next = await leader.transaction(nextBacktest);
      if (next === undefined) await this.pause();
      else await this.work(leader, next);
    }
  }

  private async work(leader: Session, row: BacktestRow): Promise<void> {
    const startedAt = performance.now();
    try {
      await withSession(this.dataSource, (reader) => this.compare(leader, reader, row));
      await leader.transaction(async (tx) => {
        const ended = await endBacktest(tx, row.backtestId, 'DONE', null);
        if (ended && row.kind === 'PARITY') await tellParity(tx);
      });
      const seconds = (performance.now() - startedAt) / 1000;
      this.log.info({ backtest: row.backtestId, version: row.version, seconds }, 'backtest done');
      if (row.kind === 'PARITY') this.logParity(await backtestOf(leader.sql, row.backtestId));
    } catch (error) {
      // Whoever comes after us finds it under way and goes on.
      if (error instanceof Cancelled || this.stopping.signal.aborted) return;
      const problem = error instanceof Error ? error.message : String(error);
      this.log.error({ err: error, backtest: row.backtestId }, 'backtest failed');
      await leader.transaction((tx) => endBacktest(tx, row.backtestId, 'FAILED', problem));
    }
  }

  private logParity(row: BacktestRow | undefined): void {
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
      const picture = await takePicture(reader.sql);
      const kept = await chunksThatHold(reader.sql, row, picture);
      await leader.transaction((tx) => beginRun(tx, row.backtestId, kept, JSON.stringify(picture)));
      if (kept.length > 0) this.log.info({ backtest: row.backtestId, chunks: kept.length }, 'backtest goes on');
      const findings = new Findings(leader, row.backtestId, kept, await lastOrdinal(leader.sql, row.backtestId));
      const compared = backtest(reader.sql, {
        policy: readPolicy(row.pack),
        threads: { databaseUrl: this.databaseUrl, count: THREADS },
        signal: this.stopping.signal,
        done: kept,
        onProgress: (more, all) => findings.progressed(more, all),
        ...(row.from === null ? {} : { from: row.from.getTime() }),
        ...(row.to === null ? {} : { to: row.to.getTime() }),
        ...(row.clientIds === null ? {} : { clientIds: row.clientIds }),
      });
      for await (const chunk of compared) await findings.add(chunk);
      await findings.write();
    } finally {
      await reader.sql.query('ROLLBACK');
    }
  }
}

/** While clients are being judged again the record may differ, and rightly so. */
async function requireSettled(sql: Sql, version: string): Promise<void> {
  const inForce = await currentPolicy(sql);
  if (inForce?.version !== version) throw new Error('Another pack came into force meanwhile; it is checked anew.');
  if ((await countUnfinished(sql)) > 0) throw new Error('Clients were being judged again; it is checked anew.');
}
