import type { Sql, Tx } from '../database/connection.js';

export type RejectionStepKind = 'PROPOSED' | 'SET_ASIDE' | 'TURNED_DOWN';

/** What somebody decided about a rejection. */
export interface RejectionStep {
  readonly step: number;
  readonly kind: RejectionStepKind;
  readonly actor: string;
  readonly reason: string | null;
  readonly recordedAt: Date;
}

/** How a rejection stands: settled by a re-drive, else as people decided last. */
export const REJECTION_STANDINGS = ['WAITING', 'PROPOSED', 'SET_ASIDE', 'SETTLED'] as const;
export type RejectionStanding = (typeof REJECTION_STANDINGS)[number];

export async function rejectionStanding(sql: Sql, rejectionId: string): Promise<RejectionStanding | undefined> {
  const [row] = await sql.query<{ standing: RejectionStanding }>(
    'SELECT standing FROM rejection_standing WHERE rejection_id = $1',
    [rejectionId],
  );
  return row?.standing;
}

/** Whether it says of what client it is, so that setting it aside takes two people. */
export async function rejectionNamesClient(sql: Sql, rejectionId: string): Promise<boolean> {
  const [row] = await sql.query<{ names: boolean }>('SELECT rejection_names_client($1) AS names', [rejectionId]);
  return row?.names === true;
}

/** In their order. */
export const rejectionSteps = (sql: Sql, rejectionId: string): Promise<RejectionStep[]> =>
  sql.query(
    `SELECT step, kind, actor, reason, recorded_at AS "recordedAt" FROM rejection_step
      WHERE rejection_id = $1 ORDER BY step`,
    [rejectionId],
  );

/** Its number and its time are the database's, which also refuses what takes somebody else. */
export const addRejectionStep = (
  tx: Tx,
  rejectionId: string,
  { kind, actor, reason }: Pick<RejectionStep, 'kind' | 'actor' | 'reason'>,
): Promise<unknown> =>
  tx.query('INSERT INTO rejection_step (rejection_id, kind, actor, reason) VALUES ($1, $2, $3, $4)', [
    rejectionId,
    kind,
    actor,
    reason,
  ]);

/** One decision at a time: whoever comes second sees what the first has decided. */
export const lockRejectionSteps = (tx: Tx, rejectionId: string): Promise<unknown> =>
  tx.query(`SELECT pg_advisory_xact_lock(hashtext('scopewatch-rejection'), hashtext($1))`, [rejectionId]);
