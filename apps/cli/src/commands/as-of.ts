import { instant } from '#domain';
import { bookAsOf, countClient, noCounts, within } from '#history';
import { note, writeLine } from '../input.js';
import { onDatabase, policyInForce } from '../on-database.js';
import { tellProgress } from '../tell-progress.js';
import { timeOption } from '../time-option.js';

export interface AsOfCommand {
  readonly trueOn?: string;
  readonly knownOn?: string;
  readonly client?: string;
  readonly entity?: string;
}

/** The book, or one client of it, as true at one time and as known at another: a line for each client, then the sums. */
export async function bookOnDay(options: AsOfCommand): Promise<void> {
  const trueOn = timeOption('true-on', options.trueOn) ?? instant(Date.now());
  const knownOn = timeOption('known-on', options.knownOn)?.to;
  const clientIds = options.client === undefined ? undefined : [options.client];
  const entities = options.entity === undefined ? null : [options.entity];
  const counts = noCounts();
  const progress = tellProgress('Judging', 'clients');
  await onDatabase('as-of', async (sql) => {
    const policy = await policyInForce(sql);
    for await (const chunk of bookAsOf(sql, {
      trueOn,
      knownOn,
      clientIds,
      policy,
      onProgress: progress.onProgress,
    })) {
      for (const client of chunk) {
        const seen = within(client, entities);
        if (seen === null) continue;
        countClient(counts, seen);
        await writeLine(JSON.stringify(seen));
      }
    }
  });
  progress.done();
  if (options.client !== undefined && counts.clients === 0) {
    note(`Nothing was known of a client ${options.client}.`);
    process.exitCode = 1;
    return;
  }
  const { clients, reverseSolicited, inDrift, alerts } = counts;
  note(`${clients} clients, ${reverseSolicited} reverse-solicited, ${inDrift} in drift, ${alerts} alerts`);
}
