import { join } from 'node:path';
import { checkout } from '#runtime';
import type { Sql } from '#store';
import { inThreads, type Threads, type ThreadStart } from '../threads.js';
import type { JudgedChunk, Terms } from '#history';

/** What a thread is given when it starts. */
export type BacktestStart = ThreadStart & Omit<Terms, 'policy'>;

const SCRIPT = join(checkout, 'dist', 'libs', 'whatif', 'src', 'backtest', 'thread.js');

/** Judges chunks in threads; yields what came of them in their order. */
export const judgeInThreads = (
  sql: Sql,
  chunks: readonly (readonly string[])[],
  { policy, from, to, databaseUrl, count }: Terms & Threads,
): AsyncGenerator<JudgedChunk> =>
  inThreads<JudgedChunk, BacktestStart>(sql, SCRIPT, chunks, count, {
    databaseUrl,
    rules: JSON.stringify(policy.packs),
    from,
    to,
  });
