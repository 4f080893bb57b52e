/** What a spreadsheet takes for the beginning of a formula, also in the width of East Asian characters. */
const FORMULA = '[=+\\-@＝＋－＠]';

/**
 * Where a formula would begin: at the beginning of the cell, or after whatever some spreadsheet separates cells by. With
 * another separator than ours quotes hold nothing together, so each place inside a cell is a beginning too.
 */
const BEGINNING = new RegExp(`(^[\\s"']*|[,;|][\\s"']*|[\\s"'](?=${FORMULA}(?!\\s)))(?=${FORMULA})`, 'g');

/** Would end the cell or the line, or be a beginning by itself. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/** One line of a table in RFC 4180, which no spreadsheet reads as a formula, whatever it separates by. */
export const csvLine = (values: readonly (string | null)[]): string => `${values.map(cell).join(',')}\r\n`;

function cell(value: string | null): string {
  const text = (value ?? '').replace(CONTROLS, ' ').replace(BEGINNING, "$1'");
  return /[\s",;|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
