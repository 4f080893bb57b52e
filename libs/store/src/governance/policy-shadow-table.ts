import type { Sql, Tx } from '../database/connection.js';

/** A proposed pack that runs beside the one in force. */
export interface PolicyShadow {
  readonly shadowId: string;
  readonly proposalId: string;
  readonly version: string;
  readonly pack: string;
  readonly startedBy: string;
  readonly startedAt: Date;
  /** From when on whoever live traffic touches is judged; `null` until the worker has taken it up. */
  readonly since: Date | null;
  /** Whoever was touched by then has been judged. */
  readonly judgedTo: Date | null;
  /** Clients who wait to be judged, as of the last look. */
  readonly waiting: number;
  /** Clients judged. */
  readonly clients: number;
  readonly same: number;
  readonly added: number;
  readonly gone: number;
  readonly changed: number;
  readonly stoppedAt: Date | null;
  /** `null` with `stoppedAt`: the proposal was decided on. */
  readonly stoppedBy: string | null;
}

const SELECT = `SELECT s.shadow_id AS "shadowId", proposal_id AS "proposalId", p.version, p.pack, s.started_by AS "startedBy",
  s.started_at AS "startedAt", s.since, s.judged_to AS "judgedTo", s.waiting, s.clients, s.same, s.added, s.gone, s.changed,
  s.stopped_at AS "stoppedAt", s.stopped_by AS "stoppedBy" FROM policy_shadow s JOIN policy_proposal p USING (proposal_id)`;

/** @throws a unique violation (code 23505) while one of the same proposal runs */
export const addShadow = (tx: Tx, s: Pick<PolicyShadow, 'shadowId' | 'proposalId' | 'startedBy'>): Promise<unknown> =>
  tx.query(
    `INSERT INTO policy_shadow (shadow_id, proposal_id, started_by, started_at) VALUES ($1, $2, $3, clock_timestamp())`,
    [s.shadowId, s.proposalId, s.startedBy],
  );

/** The newest of a proposal. */
export async function shadowOf(sql: Sql, proposalId: string): Promise<PolicyShadow | undefined> {
  const [row] = await sql.query<PolicyShadow>(`${SELECT} WHERE proposal_id = $1 ORDER BY s.started_at DESC LIMIT 1`, [
    proposalId,
  ]);
  return row;
}

/** The oldest first. */
export const runningShadows = (sql: Sql): Promise<PolicyShadow[]> =>
  sql.query(`${SELECT} WHERE s.stopped_at IS NULL ORDER BY s.started_at, s.shadow_id`);

/** @returns whether it had not ended yet */
export async function stopShadow(tx: Tx, shadowId: string, by: string): Promise<boolean> {
  const stopped = await tx.change(
    `UPDATE policy_shadow SET stopped_at = clock_timestamp(), stopped_by = $2, waiting = 0
      WHERE shadow_id = $1 AND stopped_at IS NULL`,
    [shadowId, by],
  );
  return stopped > 0;
}

/** Notes how everybody stands: whoever has another version later was touched by live traffic. Nothing where it has ended. */
export async function beginShadow(tx: Tx, shadowId: string): Promise<void> {
  await tx.query(
    `INSERT INTO shadowed_client (shadow_id, client_id, version)
     SELECT shadow_id, client_id, version FROM client,
            (SELECT shadow_id FROM policy_shadow WHERE shadow_id = $1 AND stopped_at IS NULL FOR UPDATE) AS running`,
    [shadowId],
  );
  // After it: whoever is touched in between is judged too.
  await tx.query('UPDATE policy_shadow SET since = clock_timestamp() WHERE shadow_id = $1 AND stopped_at IS NULL', [
    shadowId,
  ]);
}

/** Of what has ended only what it found is kept. @returns how many clients were forgotten */
export const forgetShadowed = (tx: Tx): Promise<number> =>
  tx.change(
    `DELETE FROM shadowed_client WHERE shadow_id IN (
       SELECT shadow_id FROM policy_shadow p
        WHERE stopped_at IS NOT NULL AND EXISTS (SELECT FROM shadowed_client s WHERE s.shadow_id = p.shadow_id))`,
  );
