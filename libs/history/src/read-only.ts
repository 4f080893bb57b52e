import type { Session, Sql } from '#store';

/**
 * Runs `work` on one picture of the database, in a transaction in which nothing can be written: what others commit
 * meanwhile is left to the next question.
 */
export async function readOnly<T>(session: Session, work: (sql: Sql) => Promise<T>): Promise<T> {
  await session.sql.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    return await work(session.sql);
  } finally {
    // Nothing was written, so there is nothing to keep; the connection may be gone.
    await session.sql.query('ROLLBACK').catch(() => undefined);
  }
}
