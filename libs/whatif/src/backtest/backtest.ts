import { compareWithRecord, type AlertCounts, type ComparisonOptions, type JudgedChunk } from '#history';
import type { Sql } from '#store';
import type { Threads } from '../threads.js';
import { judgeInThreads } from './threads.js';

export interface BacktestOptions extends Omit<ComparisonOptions, 'elsewhere'> {
  /** Judge beside the caller's thread, unless they are so few that a thread would take longer to start; by default in it. */
  readonly threads?: Threads | undefined;
}

/** What another pack would have given over the stored history: `compareWithRecord`, on as many threads as one wants. */
export const backtest = (
  sql: Sql,
  { threads, ...options }: BacktestOptions,
): AsyncGenerator<JudgedChunk, AlertCounts> =>
  compareWithRecord(sql, {
    ...options,
    elsewhere: threads && ((chunks) => judgeInThreads(sql, chunks, { ...options, ...threads })),
  });
