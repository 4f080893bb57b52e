import { readPolicy } from '#contract';
import type { Policy } from '#domain';
import { findEndpoints, readConfig } from '#runtime';
import { currentPolicy, readOnly, withSession, type Session, type Sql, type Tx } from '#store';
import { CliError } from './cli-error.js';
import { connect } from './connect.js';

/**
 * Runs a question on one snapshot of the database, in a transaction in which nothing can be written.
 * @param name which command it is, for the lists of the database server
 * @throws CliError with exit code 3 when the database is not reachable
 */
export const onDatabase = <T>(name: string, question: (sql: Sql, databaseUrl: string) => Promise<T>): Promise<T> =>
  inSession(name, (session, databaseUrl) => readOnly(session, (sql) => question(sql, databaseUrl)));

/** Likewise, for the little that a command writes. */
export const changeDatabase = <T>(name: string, change: (tx: Tx) => Promise<T>): Promise<T> =>
  inSession(name, (session) => session.transaction(change));

async function inSession<T>(name: string, work: (session: Session, databaseUrl: string) => Promise<T>): Promise<T> {
  const { databaseUrl } = findEndpoints(readConfig(process.env));
  const dataSource = await connect(databaseUrl, 2, name);
  try {
    return await withSession(dataSource, (session) => work(session, databaseUrl));
  } finally {
    await dataSource.destroy();
  }
}

/** The pack in force: the one that the alerts on record were judged by. */
export async function policyInForce(sql: Sql): Promise<Policy> {
  const stored = await currentPolicy(sql);
  if (stored === undefined) throw new CliError('No policy pack is on record: nothing has been judged yet.', 2);
  return readPolicy(stored.rules);
}
