import { randomUUID } from 'node:crypto';
import { Client, Pool, type QueryResultRow } from 'pg';
import { migrate } from '#store';
import { APP, TEMPLATE } from '../setup/template';

/** A database of one test file's own on the server of the test run, brought up to date. */
export interface TestDatabase {
  readonly ownerUrl: string;
  /** As the role that the apps run as. */
  readonly appUrl: string;
  /** As the owner. */
  query<R extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Runs a statement in a transaction that stays open. @returns what ends it */
  hold(statement: string): Promise<() => Promise<void>>;
  drop(): Promise<void>;
}

const quiet = { info: () => undefined, warn: () => undefined };

/** @param name says in the server's lists which test it belongs to */
export async function createTestDatabase(name: string): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_DATABASE_URL'];
  if (serverUrl === undefined) throw new Error('TEST_DATABASE_URL is set by the setup of the test run; it is missing.');
  const database = `${name.replaceAll('-', '_')}_${randomUUID().slice(0, 8)}`;
  const template = process.env[TEMPLATE.server] === serverUrl ? process.env[TEMPLATE.name] : undefined;
  await onServer(serverUrl, [
    `CREATE DATABASE ${database}${template === undefined ? '' : ` TEMPLATE ${template}`}`,
    // The test server forgets what it had just committed when it crashes; a fault test must be able to blame us.
    `ALTER DATABASE ${database} SET synchronous_commit = on`,
  ]);
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  const ownerUrl = url.toString();
  // In a copy of the template nothing is left to do but what no copy takes along: the rights on the database itself.
  const { appUrl } = await migrate({ databaseUrl: ownerUrl, log: quiet, ...APP });
  const pool = new Pool({ connectionString: ownerUrl, max: 3, application_name: 'scopewatch-test' });
  // The server may be restarted under us; the next query gets a new connection.
  pool.on('error', () => undefined);
  return {
    ownerUrl,
    appUrl,
    query: async <R extends QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<R>(text, [...values])).rows,
    hold: async (statement) => {
      const client = new Client({ connectionString: ownerUrl, application_name: 'scopewatch-test-hold' });
      await client.connect();
      await client.query(`BEGIN; ${statement}`);
      return () => client.end();
    },
    drop: async () => {
      await pool.end();
      await onServer(serverUrl, [`DROP DATABASE ${database} WITH (FORCE)`]);
    },
  };
}

async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    for (const statement of statements) await pool.query(statement);
  } finally {
    await pool.end();
  }
}
