import type { Sql } from '#store';
import type { TextTable } from './where-clients-stand.js';

type Row = Readonly<Record<string, unknown>>;

const NAMING = (column: string): string =>
  `EXISTS (SELECT FROM unnest($1::text[]) AS s WHERE strpos(t.${column}, s) > 0)`;

/** Rows of a table whose texts may name the client, or that are about one of their alerts. */
export const textsNaming = (
  sql: Sql,
  table: string,
  { key, texts, aboutAlert }: TextTable,
  spellings: readonly string[],
  alertIds: readonly string[],
): Promise<Row[]> => {
  const columns = [...new Set([...key, ...texts, ...(aboutAlert === undefined ? [] : [aboutAlert.column])])];
  const about = aboutAlert === undefined ? 'false' : `t.${aboutAlert.column} = ANY($2)`;
  const wanted = alertIds.map((id) => `${aboutAlert?.prefix ?? ''}${id}`);
  return sql.query(
    `SELECT ${columns.map((c) => `t.${c}`).join(', ')} FROM ${table} t
      WHERE ${texts.map(NAMING).join(' OR ')} OR ${about} AND $2::text[] IS NOT NULL`,
    [spellings, wanted],
  );
};

export interface AlertParts {
  readonly client_id: string;
  readonly alert_id: string;
  readonly view: string;
  readonly explanation: string;
  readonly proposed: string | null;
}

export const alertsOf = (sql: Sql, ids: readonly string[]): Promise<AlertParts[]> =>
  sql.query(
    'SELECT client_id, alert_id, view, explanation, proposed FROM alert WHERE client_id = ANY($1) OR survivor_id = ANY($1)',
    [ids],
  );

/** Of what a rebuild has put into use it is still to be seen that it did; of all others nothing is needed any more. */
const PUT_INTO_USE = ['IN_USE', 'ROLLING_BACK', 'ROLLED_BACK', 'DISCARDED'];

/** The keys of rows that go, by table. */
export async function rowsToDrop(
  sql: Sql,
  ids: readonly string[],
  spellings: readonly string[],
): Promise<Readonly<Record<string, readonly Row[]>>> {
  return {
    client: await sql.query('SELECT client_id FROM client WHERE client_id = ANY($1)', [ids]),
    rebuilt_client: await sql.query('SELECT rebuild_id, client_id FROM rebuilt_client WHERE client_id = ANY($1)', [
      ids,
    ]),
    shadowed_client: await sql.query('SELECT shadow_id, client_id FROM shadowed_client WHERE client_id = ANY($1)', [
      ids,
    ]),
    rebuild_difference: await sql.query(
      `SELECT rebuild_id, ordinal FROM rebuild_difference JOIN rebuild USING (rebuild_id)
        WHERE client_id = ANY($1) AND (kind = 'client' OR NOT stage = ANY($2))`,
      [ids, PUT_INTO_USE],
    ),
    idempotency: await sql.query(
      `SELECT person_id, key FROM idempotency t WHERE ${NAMING('answer')} OR ${NAMING('key')}`,
      [spellings],
    ),
  };
}

/** Rows with a column that is an id of the client, by table: their keys, and the columns that hold more. */
export async function rowsOfClient(sql: Sql, ids: readonly string[]) {
  return {
    evidence_task: await sql.query<Row>(
      'SELECT tag, assignee, assigned_by FROM evidence_task WHERE client_id = ANY($1)',
      [ids],
    ),
    desk_event: await sql.query<Row & { message: string }>('SELECT message FROM desk_event WHERE client_id = ANY($1)', [
      ids,
    ]),
    mention: await sql.query<Row>('SELECT person_id, position FROM mention WHERE client_id = ANY($1)', [ids]),
    planned_check_answer: await sql.query<Row & { check_id: string; body: string }>(
      'SELECT check_id, ordinal, body FROM planned_check_answer WHERE client_id = ANY($1)',
      [ids],
    ),
    backtest_difference: await sql.query<Row & { body: string }>(
      'SELECT backtest_id, ordinal, body FROM backtest_difference WHERE client_id = ANY($1)',
      [ids],
    ),
    shadow_difference: await sql.query<Row & { body: string }>(
      `SELECT shadow_id, survivor_id, alert_id, body FROM shadow_difference
        WHERE client_id = ANY($1) OR survivor_id = ANY($1)`,
      [ids],
    ),
    rebuild_difference: await sql.query<Row>(
      `SELECT rebuild_id, ordinal FROM rebuild_difference JOIN rebuild USING (rebuild_id)
        WHERE client_id = ANY($1) AND kind = 'alert' AND stage = ANY($2)`,
      [ids, PUT_INTO_USE],
    ),
  };
}

