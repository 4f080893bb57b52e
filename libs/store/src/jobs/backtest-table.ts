import type { Sql, Tx } from '../database/connection.js';

export type BacktestStatus = 'WAITING' | 'RUNNING' | 'DONE' | 'CANCELLED' | 'FAILED';

/** A pack tried on the stored history, as a job. */
export interface BacktestRow {
  readonly backtestId: string;
  /** What another pack would give; or the proof that the pack in force gives what is on record. */
  readonly kind: 'WHAT_IF' | 'PARITY';
  readonly version: string;
  /** The rules to judge by: a pack, or a succession of packs that ends with that version. */
  readonly pack: string;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly clientIds: readonly string[] | null;
  readonly status: BacktestStatus;
  readonly done: number;
  readonly total: number | null;
  readonly same: number;
  readonly added: number;
  readonly gone: number;
  readonly changed: number;
  readonly problem: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** JSON: what the chunks on file were compared with; `null` before anything was. */
  readonly snapshot: string | null;
  /** How many clients were done when this run began. */
  readonly doneBefore: number;
}

export interface BacktestDifferenceRow {
  /** Of the chunk. */
  readonly chunk: number;
  readonly ordinal: number;
  readonly change: string;
  readonly clientId: string;
  readonly entityId: string;
  readonly before: string | null;
  readonly after: string | null;
  /** JSON. */
  readonly body: string;
}

const COLUMNS = `backtest_id AS "backtestId", kind, version, pack, act_from AS "from", act_to AS "to", client_ids AS "clientIds",
  status, done, total, same, added, gone, changed, problem, created_by AS "createdBy", created_at AS "createdAt",
  started_at AS "startedAt", finished_at AS "finishedAt", picture AS snapshot, done_before AS "doneBefore"`;

