import type { Source } from './source.js';

const NAME = 'I12 what is told of trials, rebuilds and checks in numbers is what stands in their lines';

interface Count {
  readonly table: string;
  readonly key: string;
  readonly columns: readonly string[];
  /** Gives the key and the columns as they are counted in the lines, of those that are done. */
  readonly counted: string;
}

const byChange = (lines: string, key: string, of: string): string =>
  `SELECT t.${key}, count(l.*) FILTER (WHERE l.change = 'ADDED') AS added, count(l.*) FILTER (WHERE l.change = 'GONE') AS gone,
          count(l.*) FILTER (WHERE l.change = 'CHANGED') AS changed
     FROM ${of} t LEFT JOIN ${lines} l ON l.${key} = t.${key}`;

const COUNTS: readonly Count[] = [
  {
    table: 'backtest',
    key: 'backtest_id',
    columns: ['added', 'gone', 'changed'],
    counted: `${byChange('backtest_difference', 'backtest_id', 'backtest')} WHERE t.status = 'DONE' GROUP BY 1`,
  },
  {
    table: 'planned_check',
    key: 'check_id',
    columns: ['may', 'may_not', 'person'],
    counted: `SELECT check_id, count(*) FILTER (WHERE answer = 'MAY') AS may, count(*) FILTER (WHERE answer = 'MAY_NOT') AS may_not,
                     count(*) FILTER (WHERE answer = 'PERSON') AS person
                FROM planned_check_answer GROUP BY check_id`,
  },
];

/** Results that are judged on demand are not judged again here; that their sums are those of their lines is seen. */
export async function countsHold({ sql, report }: Source): Promise<void> {
  let rows = 0;
  for (const { table, key, columns, counted } of COUNTS) {
    const found = await sql.query<Record<string, unknown>>(
      `SELECT t.${key} AS key, to_json(t) AS is, to_json(c) AS counted FROM ${table} t JOIN (${counted}) c USING (${key})`,
    );
    rows += found.length;
    for (const row of found) {
      const [shall, is] = [row['counted'], row['is']] as [Record<string, unknown>, Record<string, unknown>];
      const expected = Object.fromEntries(columns.map((column) => [column, shall[column]]));
      await report.compare('I12', { table, row: { [key]: row['key'] } }, expected, is);
    }
  }
  report.invariant(NAME, `${rows} of them`);
}
