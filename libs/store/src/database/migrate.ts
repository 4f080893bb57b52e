import { createHash } from 'node:crypto';
import { MigrationExecutor, type DataSource } from 'typeorm';
import { closeOff, ensureRole } from './app-role.js';
import { createDataSource, Session, type Tx } from './connection.js';
import { APP_ROLE } from '../migrations/3-privileges.js';
import { requireOldEnough, SchemaError } from './schema-age.js';

interface MigrateLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface MigrateOptions {
  /** Of an owner who may create tables and, unless the role exists, roles. */
  readonly databaseUrl: string;
  readonly log: MigrateLog;
  /** The role that the apps run as; default: the one that the database was prepared for, else one that is free. */
  readonly role?: string | undefined;
  /** Default: derived from `databaseUrl`, so that every starter gives the same one and nothing has to be stored. */
  readonly appPassword?: string | undefined;
  readonly patience?: Patience | undefined;
}

/** How long a migration waits for a table that somebody is using, since whoever comes after it waits too; and how often. */
interface Patience {
  readonly lockSeconds: number;
  readonly attempts: number;
}
const PATIENCE: Patience = { lockSeconds: 10, attempts: 6 };

/**
 * Brings the schema up to date and sees to the apps' role. All of it is in transactions, locks too: it goes through a pooler.
 * @returns the address with which the apps connect: as a role that can only read and append to the log; and whether its
 * password is the one in there, which nobody but who made the role can say otherwise
 * @throws SchemaError, RoleError
 */
export async function migrate(
  options: MigrateOptions,
): Promise<{ appUrl: string; role: string; passwordIsSet: boolean }> {
  const { databaseUrl, log } = options;
  const password =
    options.appPassword ?? createHash('sha256').update(`${APP_ROLE}\0${databaseUrl}`).digest('base64url');
  const dataSource = createDataSource(databaseUrl, 1, 'scopewatch-migrate');
  await dataSource.initialize();
  try {
    const { role, passwordIsSet } = await locked(dataSource, options.patience, async (tx) => {
      await requireOldEnough(tx);
      return ensureRole(tx, { asked: options.role, password });
    });
    const done: string[] = [];
    for (;;) {
      const name = await migrateOnce(dataSource, options.patience, role);
      if (name === undefined) break;
      done.push(name);
    }
    if (done.length > 0) log.info({ migrations: done }, 'schema brought up to date');
    const left = await locked(dataSource, options.patience, (tx) => closeOff(tx, role));
    if (left !== undefined) log.warn({ role }, left);
    const url = new URL(databaseUrl);
    url.username = role;
    url.password = password;
    return { appUrl: url.toString(), role, passwordIsSet };
  } finally {
    await dataSource.destroy();
  }
}

/** The next migration that is to be done, in a transaction of its own. @returns its name; `undefined` where all are done */
function migrateOnce(
  dataSource: DataSource,
  patience: Patience | undefined,
  role: string,
): Promise<string | undefined> {
  return locked(dataSource, patience, async (_tx, session) => {
    const runner = session.runnerAs((sql) => sql.replaceAll(APP_ROLE, role));
    // Looked up under the lock: of two starters at once the second finds nothing left to do.
    const executor = new MigrationExecutor(dataSource, runner);
    const [next] = await executor.getPendingMigrations();
    return next === undefined ? undefined : (await executor.executeMigration(next)).name;
  });
}

/**
 * Runs `work` in a transaction that no other migration goes on beside.
 * @throws SchemaError where somebody holds for too long what it needs
 */
async function locked<T>(
  dataSource: DataSource,
  { lockSeconds, attempts }: Patience = PATIENCE,
  work: (tx: Tx, session: Session) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const session = await Session.open(dataSource);
    try {
      return await session.transaction(async (tx) => {
        await tx.query(`SET LOCAL lock_timeout = '${lockSeconds}s'`);
        await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', ['scopewatch-migrate']);
        return work(tx, session);
      });
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      if (attempt < attempts) continue;
      throw new SchemaError(
        `The schema could not be brought up to date: for ${lockSeconds * attempts} s somebody has held a table, or is at it too. ` +
          'See who by pg_locks and pg_stat_activity, and run it again.',
        3,
      );
    } finally {
      await session.close();
    }
  }
}

const isLockTimeout = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '55P03';
