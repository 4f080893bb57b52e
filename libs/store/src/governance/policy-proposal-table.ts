import type { Sql, Tx } from '../database/connection.js';

/** A rule pack that somebody wants to put into force. */
export interface PolicyProposal {
  readonly proposalId: string;
  readonly version: string;
  readonly pack: string;
  readonly reason: string;
  readonly backtestId: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decision: 'APPROVED' | 'REJECTED' | null;
  /** From when on it is to be in force; `null` until it is approved. */
  readonly effectiveFrom: Date | null;
  /** Whether people are told what it changes. */
  readonly notify: boolean;
  readonly activatedAt: Date | null;
  /** Who took the approved pack back before it came into force. */
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
}

const COLUMNS = `proposal_id AS "proposalId", version, pack, reason, backtest_id AS "backtestId",
  proposed_by AS "proposedBy", proposed_at AS "proposedAt", decided_by AS "decidedBy", decided_at AS "decidedAt",
  decision, effective_from AS "effectiveFrom", notify, activated_at AS "activatedAt",
  withdrawn_by AS "withdrawnBy", withdrawn_at AS "withdrawnAt"`;

/** The newest first. */
export const policyProposals = (sql: Sql, limit: number): Promise<PolicyProposal[]> =>
  sql.query(`SELECT ${COLUMNS} FROM policy_proposal ORDER BY proposed_at DESC LIMIT $1`, [limit]);

/** The newest proposal of a version. */
export async function proposalOf(sql: Sql, version: string): Promise<PolicyProposal | undefined> {
  const [row] = await sql.query<PolicyProposal>(
    `SELECT ${COLUMNS} FROM policy_proposal WHERE version = $1 ORDER BY proposed_at DESC LIMIT 1`,
    [version],
  );
  return row;
}

/** The newest proposal of a version, locked, so that only one decision is taken. */
export async function lockProposal(tx: Tx, version: string): Promise<PolicyProposal | undefined> {
  const [row] = await tx.query<PolicyProposal>(
    `SELECT ${COLUMNS} FROM policy_proposal WHERE version = $1 ORDER BY proposed_at DESC LIMIT 1 FOR UPDATE`,
    [version],
  );
  return row;
}

/** Two proposals at once: the second waits here until the first is committed. */
export const lockProposing = (tx: Tx): Promise<unknown> =>
  tx.query(`SELECT pg_advisory_xact_lock(hashtext('scopewatch-propose'))`);

export const addProposal = (
  tx: Tx,
  p: Pick<PolicyProposal, 'proposalId' | 'version' | 'pack' | 'reason' | 'backtestId' | 'proposedBy'>,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO policy_proposal (proposal_id, version, pack, reason, backtest_id, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp())`,
    [p.proposalId, p.version, p.pack, p.reason, p.backtestId, p.proposedBy],
  );

/** @param effectiveFrom `null`: at once */
export const approveProposal = (
  tx: Tx,
  proposalId: string,
  { by, effectiveFrom, notify }: { by: string; effectiveFrom: Date | null; notify: boolean },
): Promise<unknown> =>
  tx.query(
    `UPDATE policy_proposal SET decision = 'APPROVED', decided_by = $2, decided_at = clock_timestamp(),
            effective_from = coalesce($3, clock_timestamp()), notify = $4 WHERE proposal_id = $1`,
    [proposalId, by, effectiveFrom, notify],
  );

export const rejectProposal = (tx: Tx, proposalId: string, by: string): Promise<unknown> =>
  tx.query(
    `UPDATE policy_proposal SET decision = 'REJECTED', decided_by = $2, decided_at = clock_timestamp()
      WHERE proposal_id = $1`,
    [proposalId, by],
  );

/** @returns whether it was approved, not in force, and not withdrawn before */
export async function withdrawProposal(tx: Tx, proposalId: string, by: string): Promise<boolean> {
  const withdrawn = await tx.change(
    `UPDATE policy_proposal SET withdrawn_by = $2, withdrawn_at = clock_timestamp()
      WHERE proposal_id = $1 AND decision = 'APPROVED' AND activated_at IS NULL AND withdrawn_at IS NULL`,
    [proposalId, by],
  );
  return withdrawn > 0;
}

/** An approved pack whose time has come, locked; the one that is due longest. */
export async function lockDueProposal(tx: Tx): Promise<PolicyProposal | undefined> {
  const [row] = await tx.query<PolicyProposal>(
    `SELECT ${COLUMNS} FROM policy_proposal
      WHERE decision = 'APPROVED' AND activated_at IS NULL AND withdrawn_at IS NULL AND effective_from <= clock_timestamp()
      ORDER BY effective_from, proposed_at LIMIT 1 FOR UPDATE`,
  );
  return row;
}

export const noteActivated = (tx: Tx, proposalId: string): Promise<unknown> =>
  tx.query('UPDATE policy_proposal SET activated_at = clock_timestamp() WHERE proposal_id = $1', [proposalId]);
