import { findEndpoints, readConfig, showProgress } from '#runtime';
import { readPolicy } from '#contract';
import { rebuildProjections } from '#history';
import { createDataSource, currentPolicy, Session } from '#store';
import { CliError } from '../cli-error.js';
import { note, writeLine } from '../input.js';

/**
 * Builds scope and alerts again from the log beside those in use, and compares row by row. Nothing is sent by it. Rows
 * that agree need no change; where some differ nothing is changed unless somebody approves of the differences.
 */
export async function rebuild(options: { compareOnly?: boolean; approve?: boolean }): Promise<void> {
  const { databaseUrl } = findEndpoints(readConfig(process.env));
  const dataSource = createDataSource(databaseUrl, 2, 'scopewatch-rebuild');
  await dataSource.initialize().catch((error: unknown) => {
    throw new CliError(`PostgreSQL is not reachable: ${error instanceof Error ? error.message : String(error)}`, 3);
  });
  const session = await Session.open(dataSource);
  try {
    const stored = await currentPolicy(session.sql);
    if (stored === undefined) throw new CliError('No policy pack is on record: there is nothing to rebuild.', 2);
    const progress = showProgress({ label: 'Rebuilding', unit: 'clients' });
    const result = await rebuildProjections(session, {
      policy: readPolicy(stored.pack),
      compareOnly: options.compareOnly === true,
      approved: options.approve === true,
      onDifference: (difference) => writeLine(JSON.stringify(difference)),
      onClients: (clients) => progress.add(clients),
    });
    progress.done();
    note(
      `${result.clients} clients and ${result.alerts} alerts built again, ${result.differences} differences; ` +
        (result.cutOver ? 'the new projections are in use.' : 'nothing was changed.'),
    );
    if (result.differences > 0 && !result.cutOver) process.exitCode = 1;
  } finally {
    await session.close();
    await dataSource.destroy();
  }
}
