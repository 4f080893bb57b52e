import { documentsHold } from './documents.js';
import { recordsAreReadable } from './readable-records.js';
import type { Columns } from './report.js';
import type { Source } from './source.js';

const NAME = 'I14 what people and jobs decided is as the log has it on record';

/** Rows that are shown, and stand on record in the log: their key, what of them only passes, what is there as a digest. */
interface Governed {
  readonly key: readonly string[];
  readonly passing?: readonly string[];
  readonly digested?: readonly string[];
}

export const GOVERNED: Readonly<Record<string, Governed>> = {
  audit: { key: ['position'] },
  person: { key: ['person_id'], passing: ['last_seen_at'] },
  api_key: { key: ['key_id'], passing: ['last_used_at'] },
  receiver: { key: ['receiver_id'] },
  policy_pack: { key: ['version'], digested: ['pack'] },
  policy_activation: { key: ['position'], digested: ['rules'] },
  policy_proposal: { key: ['proposal_id'], digested: ['pack'] },
  judge_change: { key: ['position'] },
  rejection_outcome: { key: ['rejection_id', 'attempt'] },
  rejection_step: { key: ['rejection_id', 'step'] },
  silence: { key: ['silence_id'] },
  topic_incarnation: { key: ['topic', 'incarnation'] },
  topic_rebinding: { key: ['rebinding_id'] },
  offset_gap: { key: ['topic', 'partition', 'from_offset'] },
  rebuild: {
    key: ['rebuild_id'],
    passing: [
      ...['stage', 'cursor', 'done', 'total', 'rounds', 'caught_up', 'cut_over_version', 'problem', 'started_at'],
      ...['judged_anew', 'finished_at'],
    ],
  },
  planned_check: { key: ['check_id'], digested: ['events', 'rejected'] },
  document: { key: ['document_id'] },
  legal_hold: { key: ['hold_id'] },
  erasure: { key: ['erasure_id'] },
  restore: { key: ['epoch'] },
  demonstration: { key: ['only_row'], passing: ['clock'] },
};

const digestOf = (column: string): string => `|| CASE WHEN t.${column} IS NULL THEN '{}' ELSE jsonb_build_object(
    '${column}_sha256', encode(sha256(convert_to(to_jsonb(t) ->> '${column}', 'UTF8')), 'hex')) END`;

/** What the log has last of a row beside what stands there; of what only waits to be put there, that. */
const compared = (table: string, { key, passing = [], digested = [] }: Governed): string => `
  WITH on_record AS (
    SELECT DISTINCT ON (subject) subject, body::jsonb AS body FROM (
      SELECT subject, body, position, 0 AS later FROM log_record WHERE kind = '${table}'
      UNION ALL SELECT subject, body, n, 1 FROM record_pending WHERE kind = '${table}') told
     ORDER BY subject, later DESC, position DESC
  ), there AS (
    SELECT (${key.map((k) => `replace(t.${k}::text, '/', '~1')`).join(` || '/' || `)}) AS subject,
           to_jsonb(t) - '{${[...passing, ...digested].join(',')}}'::text[]
           ${digested.map(digestOf).join(' ')} AS body
      FROM ${table} t
  )
  SELECT subject, nullif(r.body, 'null') AS recorded, t.body AS actual
    FROM on_record r FULL JOIN there t USING (subject)
   WHERE nullif(r.body, 'null') IS DISTINCT FROM t.body`;

/** Holds each row that somebody decided about against what the log has on record of it. */
export async function onRecordHolds(source: Source): Promise<void> {
  const { sql, report } = source;
  await sql.query(`SET LOCAL timezone = 'UTC'`);
  const kinds = new Set([...Object.keys(GOVERNED), 'planned_check_answer', 'checkpoint_key']);
  if (await recordsAreReadable(source, kinds)) await rowsHold(source);
  const [sums] = await sql.query<{ records: number; waiting: number }>(
    'SELECT (SELECT count(*) FROM log_record) AS records, (SELECT count(*) FROM record_pending) AS waiting',
  );
  const { records = 0, waiting = 0 } = sums ?? {};
  report.invariant(NAME, `${records} records, ${waiting} waiting, ${Object.keys(GOVERNED).length + 1} tables`);
}

async function rowsHold(source: Source): Promise<void> {
  const { sql, report } = source;
  for (const [table, governed] of Object.entries(GOVERNED)) {
    const rows = await sql.query<{ subject: string; recorded: Columns | null; actual: Columns | null }>(
      compared(table, governed),
    );
    for (const { subject, recorded, actual } of rows) {
      const at = { table, row: { key: subject } };
      if (recorded === null) await report.violation('I14', { kind: 'NOT_ON_RECORD', ...at, column: governed.key[0] });
      else if (actual === null) await report.violation('I14', { kind: 'MISSING', ...at, column: governed.key[0] });
      // Columns that came later are not in what was recorded before; those of the key always are.
      else await report.compare('I14', at, { ...blank(governed.key), ...recorded }, actual);
    }
  }
  await answersHold(source);
  await documentsHold(source);
}

/** What a key is held to where a record lacks it: it is never that. */
const blank = (key: readonly string[]): Columns => Object.fromEntries(key.map((column) => [column, '(not on record)']));

/** The answers of a check, as many as were written at once, are those that were given. */
async function answersHold({ sql, report }: Source): Promise<void> {
  const rows = await sql.query<{ subject: string; recorded: Columns; actual: Columns | null }>(
    `SELECT subject, told.body::jsonb AS recorded, (
        SELECT jsonb_build_object('answers', count(*), 'sha256',
                 encode(sha256(convert_to(string_agg(a.body, E'\n' ORDER BY a.ordinal), 'UTF8')), 'hex'))
          FROM planned_check_answer a
         WHERE a.check_id = replace(split_part(subject, '/', 1), '~1', '/')
           AND a.ordinal BETWEEN split_part(split_part(subject, '/', 2), '-', 1)::bigint
                             AND split_part(split_part(subject, '/', 2), '-', 2)::bigint) AS actual
       FROM (SELECT subject, body FROM log_record WHERE kind = 'planned_check_answer'
             UNION ALL SELECT subject, body FROM record_pending WHERE kind = 'planned_check_answer') told`,
  );
  let answers = 0;
  for (const { subject, recorded, actual } of rows) {
    answers += Number(recorded['answers']);
    await report.compare('I14', { table: 'planned_check_answer', row: { key: subject } }, recorded, actual ?? {});
  }
  const [there] = await sql.query<{ n: number }>('SELECT count(*) AS n FROM planned_check_answer');
  if (there?.n !== answers) {
    const [expected, actual] = [answers, there?.n];
    await report.violation('I14', { kind: 'NOT_ON_RECORD', table: 'planned_check_answer', expected, actual });
  }
}
