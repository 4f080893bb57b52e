import { createHash } from 'node:crypto';
import { createDataSource } from './connection.js';
import { APP_ROLE } from './migrations/3-privileges.js';

interface MigrateLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/**
 * Brings the schema up to date and gives the apps' role its password.
 * @param databaseUrl of an owner who may create tables and, unless the role exists, roles
 * @returns the address with which the apps connect: as a role that can only read and append to the log
 */
export async function migrate(options: {
  databaseUrl: string;
  log: MigrateLog;
  /** Default: derived from `databaseUrl`, so that every starter gives the same one and nothing has to be stored. */
  appPassword?: string;
}): Promise<{ appUrl: string }> {
  const { databaseUrl, log } = options;
  const dataSource = createDataSource(databaseUrl, 2, 'scopewatch-migrate');
  await dataSource.initialize();
  try {
    // Two starters at once: the second waits and finds nothing left to do.
    await dataSource.query('SELECT pg_advisory_lock(hashtext($1))', ['scopewatch-migrate']);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    if (done.length > 0) log.info({ migrations: done.map((m) => m.name) }, 'schema brought up to date');
    const url = new URL(databaseUrl);
    const password =
      options.appPassword ?? createHash('sha256').update(`${APP_ROLE}\0${databaseUrl}`).digest('base64url');
    // ALTER ROLE takes no parameters, so the database quotes the password itself.
    const [quoted] = await dataSource.query<{ literal: string }[]>('SELECT quote_literal($1::text) AS literal', [
      password,
    ]);
    await dataSource.query(`ALTER ROLE ${APP_ROLE} LOGIN PASSWORD ${quoted?.literal ?? "''"}`);
    url.username = APP_ROLE;
    url.password = password;
    return { appUrl: url.toString() };
  } finally {
    await dataSource.destroy();
  }
}
