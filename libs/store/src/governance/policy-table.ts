import type { Sql, Tx } from '../database/connection.js';

export interface StoredPolicy {
  readonly version: string;
  /** Where in the log it came into force. */
  readonly position: number;
  /** JSON as it was written. */
  readonly pack: string;
  /** What acts are judged by: the pack, or the succession of packs that ends with it. */
  readonly rules: string;
}

/** The pack in force: the one activated last. */
export async function currentPolicy(sql: Sql): Promise<StoredPolicy | undefined> {
  const [row] = await sql.query<StoredPolicy>(
    'SELECT version, position, pack, rules FROM policy ORDER BY position DESC LIMIT 1',
  );
  return row;
}

/** As a question that is asked often: without what the pack holds. */
export async function versionInForce(sql: Sql): Promise<string | undefined> {
  const [row] = await sql.query<{ version: string }>('SELECT version FROM policy ORDER BY position DESC LIMIT 1');
  return row?.version;
}

/** Where in the log the pack in force came into force: another one, or the same once more, has another position. */
export async function policyPosition(sql: Sql): Promise<number | undefined> {
  const [row] = await sql.query<{ position: number }>(
    'SELECT position FROM policy_activation ORDER BY position DESC LIMIT 1',
  );
  return row?.position;
}

/** What judges, and whether it is still on its way to some clients. */
export interface InForce {
  /** Of the pack; `null` where none is on record. */
  readonly version: string | null;
  /** Version of the judge; `null` before any was noted. */
  readonly judge: number | null;
  readonly spreading: boolean;
}

export async function policyInForce(sql: Sql): Promise<InForce> {
  const [row] = await sql.query<InForce>(
    `SELECT (SELECT version FROM policy ORDER BY position DESC LIMIT 1) AS version,
            (SELECT judge FROM judge_change ORDER BY position DESC LIMIT 1) AS judge,
            EXISTS (SELECT FROM fan_out WHERE finished_at IS NULL AND cause = 'POLICY') AS spreading`,
  );
  return row ?? { version: null, judge: null, spreading: false };
}

/** A pack on record, with where it came into force last. */
export async function policyOf(sql: Sql, version: string): Promise<StoredPolicy | undefined> {
  const [row] = await sql.query<StoredPolicy>(
    'SELECT version, position, pack, rules FROM policy WHERE version = $1 ORDER BY position DESC LIMIT 1',
    [version],
  );
  return row;
}

/** Every pack that was ever in force, in the order in which they came; one that came back is there again. */
export const allPolicies = (sql: Sql): Promise<StoredPolicy[]> =>
  sql.query('SELECT version, position, pack, rules FROM policy ORDER BY position');

/** A pack that was in force, and when it came into force last. */
export interface PackOnRecord extends Pick<StoredPolicy, 'version' | 'pack'> {
  readonly recordedAt: Date;
}

/** The newest first. A pack that came back stands once, where it came into force last. */
export const packsOnRecord = (sql: Sql, limit: number): Promise<PackOnRecord[]> =>
  sql.query(
    `SELECT version, recorded_at AS "recordedAt", pack FROM policy p
      WHERE position = (SELECT max(position) FROM policy q WHERE q.version = p.version)
      ORDER BY position DESC LIMIT $1`,
    [limit],
  );

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
 * @param rules the succession of packs that ends with it; `null` where it alone judges
 */
export const activatePack = (
  tx: Tx,
  {
    version,
    position,
    proposalId,
    rules,
  }: { version: string; position: number; proposalId: string | null; rules: string | null },
  atMs: number,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO policy_activation (position, version, recorded_at, effective_from, proposal_id, notify, rules)
     VALUES ($1, $2, to_timestamp($3 / 1000.0), to_timestamp($3 / 1000.0), $4, false, $5)`,
    [position, version, atMs, proposalId, rules],
  );

/** That a pack came into force, or the pack in force did once more, by another version of the judge. */
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
       FROM policy_activation WHERE position > $1
     UNION ALL
     SELECT j.position, a.version, j.recorded_at, j.recorded_at, NULL, false
       FROM judge_change j
       JOIN LATERAL (SELECT position, version FROM policy_activation WHERE position <= j.position
                      ORDER BY position DESC LIMIT 1) a ON a.position < j.position
      WHERE j.position > $1
      ORDER BY position`,
    [position],
  );
