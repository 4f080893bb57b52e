import type { Report } from './report.js';

/** The result for a terminal. */
export function table({ headline, sections, notes, command }: Report): string {
  return [
    headline,
    ...sections.flatMap(({ title, rows }) => ['', `${title}:`, ...aligned(rows)]),
    ...notes.flatMap((note) => ['', note]),
    '',
    `Again: ${command}`,
  ].join('\n');
}

/** The first column and the words at the end to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isWords = (column: number): boolean => column === 0 || rows[0]?.[column] === '';
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          isWords(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .filter((line) => line !== '');
}

/** The result as a page. */
export function markdown({ headline, sections, notes, command }: Report): string {
  return [
    '# Benchmark',
    '',
    headline,
    ...sections.flatMap(({ title, rows }) => ['', `## ${title}`, '', ...piped(rows)]),
    '',
    ...notes.flatMap((note) => [note.replaceAll('\n', ' '), '']),
    '```sh',
    command,
    '```',
    '',
  ].join('\n');
}

function piped(rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const [head = [], ...rest] = rows;
  const rule = head.map((cell, column) => (column === 0 || cell === '' ? '---' : '---:'));
  return [head, rule, ...rest].map(line);
}
