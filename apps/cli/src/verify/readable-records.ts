import type { Source } from './source.js';

const PAGE = 2_000;
const ANSWERS = /^[^/]+\/\d{1,15}-\d{1,15}$/;

interface Recorded {
  readonly at: number;
  readonly kind: string;
  readonly subject: string;
  readonly body: string;
}

/**
 * Whether what the log has on record, and what waits to be put there, can be read at all: of a kind that is known, and JSON.
 * What can't be is told row by row; nothing can be held against it then.
 * @param kinds all that there are
 */
export async function recordsAreReadable(source: Source, kinds: ReadonlySet<string>): Promise<boolean> {
  const { sql, report } = source;
  let readable = true;
  for (const [table, key] of [
    ['log_record', 'position'],
    ['record_pending', 'n'],
  ] as const) {
    for (let after = -1; ;) {
      const rows = await sql.query<Recorded>(
        `SELECT ${key} AS at, kind, subject, body FROM ${table} WHERE ${key} > $1 ORDER BY ${key} LIMIT ${PAGE}`,
        [after],
      );
      for (const row of rows) {
        const column = unreadableIn(row, kinds);
        if (column === undefined) continue;
        readable = false;
        await report.violation('I14', {
          kind: 'UNREADABLE',
          table,
          row: { [key]: row.at },
          column,
          actual: row[column],
        });
      }
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.at;
    }
  }
  return readable;
}

function unreadableIn(
  { kind, subject, body }: Recorded,
  kinds: ReadonlySet<string>,
): 'kind' | 'subject' | 'body' | undefined {
  if (!kinds.has(kind)) return 'kind';
  if (kind === 'planned_check_answer' && !ANSWERS.test(subject)) return 'subject';
  try {
    return typeof JSON.parse(body) === 'object' ? undefined : 'body';
  } catch {
    return 'body';
  }
}
