import { COLUMNS_MAX, ROWS_MAX, tooManyColumns, tooManyRows, UnreadableList, type Delimiter } from './table';

const DELIMITERS: readonly Delimiter[] = [';', '\t', ','];
/** By so many rows it is seen how the cells are separated. */
const LOOKED_AT = 50;

/** Splits a text into rows and cells; quoted cells may hold anything, a quote twice. Rows without anything are left out. */
export function parseDelimited(text: string, delimiter: Delimiter, most = Infinity): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const endRow = (): void => {
    if (row.some((cell) => cell !== '')) {
      if (rows.length >= ROWS_MAX) throw tooManyRows();
      rows.push(row);
    }
    row = [];
  };
  const add = (cell: string): void => {
    if (row.length >= COLUMNS_MAX) throw tooManyColumns();
    row.push(cell);
  };
  const ends = new RegExp(`[${delimiter}\\r\\n]`, 'g');
  let at = 0;
  while (at < text.length && rows.length < most) {
    if (text[at] === '"') {
      const { cell, next } = quoted(text, at);
      at = next;
      // What stands between the closing quote and the end of the cell belongs to it all the same.
      const end = endOf(text, ends, at);
      add(cell + text.slice(at, end));
      at = end;
    } else {
      const end = endOf(text, ends, at);
      add(text.slice(at, end));
      at = end;
    }
    if (text[at] === delimiter) {
      at += 1;
      // A cell that nothing follows is a cell.
      if (at >= text.length) add('');
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    endRow();
  }
  endRow();
  return rows;
}

function endOf(text: string, ends: RegExp, from: number): number {
  ends.lastIndex = from;
  return ends.exec(text)?.index ?? text.length;
}

function quoted(text: string, start: number): { cell: string; next: number } {
  let cell = '';
  for (let from = start + 1; ;) {
    const end = text.indexOf('"', from);
    if (end === -1) throw new UnreadableList('A quote is opened in the list and never closed.');
    cell += text.slice(from, end);
    if (text[end + 1] !== '"') return { cell, next: end + 1 };
    cell += '"';
    from = end + 2;
  }
}

/** The separator by which the first rows come out as wide as one another, and as wide as can be. */
export function delimiterOf(text: string): Delimiter {
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: scoreOf(text, delimiter) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score > 0 ? best.delimiter : ',';
}

function scoreOf(text: string, delimiter: Delimiter): number {
  let rows: string[][];
  try {
    rows = parseDelimited(text, delimiter, LOOKED_AT);
  } catch (error) {
    if (error instanceof UnreadableList) return 0;
    throw error;
  }
  const widths = new Map<number, number>();
  for (const { length } of rows) widths.set(length, (widths.get(length) ?? 0) + 1);
  const [width, often] = [...widths].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0]);
  // How alike the rows are counts for more than how many cells they have.
  return width < 2 ? 0 : often / rows.length + Math.min(width, 100) / 1_000;
}
