import type { Sql } from '../database/connection.js';

/** Why a monitor reads nothing at present. */
export interface TroubleRow {
  readonly message: string;
  readonly since: Date;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
}

/** @param sql one that may write; nothing else depends on it, so it is a transaction of its own */
export const noteTrouble = (
  sql: Pick<Sql, 'query'>,
  monitor: string,
  { message, since, attempts, nextAttemptAt }: TroubleRow,
): Promise<unknown> =>
  sql.query(
    `INSERT INTO reading_trouble (monitor, message, since, attempts, next_attempt_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (monitor) DO UPDATE SET message = EXCLUDED.message, since = EXCLUDED.since,
       attempts = EXCLUDED.attempts, next_attempt_at = EXCLUDED.next_attempt_at`,
    [monitor, message, since, attempts, nextAttemptAt],
  );

export const forgetTrouble = (sql: Pick<Sql, 'query'>, monitor: string): Promise<unknown> =>
  sql.query('DELETE FROM reading_trouble WHERE monitor = $1', [monitor]);

/** A monitor that was killed has tried nothing for long; it is left out. */
export const presentTroubles = (sql: Sql): Promise<TroubleRow[]> =>
  sql.query(
    `SELECT message, since, attempts, next_attempt_at AS "nextAttemptAt" FROM reading_trouble
      WHERE next_attempt_at > clock_timestamp() - interval '5 minutes' ORDER BY since, monitor LIMIT 100`,
  );
