import type { Sql, Tx } from '../database/connection.js';

/** While it stands, nothing of the client is erased. */
export interface LegalHold {
  readonly holdId: string;
  readonly clientId: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: Date;
  readonly liftedBy: string | null;
  readonly liftedAt: Date | null;
  readonly liftReason: string | null;
}

const COLUMNS = `hold_id AS "holdId", client_id AS "clientId", reason, placed_by AS "placedBy", placed_at AS "placedAt",
  lifted_by AS "liftedBy", lifted_at AS "liftedAt", lift_reason AS "liftReason"`;

/** Those that stand first, the newest first. @param of ids of one client; `null`: of everybody */
export const legalHolds = (sql: Sql, of: readonly string[] | null, limit: number): Promise<LegalHold[]> =>
  sql.query(
    `SELECT ${COLUMNS} FROM legal_hold WHERE $1::text[] IS NULL OR client_id = ANY($1)
      ORDER BY lifted_at IS NOT NULL, placed_at DESC, hold_id LIMIT $2`,
    [of, limit],
  );

/** Those that stand on any of these ids. */
export const holdsOn = (sql: Sql, clientIds: readonly string[]): Promise<LegalHold[]> =>
  sql.query(`SELECT ${COLUMNS} FROM legal_hold WHERE client_id = ANY($1) AND lifted_at IS NULL ORDER BY placed_at`, [
    clientIds,
  ]);

export const placeHold = (
  tx: Tx,
  hold: Pick<LegalHold, 'holdId' | 'clientId' | 'reason' | 'placedBy'>,
): Promise<unknown> =>
  tx.query('INSERT INTO legal_hold (hold_id, client_id, reason, placed_by) VALUES ($1, $2, $3, $4)', [
    hold.holdId,
    hold.clientId,
    hold.reason,
    hold.placedBy,
  ]);

/** @returns the hold as it was; `undefined` where none of that id stands */
export async function liftHold(tx: Tx, holdId: string, by: string, reason: string): Promise<LegalHold | undefined> {
  const [hold] = await tx.query<LegalHold>(
    `SELECT ${COLUMNS} FROM legal_hold WHERE hold_id = $1 AND lifted_at IS NULL FOR UPDATE`,
    [holdId],
  );
  if (hold === undefined) return undefined;
  await tx.query(
    'UPDATE legal_hold SET lifted_by = $2, lifted_at = clock_timestamp(), lift_reason = $3 WHERE hold_id = $1',
    [holdId, by, reason],
  );
  return hold;
}