export const addBacktest = (
  tx: Tx,
  b: Pick<BacktestRow, 'backtestId' | 'version' | 'pack' | 'from' | 'to' | 'clientIds' | 'createdBy'>,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO backtest (backtest_id, version, pack, act_from, act_to, client_ids, status, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'WAITING', $7, clock_timestamp())`,
    [b.backtestId, b.version, b.pack, b.from, b.to, b.clientIds, b.createdBy],
  );

export async function backtestOf(sql: Sql, backtestId: string): Promise<BacktestRow | undefined> {
  const [row] = await sql.query<BacktestRow>(`SELECT ${COLUMNS} FROM backtest WHERE backtest_id = $1`, [backtestId]);
  return row;
}

/** The newest first. */
export const backtests = (sql: Sql, limit: number): Promise<BacktestRow[]> =>
  sql.query(`SELECT ${COLUMNS} FROM backtest ORDER BY created_at DESC, backtest_id LIMIT $1`, [limit]);

/** The oldest that nobody has finished: one that was running when its process died goes on. */
export async function nextBacktest(tx: Tx): Promise<BacktestRow | undefined> {
  const [row] = await tx.query<BacktestRow>(
    `UPDATE backtest SET status = 'RUNNING', started_at = clock_timestamp()
      WHERE backtest_id = (SELECT backtest_id FROM backtest WHERE status IN ('WAITING', 'RUNNING')
                            ORDER BY created_at, backtest_id LIMIT 1)
     RETURNING ${COLUMNS}`,
  );
  return row;
}

export type BacktestProgress = Pick<BacktestRow, 'done' | 'total' | 'same' | 'added' | 'gone' | 'changed'>;

/** @returns whether it still runs: it may have been cancelled */
export async function noteProgress(tx: Tx, backtestId: string, p: BacktestProgress): Promise<boolean> {
  const changed = await tx.change(
    `UPDATE backtest SET done = $2, total = $3, same = $4, added = $5, gone = $6, changed = $7
      WHERE backtest_id = $1 AND status = 'RUNNING'`,
    [backtestId, p.done, p.total, p.same, p.added, p.gone, p.changed],
  );
  return changed > 0;
}

export const addDifferences = (tx: Tx, backtestId: string, rows: readonly BacktestDifferenceRow[]): Promise<unknown> =>
  tx.query(
    `INSERT INTO backtest_difference (backtest_id, chunk, ordinal, change, client_id, entity_id, before, after, body)
     SELECT $1, chunk, ordinal, change, "clientId", "entityId", before, after, body
       FROM json_to_recordset($2) AS r (chunk bigint, ordinal bigint, change text, "clientId" text, "entityId" text, before text,
            after text, body text)`,
    [backtestId, JSON.stringify(rows)],
  );

/** Has one that was cancelled, or failed, go on. @returns whether it was either */
export async function resumeBacktest(tx: Tx, backtestId: string): Promise<boolean> {
  const changed = await tx.change(
    `UPDATE backtest SET status = 'WAITING', problem = NULL, finished_at = NULL
      WHERE backtest_id = $1 AND status IN ('CANCELLED', 'FAILED') AND kind = 'WHAT_IF'`,
    [backtestId],
  );
  return changed > 0;
}

/** Ends a backtest that has not ended. @returns whether it had not */
export async function endBacktest(
  tx: Tx,
  backtestId: string,
  status: 'DONE' | 'CANCELLED' | 'FAILED',
  problem: string | null,
): Promise<boolean> {
  const changed = await tx.change(
    `UPDATE backtest SET status = $2, problem = $3, finished_at = clock_timestamp()
      WHERE backtest_id = $1 AND status IN ('WAITING', 'RUNNING')`,
    [backtestId, status, problem],
  );
  return changed > 0;
}

export const differencesOf = (
  sql: Sql,
  backtestId: string,
  filter: { change: string | null; before: string | null; after: string | null; clientId: string | null },
  after: number,
  limit: number,
): Promise<BacktestDifferenceRow[]> =>
  sql.query(
    `SELECT chunk, ordinal, change, client_id AS "clientId", entity_id AS "entityId", before, after, body FROM backtest_difference
      WHERE backtest_id = $1 AND ($2::text IS NULL OR change = $2) AND ($3::text IS NULL OR before = $3)
        AND ($4::text IS NULL OR after = $4) AND ($5::text IS NULL OR client_id = $5) AND ordinal > $6
      ORDER BY ordinal LIMIT $7`,
    [backtestId, filter.change, filter.before, filter.after, filter.clientId, after, limit],
  );

/** The differences counted by what they change, from what to what. */
export const differenceCounts = (
  sql: Sql,
  backtestId: string,
): Promise<{ change: string; before: string | null; after: string | null; count: number; clients: number }[]> =>
  sql.query(
    `SELECT change, before, after, count(*) AS count, count(DISTINCT client_id) AS clients
       FROM backtest_difference WHERE backtest_id = $1 GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3`,
    [backtestId],
  );

/** The newest parity check that was brought to its end. */
export async function lastParity(sql: Sql): Promise<BacktestRow | undefined> {
  const [row] = await sql.query<BacktestRow>(
    `SELECT ${COLUMNS} FROM backtest WHERE kind = 'PARITY' AND status = 'DONE' ORDER BY created_at DESC LIMIT 1`,
  );
  return row;
}

/**
 * Orders a parity check of the pack in force, if the last one is older than `seconds` and nobody is being judged again.
 * One that came to nothing is ordered anew after a minute at the earliest.
 */
export const orderParity = (tx: Tx, backtestId: string, seconds: number): Promise<unknown> =>
  tx.query(
    `INSERT INTO backtest (backtest_id, kind, version, pack, status, created_by, created_at)
     SELECT $1, 'PARITY', version, pack, 'WAITING', 'scopewatch', clock_timestamp()
       FROM (SELECT version, rules AS pack FROM policy ORDER BY position DESC LIMIT 1) AS in_force
      WHERE NOT EXISTS (SELECT FROM fan_out WHERE finished_at IS NULL)
        AND NOT EXISTS (SELECT FROM backtest WHERE kind = 'PARITY' AND (status IN ('WAITING', 'RUNNING')
              OR created_at > clock_timestamp() - make_interval(secs => CASE status WHEN 'DONE' THEN $2 ELSE least($2, 60) END)))`,
    [backtestId, seconds],
  );
