import type { Sql } from '../database/connection.js';

/** What a parity check found. */
export interface ParityFinding {
  readonly backtestId: string;
  readonly version: string;
  readonly added: number;
  readonly gone: number;
  readonly changed: number;
  /** Whose alerts differ. */
  readonly clients: number;
  /** Stands for the differences: the same alerts that differ in the same way have the same. `null`: there is none. */
  readonly digest: string | null;
}

/** The newest parity check that was brought to its end, then the one before. */
export const lastFindings = (sql: Sql): Promise<ParityFinding[]> =>
  sql.query(
    `SELECT backtest_id AS "backtestId", version, added, gone, changed, clients, digest
       FROM (SELECT * FROM backtest WHERE kind = 'PARITY' AND status = 'DONE' ORDER BY created_at DESC LIMIT 2) AS b,
            LATERAL (SELECT count(DISTINCT client_id) AS clients, md5(string_agg(md5(body), '' ORDER BY md5(body))) AS digest
                       FROM backtest_difference d WHERE d.backtest_id = b.backtest_id) AS found
      ORDER BY b.created_at DESC`,
  );
