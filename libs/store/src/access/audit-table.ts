import type { Sql, Tx } from '../database/connection.js';
import { Where } from '../database/where.js';

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

/** An `AuditRow` as it is on record. */
export interface AuditLine extends AuditRow {
  readonly position: number;
  readonly recordedAt: Date;
}

/** What the audit can be narrowed down by. Several values of one: any of them. */
export interface AuditFilter {
  readonly personId?: readonly string[] | undefined;
  readonly operation?: readonly string[] | undefined;
  readonly target?: string | undefined;
  /** RFC 3339; what was recorded then or later. */
  readonly from?: string | undefined;
  /** RFC 3339; what was recorded before. */
  readonly to?: string | undefined;
}

export const appendAudit = (tx: Tx, row: AuditRow): Promise<unknown> =>
  tx.query(
    `INSERT INTO audit (recorded_at, person_id, address, operation, target, before, after)
     VALUES (recording_time(), $1, $2, $3, $4, $5, $6)`,
    [row.personId, row.address, row.operation, row.target, row.before, row.after],
  );

/** The newest first. @param before the position of the last one seen */
export function auditTrail(sql: Sql, filter: AuditFilter, before: number, limit: number): Promise<AuditLine[]> {
  const where = new Where()
    .and('position < ?', before)
    .ifGiven('person_id = ANY(?)', filter.personId)
    .ifGiven('operation = ANY(?)', filter.operation)
    .ifGiven('target = ?', filter.target)
    .ifGiven('recorded_at >= ?::timestamptz', filter.from)
    .ifGiven('recorded_at < ?::timestamptz', filter.to);
  return sql.query(
    `SELECT position, recorded_at AS "recordedAt", person_id AS "personId", address, operation, target, before, after
       FROM audit ${where.sql} ORDER BY position DESC LIMIT ${where.value(limit)}`,
    where.values,
  );
}

/** Who stands in the audit, and for what, in alphabetical order: at most so many of each. */
export async function auditNames(
  sql: Sql,
  limit: number,
): Promise<{ readonly personIds: string[]; readonly operations: string[] }> {
  return {
    personIds: await distinct(sql, 'person_id', limit),
    operations: await distinct(sql, 'operation', limit),
  };
}

/** From one value to the next by the index, past all lines between. */
async function distinct(sql: Sql, column: 'person_id' | 'operation', limit: number): Promise<string[]> {
  const rows = await sql.query<{ value: string }>(
    `WITH RECURSIVE each AS (
       (SELECT ${column} AS value FROM audit ORDER BY ${column} LIMIT 1)
       UNION ALL
       SELECT (SELECT ${column} FROM audit WHERE ${column} > each.value ORDER BY ${column} LIMIT 1)
         FROM each WHERE each.value IS NOT NULL)
     SELECT value FROM each WHERE value IS NOT NULL LIMIT $1`,
    [limit],
  );
  return rows.map(({ value }) => value);
}
