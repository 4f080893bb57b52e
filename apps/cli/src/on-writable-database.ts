import type { Cluster } from '#kafka';
import { findEndpoints, readConfig } from '#runtime';
import { createDataSource, withSession, type Session } from '#store';
import { CliError } from './cli-error.js';

/**
 * Runs a command that changes something, on a connection of its own.
 * @param name which command it is, for the lists of the database server
 * @throws CliError with exit code 3 when the database is not reachable
 */
export async function onWritableDatabase<T>(
  name: string,
  work: (session: Session, cluster: Required<Cluster>) => Promise<T>,
): Promise<T> {
  const { databaseUrl, brokers, security } = findEndpoints(readConfig(process.env));
  const dataSource = createDataSource(databaseUrl, 2, `scopewatch-${name}`);
  await dataSource.initialize().catch((error: unknown) => {
    throw new CliError(`PostgreSQL is not reachable: ${error instanceof Error ? error.message : String(error)}`, 3);
  });
  try {
    return await withSession(dataSource, (session) => work(session, { brokers, security }));
  } finally {
    await dataSource.destroy();
  }
}
