import { availableParallelism } from 'node:os';
import { backtest, type AlertCounts } from '#history';
import { note, writeLine } from '../input.js';
import { onDatabase } from '../on-database.js';
import { loadPolicy } from '../policy-option.js';
import { tellProgress } from '../tell-progress.js';
import { stretchOption } from '../time-option.js';

export interface BacktestCommand {
  readonly policy: string;
  readonly from?: string;
  readonly to?: string;
  readonly client?: string;
}

/** Tries a pack on the stored history: what differs from the alerts on record goes to standard output. */
export async function backtestPack(options: BacktestCommand): Promise<void> {
  const policy = loadPolicy(options.policy);
  const stretch = stretchOption(options);
  const progress = tellProgress('Judging', 'clients');
  const counts = await onDatabase('backtest', async (sql, databaseUrl): Promise<AlertCounts> => {
    const clientIds = options.client === undefined ? undefined : [options.client];
    const { onProgress } = progress;
    // One client is judged sooner than threads are started.
    const threads = clientIds === undefined ? { databaseUrl, count: availableParallelism() } : undefined;
    const differences = backtest(sql, { policy, ...stretch, clientIds, threads, onProgress });
    for (;;) {
      const next = await differences.next();
      if (next.done === true) return next.value;
      for (const difference of next.value) await writeLine(JSON.stringify(difference));
    }
  });
  progress.done();
  note(`${counts.same} same, ${counts.added} added, ${counts.gone} gone, ${counts.changed} changed`);
}
