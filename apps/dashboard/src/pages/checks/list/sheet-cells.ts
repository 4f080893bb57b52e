import { attribute, pieces } from './sheet-xml';
import { COLUMNS_MAX, ROWS_MAX, tooManyColumns, tooManyRows } from './table';

/** The texts that cells of a workbook refer to by number; what is only a reading aid is left out. */
export function sharedStringsIn(xml: string): string[] {
  const strings: string[] = [];
  let current = '';
  let aid = false;
  for (const { name, closes, empty, text } of pieces(xml)) {
    if (name === 'rPh') aid = !closes && !empty;
    else if (name === 't' && !closes && !empty && !aid) current += text;
    else if (name === 'si' && (closes || empty)) {
      strings.push(current);
      current = '';
    }
  }
  return strings;
}

/** The number of a column, from 0, in the name of a cell: `B7` is in 1. */
export function columnIn(cell: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(cell)?.[0];
  if (letters === undefined) return null;
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** The cells of a sheet as texts, row by row; rows without anything are left out. */
export function rowsIn(xml: string, strings: readonly string[]): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let column = -1;
  let type: string | null = null;
  let value = '';
  for (const { name, closes, empty, tag, text } of pieces(xml)) {
    if (name === 'row' && (closes || empty)) {
      if (row.some((cell) => cell !== '')) {
        if (rows.length >= ROWS_MAX) throw tooManyRows();
        rows.push(row);
      }
      row = [];
      column = -1;
    } else if (name === 'c') {
      if (!closes) {
        column = columnIn(attribute(tag, 'r') ?? '') ?? column + 1;
        if (column >= COLUMNS_MAX) throw tooManyColumns();
        type = attribute(tag, 't');
        value = '';
      }
      if (closes || empty) {
        while (row.length < column) row.push('');
        row[column] = shown(value, type, strings);
      }
    } else if ((name === 'v' || name === 't') && !closes && !empty) value += text;
  }
  return rows;
}

function shown(value: string, type: string | null, strings: readonly string[]): string {
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== null && type !== 'n') return value;
  // A long number is kept as 1.2345E+15 where it was written as 1234500000000000.
  const number = Number(value);
  return /e/i.test(value) && Number.isSafeInteger(number) ? String(number) : value;
}
