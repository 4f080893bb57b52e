import { listLag } from '#store';
import { namesIn, wordsOf } from './alert-words.js';
import { MS } from './log-blocks.js';
import type { Source } from './source.js';

const NAME = 'I16 the list of alerts says of each what the alert says';
const PAGE = 5_000;

/** What the list has of an alert, as it stands there. */
const PLAIN = [
  ...['survivor_id', 'entity_id', 'verdict', 'severity', 'active', 'status', 'incident_id', 'kind', 'service'],
  ...['asset_class', 'country', 'article61_2', 'assignee', 'proposed'],
] as const;
const TIMES = ['effective_at', 'raised_at'] as const;

type Sides = Readonly<Record<string, unknown>> & {
  readonly client_id: string;
  readonly alert_id: string;
  readonly alert: Readonly<Record<string, unknown>> | null;
  readonly listed: Readonly<Record<string, unknown>> | null;
};

/** Holds the list against the alerts, in the order of client and alert. What is not listed yet is said, and not held against it. */
export async function listHolds({ sql, report, progress }: Source): Promise<void> {
  const waiting = await notListedYet(sql);
  const { seconds } = await listLag(sql);
  const [count] = await sql.query<{ n: number }>('SELECT count(*) AS n FROM alert');
  const shown = progress('Comparing the list of alerts', 'alerts', count?.n ?? 0);
  let alerts = 0;
  for (let after: readonly [string, string] | null = null; ;) {
    const rows: Sides[] = await sql.query<Sides>(pairs(after), after ?? []);
    for (const row of rows) {
      const { client_id, alert_id, alert, listed } = row;
      if (waiting.has(keyOf(row))) continue;
      const at = { table: 'listed_alert', row: { client_id, alert_id } };
      if (alert === null) await report.violation('I16', { kind: 'NO_SUCH_ALERT', ...at, column: 'alert_id' });
      else if (listed === null) await report.violation('I16', { kind: 'NOT_LISTED', ...at, column: 'alert_id' });
      else {
        const { explanation, view, ...columns } = alert;
        const texts = [client_id, columns['survivor_id'], alert_id, explanation, namesIn(String(view))];
        await report.compare('I16', at, { ...columns, words: wordsOf(texts.join(' ')) }, listed);
      }
    }
    alerts += rows.length;
    shown.add(rows.length);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = [last.client_id, last.alert_id];
  }
  shown.done();
  report.invariant(
    NAME,
    `${alerts} alerts${waiting.size === 0 ? '' : `, ${waiting.size} changed and not listed yet, the oldest for ${Math.round(seconds)} s`}`,
  );
}

const sideOf = (table: string): string =>
  `json_build_object(${[
    ...PLAIN.map((column) => `'${column}', ${table}.${column}`),
    ...TIMES.map((column) => `'${column}', ${MS(`${table}.${column}`)}`),
    table === 'a'
      ? `'explanation', a.explanation, 'view', a.view`
      : `'words', ARRAY(SELECT word FROM unnest(tsvector_to_array(l.words)) AS word ORDER BY word COLLATE "C")`,
  ].join(', ')})`;

const keysOf = (table: string, after: readonly string[] | null): string =>
  `(SELECT client_id, alert_id FROM ${table} ${after === null ? '' : 'WHERE (client_id, alert_id) > ($1, $2)'} ORDER BY 1, 2 LIMIT ${PAGE})`;

const pairs = (after: readonly string[] | null): string => `
  SELECT k.client_id, k.alert_id, CASE WHEN a.alert_id IS NOT NULL THEN ${sideOf('a')} END AS alert,
         CASE WHEN l.alert_id IS NOT NULL THEN ${sideOf('l')} END AS listed
    FROM (SELECT * FROM (${keysOf('alert', after)} UNION ${keysOf('listed_alert', after)}) AS keys ORDER BY 1, 2 LIMIT ${PAGE}) AS k
    LEFT JOIN alert a ON (a.client_id, a.alert_id) = (k.client_id, k.alert_id)
    LEFT JOIN listed_alert l ON (l.client_id, l.alert_id) = (k.client_id, k.alert_id)
   ORDER BY 1, 2`;

const keyOf = ({ client_id, alert_id }: { readonly client_id: string; readonly alert_id: string }): string =>
  JSON.stringify([client_id, alert_id]);

async function notListedYet(sql: Source['sql']): Promise<Set<string>> {
  const rows = await sql.query<{ client_id: string; alert_id: string }>(
    'SELECT DISTINCT client_id, alert_id FROM alert_change',
  );
  return new Set(rows.map(keyOf));
}
