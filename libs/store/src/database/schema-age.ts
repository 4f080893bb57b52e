import { migrations } from '../migrations/index.js';
import type { Sql } from './connection.js';

/** The schema and this program don't belong together. The message says which of them is too old, and what to do. */
export class SchemaError extends Error {
  constructor(
    message: string,
    readonly exitCode: 2 | 3,
  ) {
    super(message);
    this.name = 'SchemaError';
  }
}

/** The number at the end of a migration's name; its age. */
const ageOf = (name: string): number => Number(/1700000(\d{6})$/.exec(name)?.[1] ?? 0);

const NAMES = migrations.map(({ name }) => name);
const AGE = Math.max(...NAMES.map(ageOf));

/**
 * @throws SchemaError where the schema lacks something that this program needs, or no longer has what this program needs.
 * A schema that is merely newer will do: it says itself of which age a program must be.
 */
export async function requireSchema(sql: Sql): Promise<void> {
  requireAge(await programAgeWanted(sql));
  const done = new Set(await migrationsDone(sql));
  const missing = NAMES.filter((name) => !done.has(name));
  if (missing.length === 0) return;
  throw new SchemaError(
    `The schema of the database is too old for this program: it lacks ${missing[0] ?? ''}` +
      `${missing.length > 1 ? ` and ${missing.length - 1} more` : ''}. Run "scopewatch prepare" as the owner of the database, then start again.`,
    3,
  );
}

/** @throws SchemaError where the schema is too new for this program */
export async function requireOldEnough(sql: Sql): Promise<void> {
  requireAge(await programAgeWanted(sql));
}

function requireAge(wanted: number): void {
  if (wanted <= AGE) return;
  throw new SchemaError(
    `The schema of the database is too new for this program: it takes one that knows migration ${wanted}, and this one ` +
      `knows ${AGE} at most. Run the version of Scopewatch that the database was last prepared with, or a later one.`,
    2,
  );
}

async function programAgeWanted(sql: Sql): Promise<number> {
  const rows = await known<{ age: number }>(sql, 'schema_age', 'oldest_program AS age');
  return rows[0]?.age ?? 0;
}

async function migrationsDone(sql: Sql): Promise<string[]> {
  return (await known<{ name: string }>(sql, 'migration', 'name')).map(({ name }) => name);
}

/** A database that isn't prepared, or was by a version that didn't say this, knows nothing. */
async function known<R>(sql: Sql, table: string, columns: string): Promise<R[]> {
  const [may] = await sql.query<{ read: boolean }>(
    `SELECT coalesce(has_table_privilege(to_regclass($1)::oid, 'SELECT'), false) AS read`,
    [table],
  );
  return may?.read === true ? sql.query<R>(`SELECT ${columns} FROM ${table}`) : [];
}
