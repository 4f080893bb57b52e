import { availableParallelism } from 'node:os';
import type { AlertCounts } from '#history';
import { backtest } from '#whatif';
import { compileSuccession, succession, type Policy } from '#domain';
import { note, writeLine } from '../input.js';
import type { Sql } from '#store';
import { onDatabase, policyInForce } from '../on-database.js';
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
  const given = loadPolicy(options.policy);
  const stretch = stretchOption(options);
  const progress = tellProgress('Judging', 'clients');
  const counts = await onDatabase('backtest', async (sql, databaseUrl): Promise<AlertCounts> => {
    const clientIds = options.client === undefined ? undefined : [options.client];
    const { onProgress } = progress;
    const policy = await besideOthers(sql, given);
    // One client is judged sooner than threads are started.
    const threads = clientIds === undefined ? { databaseUrl, count: availableParallelism() } : undefined;
    const differences = backtest(sql, { policy, ...stretch, clientIds, threads, onProgress });
    for (;;) {
      const next = await differences.next();
      if (next.done === true) return next.value;
      for (const difference of next.value.differences) await writeLine(JSON.stringify(difference));
    }
  });
  progress.done();
  note(`${counts.same} same, ${counts.added} added, ${counts.gone} gone, ${counts.changed} changed`);
}

/** A pack that leaves earlier acts to others is tried together with those in force. */
async function besideOthers(sql: Sql, given: Policy): Promise<Policy> {
  if (given.packs.length > 1 || given.pack.actsFrom === undefined) return given;
  return compileSuccession(succession((await policyInForce(sql)).packs, given.pack));
}
