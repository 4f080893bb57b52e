import type { Sql, Tx } from './connection.js';

export interface StoredPolicy {
  readonly version: string;
  readonly position: number;
  /** JSON as it was written. */
  readonly pack: string;
}

/** The pack in force: the one recorded last. */
export async function currentPolicy(sql: Sql): Promise<StoredPolicy | undefined> {
  const [row] = await sql.query<StoredPolicy>(
    'SELECT version, position, pack FROM policy ORDER BY position DESC LIMIT 1',
  );
  return row;
}

export async function policyOf(sql: Sql, version: string): Promise<StoredPolicy | undefined> {
  const [row] = await sql.query<StoredPolicy>('SELECT version, position, pack FROM policy WHERE version = $1', [
    version,
  ]);
  return row;
}

export const appendPolicy = (tx: Tx, policy: StoredPolicy, atMs: number): Promise<unknown> =>
  tx.query('INSERT INTO policy (version, position, recorded_at, pack) VALUES ($1, $2, to_timestamp($3 / 1000.0), $4)', [
    policy.version,
    policy.position,
    atMs,
    policy.pack,
  ]);

/** Every pack that was ever in force, in the order in which they came. */
export const allPolicies = (sql: Sql): Promise<StoredPolicy[]> =>
  sql.query('SELECT version, position, pack FROM policy ORDER BY position');
