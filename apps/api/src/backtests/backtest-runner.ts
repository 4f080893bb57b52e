import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { readPolicy } from '#contract';
import { backtest, takeSnapshot } from '#whatif';
import {
  backtestOf,
  beginRun,
  countUnfinished,
  currentPolicy,
  endBacktest,
  isConnectionLost,
  lastOrdinal,
  LeaderLoop,
  LeaseLost,
  nextBacktest,
  orderParity,
  readOnly,
  withSession,
  type BacktestRow,
  type LeaderParts,
  type Round,
  type Session,
  type Sql,
  type Term,
} from '#store';
import { JOBS_LOOK_MS } from '../jobs-look.js';
import { chunksThatHold } from './chunks-that-hold.js';
import { Cancelled, Findings } from './findings.js';
import { tellParity } from './tell-parity.js';

/** Judging is work for the processor: requests keep one of their own. */
const THREADS = Math.max(1, availableParallelism() - 1);

/**
 * Works off backtests, one at a time, in one of the apis. Each reads one snapshot of the log in a read-only transaction and
 * writes its findings through another connection. One that was cancelled, or under way when its process died, goes on beside
 * what it has found and what still holds. Of its own accord it orders the standing check that the pack in force gives the
 * alerts on record.
 */
export class BacktestRunner extends LeaderLoop {
  constructor(
    parts: LeaderParts,
    private readonly databaseUrl: string,
    private readonly paritySeconds: number,
  ) {
    super(parts, 'backtests', 'backtests stand still; trying again');
  }

  protected begin(term: Term): Round {
    return async () => {
      await term.session.transaction((tx) => orderParity(tx, randomUUID(), this.paritySeconds));
      const next = await term.session.transaction(nextBacktest);
      if (next === undefined) return JOBS_LOOK_MS;
      await this.work(term, next);
      return 0;
    };
  }

  private async work(term: Term, row: BacktestRow): Promise<void> {
    const { session: leader, signal } = term;
    const { log } = this.parts;
    const startedAt = performance.now();
    try {
      await withSession(this.parts.dataSource, (reader) => this.compare(term, reader, row));
      await leader.transaction(async (tx) => {
        const ended = await endBacktest(tx, row.backtestId, 'DONE', null);
        if (ended && row.kind === 'PARITY') await tellParity(tx);
      });
      const seconds = (performance.now() - startedAt) / 1000;
      log.info({ backtest: row.backtestId, version: row.version, seconds }, 'backtest done');
      if (row.kind === 'PARITY') this.logParity(await backtestOf(leader.sql, row.backtestId));
    } catch (error) {
      // Whoever comes after us finds it under way and goes on.
      if (error instanceof Cancelled || signal.aborted) return;
      // A connection that was ended is no failure of the backtest: it goes on where it was.
      if (error instanceof LeaseLost || isConnectionLost(error)) throw error;
      const problem = error instanceof Error ? error.message : String(error);
      log.error({ err: error, backtest: row.backtestId }, 'backtest failed');
      await leader.transaction((tx) => endBacktest(tx, row.backtestId, 'FAILED', problem));
    }
  }

  private logParity(row: BacktestRow | undefined): void {
    if (row === undefined) return;
    const { backtestId: backtest, version, same, added, gone, changed } = row;
    const found = { backtest, version, same, added, gone, changed };
    if (added + gone + changed === 0) this.parts.log.info(found, 'the pack in force gives the alerts on record');
    else this.parts.log.error(found, 'ALARM: the pack in force does not give the alerts on record');
  }

  private async compare({ session: leader, signal }: Term, reader: Session, row: BacktestRow): Promise<void> {
    await readOnly(reader, async (sql) => {
      if (row.kind === 'PARITY') await requireSettled(sql, row.version);
      const snapshot = await takeSnapshot(sql);
      const kept = await chunksThatHold(sql, row, snapshot);
      await leader.transaction((tx) => beginRun(tx, row.backtestId, kept, JSON.stringify(snapshot)));
      if (kept.length > 0) this.parts.log.info({ backtest: row.backtestId, chunks: kept.length }, 'backtest goes on');
      const findings = new Findings(leader, row.backtestId, kept, await lastOrdinal(leader.sql, row.backtestId));
      const compared = backtest(sql, {
        policy: readPolicy(row.pack),
        threads: { databaseUrl: this.databaseUrl, count: THREADS },
        signal,
        done: kept,
        onProgress: (more, all) => findings.progressed(more, all),
        ...(row.from === null ? {} : { from: row.from.getTime() }),
        ...(row.to === null ? {} : { to: row.to.getTime() }),
        ...(row.clientIds === null ? {} : { clientIds: row.clientIds }),
      });
      for await (const chunk of compared) await findings.add(chunk);
      await findings.write();
    });
  }
}

/** While clients are being judged again the record may differ, and rightly so. */
async function requireSettled(sql: Sql, version: string): Promise<void> {
  const inForce = await currentPolicy(sql);
  if (inForce?.version !== version) throw new Error('Another pack came into force meanwhile; it is checked anew.');
  if ((await countUnfinished(sql)) > 0) throw new Error('Clients were being judged again; it is checked anew.');
}
