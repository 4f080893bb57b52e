import fc from 'fast-check';
import { csvLine } from './csv.js';

const SEPARATORS = [',', ';', '\t', '|', ' '];

/** The cells of a line as a program reads them that separates by this and minds quotes, or doesn't. */
function cellsOf(line: string, separator: string, quotes: boolean): string[] {
  const cells = [''];
  let quoted = false;
  for (let i = 0; i < line.length; i += 1) {
    const [sign = '', next] = [line[i], line[i + 1]];
    const cell = cells.at(-1) ?? '';
    if (quotes && quoted && sign === '"' && next === '"') {
      cells[cells.length - 1] = `${cell}"`;
      i += 1;
    } else if (quotes && sign === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (sign === separator && !quoted) cells.push('');
    else cells[cells.length - 1] = cell + sign;
  }
  return cells;
}

/** A sign that stands alone is no formula, and a space before one hides it from no spreadsheet. */
const isFormula = (cell: string): boolean => /^[\s"]*[=+\-@＝＋－＠]\s*\S/.test(cell);

const text = fc
  .array(
    fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '＝',
      ',',
      ';',
      '|',
      '\t',
      '\r',
      '\n',
      ' ',
      '"',
      "'",
      'a',
      '1',
      '=1+1',
      '2026-01-01',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('a line of a table', () => {
  it('is RFC 4180', () => {
    expect(csvLine(['a', null, 'b c', 'say "no"', '1,5'])).toBe('a,,"b c","say ""no""","1,5"\r\n');
    expect(csvLine(['2026-01-01T00:00:00Z', 'al-1', 'in-2'])).toBe('2026-01-01T00:00:00Z,al-1,in-2\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', '" \'=1"'],
    ['a;=1', '"a;\'=1"'],
    ['a\t=1', '"a \'=1"'],
    ['a\n=1', '"a \'=1"'],
    ['a,"=1"', '"a,""\'=1"""'],
    ['a - b', '"a - b"'],
  ])('has no formula in it: %j', (given, written) => {
    expect(csvLine([given])).toBe(`${written}\r\n`);
  });

  it('has none whatever separates it, with quotes or without, and says what it said', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (values) => {
        const line = csvLine(values);
        expect(line.slice(0, -2)).not.toMatch(/[\p{Cc}]/u);
        const read = SEPARATORS.flatMap((separator) =>
          [true, false].flatMap((quotes) => cellsOf(line.slice(0, -2), separator, quotes)),
        );
        expect(read.filter(isFormula)).toEqual([]);
        const letters = (cells: readonly string[]): string => cells.join('\0').replace(/[\p{Cc}\s']+/gu, '');
        expect(letters(cellsOf(line.slice(0, -2), ',', true))).toBe(letters(values));
      }),
      { numRuns: 2_000 },
    );
  });
});
