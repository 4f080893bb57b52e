import { createHash } from 'node:crypto';
import type { Sql, Tx } from './connection.js';
import { APP_ROLE } from '../migrations/3-privileges.js';
import { APP_ROLE_COLUMNS } from '../migrations/21-leases.js';
import { scramVerifier } from './scram-verifier.js';

/** The role can't be had as it was asked for. The message says what to do. */
export class RoleError extends Error {
  readonly exitCode = 2;

  constructor(message: string) {
    super(message);
    this.name = 'RoleError';
  }
}

export interface RoleOptions {
  /** As the installation asks for it; by default one that is free in this cluster. */
  readonly asked: string | undefined;
  readonly password: string;
}

export interface PreparedRole {
  readonly role: string;
  /** Whether its password is the given one for sure. */
  readonly passwordIsSet: boolean;
}

/** What is to be known of a cluster to settle whose role a role is. */
interface Cluster {
  readonly database: string;
  readonly owner: string;
}

/**
 * The role that this database was prepared for; `undefined` for one that was never prepared. A database of before roles
 * had names of their own was prepared for the one role that there was.
 */
export async function appRoleOf(sql: Sql): Promise<string | undefined> {
  const [tables] = await sql.query<{ named: boolean; prepared: boolean }>(
    `SELECT to_regclass('app_role') IS NOT NULL AS named, to_regclass('event') IS NOT NULL AS prepared`,
  );
  if (tables?.named !== true) return tables?.prepared === true ? APP_ROLE : undefined;
  const [row] = await sql.query<{ name: string }>('SELECT name FROM app_role');
  return row?.name ?? APP_ROLE;
}

/**
 * Sees to it that there is a role for the apps, notes it, and gives it its password if Scopewatch made it for this very database.
 * Everybody in the cluster sees a role's comment, so that is where it stands: whoever made the role otherwise, a database
 * administrator or another installation, finds it untouched.
 */
export async function ensureRole(tx: Tx, options: RoleOptions): Promise<PreparedRole> {
  const prepared = await settleRole(tx, options);
  // Before the first migration, so that whoever prepares the same database at the same time finds it.
  await tx.query(`CREATE TABLE IF NOT EXISTS app_role (${APP_ROLE_COLUMNS})`);
  await tx.query('INSERT INTO app_role (name) VALUES ($1) ON CONFLICT DO NOTHING', [prepared.role]);
  return prepared;
}

async function settleRole(tx: Tx, options: RoleOptions): Promise<PreparedRole> {
  const [cluster] = await tx.query<Cluster>('SELECT current_database() AS database, current_user AS owner');
  if (cluster === undefined) throw new Error('The database told no name.');
  requirePassword(options.password);
  const preparedFor = await appRoleOf(tx);
  if (preparedFor !== undefined && options.asked !== undefined && preparedFor !== options.asked) {
    throw new RoleError(
      `The database ${cluster.database} was prepared for the role ${preparedFor}, and SCOPEWATCH_DB_ROLE is ${options.asked}. ` +
        `Leave it out or set it to ${preparedFor}: what a database has granted is not moved to another role.`,
    );
  }
  const role = preparedFor ?? options.asked ?? (await freeName(tx, cluster));
  await requirePlainName(tx, role);
  const state = await stateOf(tx, role, cluster);
  // Made by a version that noted nothing; where no other database knows it, it was made for this one.
  if (state === 'unclaimed' && preparedFor !== undefined && (await claim(tx, role, cluster)))
    return settle(tx, role, options);
  switch (state) {
    case 'absent':
      await create(tx, role, cluster, options);
      return { role, passwordIsSet: true };
    case 'ours':
      return settle(tx, role, options);
    case 'unclaimed':
    case 'foreign':
      return { role, passwordIsSet: false };
  }
}

/**
 * Takes away what would let the role make tables that could be taken for ours. It is looked at each time that a database is
 * prepared: one that was restored or copied comes without what was settled for it as a whole.
 * @returns what is to be said where the owner may not do it
 */
export async function closeOff(tx: Tx, role: string): Promise<string | undefined> {
  const open = async () => {
    const [row] = await tx.query<{ temporary: boolean; create: boolean; database: string; schema: string }>(
      `SELECT has_database_privilege($1, current_database(), 'TEMPORARY') AS temporary,
              has_schema_privilege($1, current_schema(), 'CREATE') AS create,
              quote_ident(current_database()) AS database, quote_ident(current_schema()) AS schema`,
      [role],
    );
    return row === undefined || !(row.temporary || row.create) ? undefined : row;
  };
  const before = await open();
  if (before === undefined) return undefined;
  const { database, schema } = before;
  const statements = [
    ...(before.temporary ? [`REVOKE TEMPORARY ON DATABASE ${database} FROM PUBLIC, ${role}`] : []),
    ...(before.create ? [`REVOKE CREATE ON SCHEMA ${schema} FROM PUBLIC, ${role}`] : []),
  ];
  for (const statement of statements) await attempted(tx, statement);
  if ((await open()) === undefined) return undefined;
  return `The role ${role} may make tables of its own, which only an administrator can take away: ${statements.join('; ')}`;
}

