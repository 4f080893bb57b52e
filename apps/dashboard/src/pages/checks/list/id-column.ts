import { isEmail, mayBeId, widthOf, type Table } from './table';

/** A column as a person is asked about it. */
interface Column {
  readonly index: number;
  /** As its first cell calls it, or by its number. */
  readonly label: string;
  /** Mostly addresses: nobody's id. */
  readonly emails: boolean;
}

/** By so many rows a column is judged. */
const SAMPLED = 200;
/** Words by which a first row names a column of ids. */
const ID_WORDS =
  /^((client|customer|cust|kunden?|crm|account|konto|user|person|member|mitglieds?)[\s_.-]*)?(ids?|no\.?|nr\.?|num|number|nummer|key)$|^(client|customer|kunde)$/i;

const cellAt = (row: readonly string[] | undefined, column: number): string => (row?.[column] ?? '').trim();

/** A first row names its columns where it holds words and no ids: none that is known, nothing that is an address or a number. */
export function hasHeader(table: Table, onFile: ReadonlySet<string>): boolean {
  const cells = (table.rows[0] ?? []).map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (table.rows.length < 2 || cells.length === 0) return cells.some((cell) => ID_WORDS.test(cell));
  if (cells.some((cell) => onFile.has(cell) || isEmail(cell) || /^[\d.,+-]+$/.test(cell))) return false;
  if (cells.some((cell) => ID_WORDS.test(cell))) return true;
  // No word of it comes again below.
  return (
    cells.every((cell, i) => !table.rows.slice(1, SAMPLED).some((row) => cellAt(row, i) === cell)) && isUnlike(table)
  );
}

/** Whether the first row is of another kind than those below: words over digits or addresses. */
function isUnlike(table: Table): boolean {
  const [first = [], ...rest] = table.rows.slice(0, SAMPLED);
  return first.some((cell, i) => {
    if (/[\d@]/.test(cell) || cell.trim() === '') return false;
    const below = rest.map((row) => cellAt(row, i)).filter((each) => each !== '');
    return below.length > 0 && below.filter((each) => /[\d@]/.test(each)).length / below.length > 0.9;
  });
}

export function columnsOf(table: Table, header: boolean): Column[] {
  const sample = table.rows.slice(header ? 1 : 0, SAMPLED);
  return Array.from({ length: widthOf(table) }, (_, index) => {
    const cells = sample.map((row) => cellAt(row, index)).filter((cell) => cell !== '');
    const name = header ? cellAt(table.rows[0], index) : '';
    return {
      index,
      label: name === '' ? `Column ${index + 1}` : name,
      emails: cells.length > 0 && cells.filter(isEmail).length * 2 > cells.length,
    };
  });
}

/**
 * The columns that may hold ids, the likeliest first: those that say so, and those of single words with digits in them, each
 * of which stands there once. Names, dates, amounts and ways to reach somebody are nobody's id, and are not looked up.
 */
export function idCandidates(table: Table, header: boolean): number[] {
  const rows = table.rows.slice(header ? 1 : 0, SAMPLED);
  const scored = columnsOf(table, header).flatMap(({ index, label, emails }) => {
    if (emails) return [];
    const cells = rows.map((row) => cellAt(row, index)).filter((cell) => cell !== '');
    if (cells.length === 0) return [];
    const says = header && ID_WORDS.test(label);
    const looks = share(cells, looksLikeId) > 0.9 && new Set(cells).size / cells.length > 0.9;
    return says || looks ? [{ index, score: Number(says) * 2 + Number(looks) }] : [];
  });
  return scored.sort((a, b) => b.score - a.score || a.index - b.index).map(({ index }) => index);
}

const share = (cells: readonly string[], holds: (cell: string) => boolean): number =>
  cells.filter(holds).length / cells.length;

const DATE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}([T ].*)?$/;
const AMOUNT = /^[+-]?\d+([.,]\d+)+$/;
const TELEPHONE = /^(\+|00)[\d()/.-]{6,}$/;

const looksLikeId = (cell: string): boolean =>
  mayBeId(cell) && /\d/.test(cell) && !/\s/.test(cell) && ![DATE, AMOUNT, TELEPHONE].some((kind) => kind.test(cell));

/** Some ids of a column, by which it is seen whether any are known. */
export const sampleOf = (table: Table, column: number, header: boolean): string[] => [
  ...new Set(
    table.rows
      .slice(header ? 1 : 0, SAMPLED)
      .map((row) => cellAt(row, column))
      .filter(mayBeId),
  ),
];

/** All ids of a column, each once. What can be nobody's, such as an address, is left out. */
export const idsOf = ({ rows }: Table, column: number, header: boolean): string[] => [
  ...new Set(
    rows
      .slice(header ? 1 : 0)
      .map((row) => cellAt(row, column))
      .filter(mayBeId),
  ),
];
