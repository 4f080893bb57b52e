import type { Sql, Tx } from '../database/connection.js';

/** One change that somebody made through the api. */
export interface AuditRow {
  readonly personId: string;
  readonly address: string;
  readonly operation: string;
  readonly target: string;
  /** JSON. */
  readonly before: string | null;
  /** JSON. */
  readonly after: string | null;
}

export const appendAudit = (tx: Tx, row: AuditRow): Promise<unknown> =>
  tx.query(
    `INSERT INTO audit (recorded_at, person_id, address, operation, target, before, after)
     VALUES (recording_time(), $1, $2, $3, $4, $5, $6)`,
    [row.personId, row.address, row.operation, row.target, row.before, row.after],
  );

/** The newest first, from the one before `before` on. */
export const auditTrail = (
  sql: Sql,
  before: number,
  limit: number,
): Promise<(AuditRow & { readonly position: number; readonly recordedAt: Date })[]> =>
  sql.query(
    `SELECT position, recorded_at AS "recordedAt", person_id AS "personId", address, operation, target, before, after
       FROM audit WHERE position < $1 ORDER BY position DESC LIMIT $2`,
    [before, limit],
  );
