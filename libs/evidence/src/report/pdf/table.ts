import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Cell, Line, Table } from '../blocks.js';
import { LEADING, MARGIN, RULE, SIZE } from './fonts.js';
import { layOut, type LaidLine } from './lines.js';
import type { Page } from './page.js';

/** After so many others have their turn. */
const ROWS_AT_ONCE = 50;
const PADDING = { right: 8, above: 3, below: 3 } as const;
const HEIGHT = SIZE.cell * LEADING;

interface Column {
  readonly x: number;
  readonly width: number;
}
type Row = readonly (readonly LaidLine[])[];

/**
 * A table over as many pages as it takes: its head stands on each, a row is broken only where it is longer than a good part of a
 * page.
 */
export async function drawTable(page: Page, { head, rows, widths }: Table): Promise<void> {
  const columns = columnsOf(page, widths);
  const lay = (cells: readonly Cell[]): Row => layCells(page, columns, cells, head.length === 0);
  const heading = head.length === 0 ? null : layHead(page, columns, head);
  const table = page.element('Table');
  const first = rows[0] === undefined ? undefined : lay(rows[0]);
  page.need(
    (heading === null ? 0 : heightOf(heading)) + Math.min(first === undefined ? 0 : heightOf(first), page.left),
  );
  if (heading !== null) {
    drawRow(page, table, columns, heading, () => 'TH', 'Column');
  }
  const turn = (): void => {
    page.turn();
    if (heading !== null) repeatHead(page, columns, heading);
  };
  let row = first;
  for (let i = 0; row !== undefined; i += 1) {
    if (i % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await othersTurn();
    const following = rows[i + 1];
    const next = following === undefined ? undefined : lay(following);
    const isLong = heightOf(row) > BROKEN_ABOVE;
    // The last row does not stand alone on a page.
    const isBeforeLast = i > 0 && i === rows.length - 2 && next !== undefined && heightOf(next) <= BROKEN_ABOVE;
    const height = heightOf(row) + (isBeforeLast ? heightOf(next) : 0);
    if (height > page.left && (!isLong || page.left < SHARE_MIN)) turn();
    drawRow(page, table, columns, row, (at) => (head.length === 0 && at === 0 ? 'TH' : 'TD'), 'Row', turn);
    row = next;
  }
  table.end();
  page.y += 8;
}

/** In points: a row that is higher than this may be broken, where at least so much of it fits. */
const BROKEN_ABOVE = 180;
const SHARE_MIN = 60;

function columnsOf(page: Page, widths: readonly number[]): Column[] {
  const sum = widths.reduce((a, b) => a + b, 0);
  let x: number = MARGIN.left;
  return widths.map((part) => {
    const width = (part / sum) * page.width;
    const column = { x, width: width - PADDING.right };
    x += width;
    return column;
  });
}

const layHead = (page: Page, columns: readonly Column[], head: readonly string[]): Row =>
  columns.map(({ width }, i) =>
    layOut([{ text: head[i] ?? '', tone: 'strong' }], page.face, { width, size: SIZE.cell }),
  );

const layCells = (page: Page, columns: readonly Column[], cells: readonly Cell[], firstIsHead: boolean): Row =>
  columns.map(({ width }, i) =>
    (cells[i] ?? []).flatMap((line: Line) =>
      layOut(line, page.face, {
        width,
        size: SIZE.cell,
        ...(firstIsHead && i === 0 ? { hand: 'bold' as const } : {}),
      }),
    ),
  );

const heightOf = (row: Row): number =>
  Math.max(...row.map((lines) => lines.length), 1) * HEIGHT + PADDING.above + PADDING.below;

type Element = ReturnType<Page['element']>;

function drawRow(
  page: Page,
  table: Element,
  columns: readonly Column[],
  row: Row,
  typeOf: (at: number) => 'TH' | 'TD',
  scope: 'Column' | 'Row',
  turn: () => void = () => page.turn(),
): void {
  const tr = page.element('TR', table);
  const cells = row.map((_, at) => {
    const type = typeOf(at);
    return page.element(type, tr, type === 'TH' ? { scope } : {});
  });
  let from = 0;
  const all = Math.max(...row.map((lines) => lines.length), 1);
  while (from < all) {
    const fits = Math.max(1, Math.floor((page.left - PADDING.above - PADDING.below) / HEIGHT));
    const to = Math.min(all, from + fits);
    row.forEach((lines, at) => {
      const some = lines.slice(from, to);
      const x = columns[at]?.x ?? MARGIN.left;
      if (some.length > 0) cells[at]?.add(() => page.draw(some, SIZE.cell, x, page.y + PADDING.above));
    });
    page.y += (to - from) * HEIGHT + PADDING.above + PADDING.below;
    page.rule(MARGIN.left, page.y, page.width, RULE);
    from = to;
    if (from < all) turn();
  }
  for (const cell of cells) cell.end();
  tr.end();
}

/** On later pages the head is there for the eye alone: whoever has the table read out has heard it. */
function repeatHead(page: Page, columns: readonly Column[], heading: Row): void {
  page.artifact('Pagination', () => {
    heading.forEach((lines, at) => page.draw(lines, SIZE.cell, columns[at]?.x ?? MARGIN.left, page.y + PADDING.above));
  });
  page.y += heightOf(heading);
  page.rule(MARGIN.left, page.y, page.width);
}
