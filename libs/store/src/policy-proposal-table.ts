import type { Sql, Tx } from './connection.js';

/** A rule pack that somebody wants to put into force. */
export interface PolicyProposal {
  readonly version: string;
  readonly pack: string;
  readonly reason: string;
  readonly backtestId: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decision: 'APPROVED' | 'REJECTED' | null;
}

const COLUMNS = `version, pack, reason, backtest_id AS "backtestId", proposed_by AS "proposedBy",
  proposed_at AS "proposedAt", decided_by AS "decidedBy", decided_at AS "decidedAt", decision`;

export const policyProposals = (sql: Sql, limit: number): Promise<PolicyProposal[]> =>
  sql.query(`SELECT ${COLUMNS} FROM policy_proposal ORDER BY proposed_at DESC LIMIT $1`, [limit]);

/** Locked, so that only one decision is taken. */
export async function lockProposal(tx: Tx, version: string): Promise<PolicyProposal | undefined> {
  const [row] = await tx.query<PolicyProposal>(`SELECT ${COLUMNS} FROM policy_proposal WHERE version = $1 FOR UPDATE`, [
    version,
  ]);
  return row;
}

export const addProposal = (
  tx: Tx,
  p: Pick<PolicyProposal, 'version' | 'pack' | 'reason' | 'backtestId' | 'proposedBy'>,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO policy_proposal (version, pack, reason, backtest_id, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5, clock_timestamp())`,
    [p.version, p.pack, p.reason, p.backtestId, p.proposedBy],
  );

export const decideProposal = (
  tx: Tx,
  version: string,
  decision: 'APPROVED' | 'REJECTED',
  by: string,
): Promise<unknown> =>
  tx.query(
    `UPDATE policy_proposal SET decision = $2, decided_by = $3, decided_at = clock_timestamp() WHERE version = $1`,
    [version, decision, by],
  );
