import type { Session, Sql } from './connection.js';

/**
 * Runs `work` on one snapshot of the database, in a transaction in which nothing can be written: what others commit
 * meanwhile is left to the next question.
 */
export async function readOnly<T>(session: Session, work: (sql: Sql) => Promise<T>): Promise<T> {
  await beginReadOnly(session.sql);
  try {
    return await work(session.sql);
  } finally {
    // Nothing was written, so there is nothing to keep; the connection may be gone.
    await endReadOnly(session.sql).catch(() => undefined);
  }
}

/** For whoever must look whether the snapshot is of use before going on with it. */
export const beginReadOnly = (sql: Sql): Promise<unknown> =>
  sql.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');

export const endReadOnly = (sql: Sql): Promise<unknown> => sql.query('ROLLBACK');

/** @returns a name by which other connections see the snapshot of this transaction, for as long as it lasts */
export async function shareSnapshot(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot');
  if (row === undefined) throw new Error('The database gave no snapshot.');
  return row.snapshot;
}

/** Begins a transaction on the snapshot of another one. */
export async function beginOnSnapshot(sql: Sql, snapshot: string): Promise<void> {
  await beginReadOnly(sql);
  await sql.query(`SET TRANSACTION SNAPSHOT '${snapshot.replaceAll("'", '')}'`);
}
