import type { Sql, Tx } from './connection.js';

export interface StoredPolicy {
  readonly version: string;
  /** Where in the log it came into force. */
  readonly position: number;
  /** JSON as it was written. */
  readonly pack: string;
}

/** The pack in force: the one activated last. */
export async function currentPolicy(sql: Sql): Promise<StoredPolicy | undefined> {
  const [row] = await sql.query<StoredPolicy>(
    'SELECT version, position, pack FROM policy ORDER BY position DESC LIMIT 1',
  );
  return row;
}

/** The version of the pack in force, without its content. */
export async function policyVersion(sql: Sql): Promise<string | undefined> {
  const [row] = await sql.query<{ version: string }>('SELECT version FROM policy ORDER BY position DESC LIMIT 1');
  return row?.version;
}

/** The pack in force, and whether it is still on its way to some clients. */
export async function policyInForce(sql: Sql): Promise<{ version: string | null; spreading: boolean }> {
  const [row] = await sql.query<{ version: string | null; spreading: boolean }>(
    `SELECT (SELECT version FROM policy ORDER BY position DESC LIMIT 1) AS version,
            EXISTS (SELECT FROM fan_out WHERE finished_at IS NULL AND cause = 'POLICY') AS spreading`,
  );
  return row ?? { version: null, spreading: false };
}

/** A pack on record, with where it came into force last. */
export async function policyOf(sql: Sql, version: string): Promise<StoredPolicy | undefined> {
  const [row] = await sql.query<StoredPolicy>(
    'SELECT version, position, pack FROM policy WHERE version = $1 ORDER BY position DESC LIMIT 1',
    [version],
  );
  return row;
}

/** Every pack that was ever in force, in the order in which they came; one that came back is there again. */
export const allPolicies = (sql: Sql): Promise<StoredPolicy[]> =>
  sql.query('SELECT version, position, pack FROM policy ORDER BY position');

/** Puts the content of a version on record; what stands there stays. */
export const addPack = (tx: Tx, version: string, pack: string, atMs: number): Promise<unknown> =>
  tx.query(
    `INSERT INTO policy_pack (version, recorded_at, pack) VALUES ($1, to_timestamp($2 / 1000.0), $3)
     ON CONFLICT (version) DO NOTHING`,
    [version, atMs, pack],
  );

/**
 * Puts a pack on record into force.
 * @param proposalId `null` for the pack that the installation itself was given
 */
export const activatePack = (
  tx: Tx,
  { version, position, proposalId }: { version: string; position: number; proposalId: string | null },
  atMs: number,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO policy_activation (position, version, recorded_at, effective_from, proposal_id, notify)
     VALUES ($1, $2, to_timestamp($3 / 1000.0), to_timestamp($3 / 1000.0), $4, false)`,
    [position, version, atMs, proposalId],
  );

/** That a pack came into force. */
export interface Activation {
  readonly position: number;
  readonly version: string;
  readonly recordedAt: Date;
  readonly effectiveFrom: Date;
  /** `null`: the pack that the installation itself was given. */
  readonly activatedBy: string | null;
  /** Whether people are told what it changes. */
  readonly notify: boolean;
}

/** In the order in which they came. */
export const activationsSince = (sql: Sql, position: number): Promise<Activation[]> =>
  sql.query(
    `SELECT position, version, recorded_at AS "recordedAt", effective_from AS "effectiveFrom",
            activated_by AS "activatedBy", notify
       FROM policy_activation WHERE position > $1 ORDER BY position`,
    [position],
  );
