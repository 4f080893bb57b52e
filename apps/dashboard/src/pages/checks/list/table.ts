/** How the cells of a text are separated. */
export type Delimiter = ',' | ';' | '\t';

/** A list as somebody has it: cells as they are written, row by row. */
export interface Table {
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: Delimiter;
  /** Whether the text began with the mark that says in which encoding it is; spreadsheets go by it. */
  readonly marked: boolean;
  /** Whether its cells were texts where a CSV would have formulas. */
  readonly fromWorkbook: boolean;
}

/** Why a list can't be read, in a sentence for whoever has it. */
export class UnreadableList extends Error {
  override readonly name = 'UnreadableList';
}

export const BYTES_MAX = 20 * 1024 * 1024;
export const ROWS_MAX = 200_000;
export const COLUMNS_MAX = 500;

export const tooManyRows = (): UnreadableList =>
  new UnreadableList('The list has more than 200,000 rows. Ask for it in several parts.');
export const tooManyColumns = (): UnreadableList => new UnreadableList('The list has more than 500 columns.');

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
export const isEmail = (cell: string): boolean => EMAIL.test(cell.trim());

/** The longest id that there is. */
const ID_CHARS_MAX = 256;

/** Whether a cell may be somebody's id. An address is not sent to be looked up. */
export const mayBeId = (cell: string): boolean => {
  const id = cell.trim();
  return id !== '' && id.length <= ID_CHARS_MAX && !isEmail(id) && !/\p{Cc}/u.test(id);
};

/** The widest row counts. */
export const widthOf = ({ rows }: Pick<Table, 'rows'>): number =>
  rows.reduce((width, row) => Math.max(width, row.length), 0);