/** A name that needs no quotes anywhere; also those that stand for something else in SQL are refused. */
async function requirePlainName(sql: Sql, role: string): Promise<void> {
  const [row] = await sql.query<{ plain: boolean }>('SELECT quote_ident($1) = $1 AS plain', [role]);
  if (row?.plain === true && /^[a-z_][a-z0-9_]{0,62}$/.test(role) && !/^(pg_|public$|none$)/.test(role)) return;
  throw new RoleError(
    `"${role}" can't be the name of the apps' role: take small letters, digits and underscores, at most 63, not beginning with a digit or "pg_". Set SCOPEWATCH_DB_ROLE.`,
  );
}

function requirePassword(password: string): void {
  if (/^[\x20-\x7e]{1,500}$/.test(password)) return;
  throw new RoleError('SCOPEWATCH_APP_PASSWORD must consist of 1 to 500 printable ASCII characters.');
}

/** The usual name, unless somebody else in the cluster has it: then the database's name is part of it. */
async function freeName(sql: Sql, cluster: Cluster): Promise<string> {
  for (const name of [APP_ROLE, namedAfter(cluster.database)]) {
    const state = await stateOf(sql, name, cluster);
    if (state === 'absent' || state === 'ours') return name;
  }
  throw new RoleError(
    `The roles ${APP_ROLE} and ${namedAfter(cluster.database)} exist and were not made for the database ${cluster.database}. ` +
      'Set SCOPEWATCH_DB_ROLE to a name that is free, or to the role that is meant, with DATABASE_APP_URL.',
  );
}

function namedAfter(database: string): string {
  const plain = database.toLowerCase().replace(/[^a-z0-9_]/g, '_');
  const name = `${APP_ROLE}_${plain}`;
  if (plain === database && name.length <= 63) return name;
  const digest = createHash('sha256').update(database).digest('hex').slice(0, 8);
  return `${name.slice(0, 63 - 9)}_${digest}`;
}

type RoleState = 'absent' | 'ours' | 'foreign' | 'unclaimed';

async function stateOf(sql: Sql, role: string, cluster: Cluster): Promise<RoleState> {
  const [row] = await sql.query<{ comment: string | null }>(
    `SELECT shobj_description(oid, 'pg_authid') AS comment FROM pg_roles WHERE rolname = $1`,
    [role],
  );
  if (row === undefined) return 'absent';
  if (row.comment === null) return 'unclaimed';
  return row.comment === mark(cluster) ? 'ours' : 'foreign';
}

const mark = ({ database }: Cluster): string => `Made by Scopewatch for the database ${database}.`;

/** @returns whether the role serves no other database, and may be changed by us */
async function claim(tx: Tx, role: string, cluster: Cluster): Promise<boolean> {
  const elsewhere = await tx.query(
    `SELECT FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid AND d.refclassid = 'pg_authid'::regclass
      WHERE r.rolname = $1 AND d.dbid NOT IN (0, (SELECT oid FROM pg_database WHERE datname = current_database())) LIMIT 1`,
    [role],
  );
  if (elsewhere.length > 0) return false;
  return attempted(tx, `COMMENT ON ROLE ${role} IS ${literal(mark(cluster))}`);
}

async function create(tx: Tx, role: string, cluster: Cluster, { password }: RoleOptions): Promise<void> {
  if (!(await attempted(tx, `CREATE ROLE ${role} LOGIN PASSWORD ${literal(scramVerifier(password))}`))) {
    throw new RoleError(
      `The role ${role} does not exist and ${cluster.owner} may not create roles. Have an administrator run ` +
        `CREATE ROLE ${role} LOGIN PASSWORD '…', and give its address as DATABASE_APP_URL; or give ${cluster.owner} CREATEROLE.`,
    );
  }
  await tx.query(`COMMENT ON ROLE ${role} IS ${literal(mark(cluster))}`);
}

async function settle(tx: Tx, role: string, { password }: RoleOptions): Promise<PreparedRole> {
  const isSet = await attempted(tx, `ALTER ROLE ${role} LOGIN PASSWORD ${literal(scramVerifier(password))}`);
  return { role, passwordIsSet: isSet };
}

/** @returns `false` where we may not; the transaction goes on */
async function attempted(tx: Tx, statement: string): Promise<boolean> {
  await tx.query('SAVEPOINT attempt');
  try {
    await tx.query(statement);
    await tx.query('RELEASE SAVEPOINT attempt');
    return true;
  } catch (error) {
    await tx.query('ROLLBACK TO SAVEPOINT attempt');
    if (error instanceof Error && 'code' in error && error.code === '42501') return false;
    throw error;
  }
}

/** Statements about roles take no parameters. With standard strings a quote is all that must be doubled. */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