/** Lists of ids that hold one of the client's, and cursors that stand at one. */
export async function listsNaming(sql: Sql, ids: readonly string[]) {
  return {
    fanOuts: await sql.query<{ position: number; client_ids: string[]; cursor: string | null }>(
      'SELECT position, client_ids, cursor FROM fan_out WHERE client_ids && $1::text[] OR cursor = ANY($1)',
      [ids],
    ),
    backtests: await sql.query<{ backtest_id: string; client_ids: string[] }>(
      'SELECT backtest_id, client_ids FROM backtest WHERE client_ids && $1::text[]',
      [ids],
    ),
    chunks: await sql.query<{ backtest_id: string; chunk: number; first_id: string; last_id: string }>(
      'SELECT backtest_id, chunk, first_id, last_id FROM backtest_chunk WHERE first_id = ANY($1) OR last_id = ANY($1)',
      [ids],
    ),
    rebuilds: await sql.query<{ rebuild_id: string }>('SELECT rebuild_id FROM rebuild WHERE cursor = ANY($1)', [ids]),
  };
}

/** What gathered the alerts of these facts. */
export const incidentsOf = (sql: Sql, keys: readonly string[]): Promise<{ incident_id: string; key: string }[]> =>
  sql.query(`SELECT incident_id, key FROM incident WHERE kind IN ('MERGE', 'RETRACTION') AND key = ANY($1)`, [keys]);

/** What of a check's answers stands in these places, as it goes on record. */
export async function answersBetween(
  sql: Sql,
  checkId: string,
  from: number,
  to: number,
): Promise<{ answers: number; sha256: string }> {
  const [row] = await sql.query<{ answers: number; sha256: string }>(
    `SELECT count(*) AS answers, encode(sha256(convert_to(string_agg(body, E'\n' ORDER BY ordinal), 'UTF8')), 'hex') AS sha256
       FROM planned_check_answer WHERE check_id = $1 AND ordinal BETWEEN $2 AND $3`,
    [checkId, from, to],
  );
  if (row === undefined) throw new Error('A count gave no row.');
  return row;
}

/** Jobs that go through clients by id and remember where they are: an erasure waits for them. */
export async function jobsUnderWay(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ job: string }>(
    `SELECT 'judging again whom a change touches' AS job WHERE EXISTS (SELECT FROM fan_out WHERE finished_at IS NULL)
     UNION ALL SELECT 'a backtest' WHERE EXISTS (SELECT FROM backtest WHERE status = 'RUNNING')
     UNION ALL SELECT 'a rebuild' WHERE EXISTS (SELECT FROM rebuild
       WHERE stage IN ('BUILDING', 'CATCHING_UP', 'CUTTING_OVER', 'ROLLING_BACK'))`,
  );
  return rows.map(({ job }) => job);
}

/** Whether anything of these ids is on file. */
export async function isOnFile(sql: Sql, ids: readonly string[]): Promise<boolean> {
  const rows = await sql.query(
    `SELECT FROM event WHERE client_id = ANY($1) UNION ALL SELECT FROM client WHERE client_id = ANY($1)
     UNION ALL SELECT FROM alert_fact WHERE client_id = ANY($1) LIMIT 1`,
    [ids],
  );
  return rows.length > 0;
}
