import fc from 'fast-check';
import { delimiterOf, parseDelimited } from './delimited';
import { COLUMNS_MAX, ROWS_MAX, type Delimiter } from './table';

describe('a list whose cells are separated', () => {
  it.each([
    [
      'id,name\r\n1,Ann\r\n',
      ',',
      [
        ['id', 'name'],
        ['1', 'Ann'],
      ],
    ],
    [
      'id;name\n1;"Ann; of ""X"""',
      ';',
      [
        ['id', 'name'],
        ['1', 'Ann; of "X"'],
      ],
    ],
    [
      'id\tname\r1\tAnn\r',
      '\t',
      [
        ['id', 'name'],
        ['1', 'Ann'],
      ],
    ],
    [
      'a,"two\r\nlines"\r\n\r\n,\r\nb,',
      ',',
      [
        ['a', 'two\r\nlines'],
        ['b', ''],
      ],
    ],
    ['a,"b"c', ',', [['a', 'bc']]],
    ['', ',', []],
  ] as const)('is read cell by cell: %j', (text, delimiter, rows) => {
    expect(parseDelimited(text, delimiter)).toEqual(rows);
    if (rows.length > 1) expect(delimiterOf(text)).toBe(delimiter);
  });

  it('is what was written, whatever the cells hold', () => {
    const cell = fc.string({ maxLength: 8 });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(table, fc.constantFrom<Delimiter>(',', ';', '\t'), (rows, delimiter) => {
        const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(delimiter)).join('\n');
        expect(parseDelimited(text, delimiter)).toEqual(rows.filter((row) => row.some((each) => each !== '')));
      }),
    );
  });

  it.each([
    ['id;amount\n1;1,50\n2;2,75\n3;1,00', ';'],
    ['id\tcomment\n1\ta, b; c\n2\td\n3\te, f', '\t'],
    ['id,words\n1,"a; b; c"\n2,"d; e; f"', ','],
    ['one\ntwo\nthree', ','],
  ] as const)('says by itself how: %j', (text, delimiter) => {
    expect(delimiterOf(text)).toBe(delimiter);
  });

  it('is refused where a quote never ends, and where there is too much of it', () => {
    expect(() => parseDelimited('a,"b', ',')).toThrow('never closed');
    expect(() => parseDelimited('x\n'.repeat(ROWS_MAX + 1), ',')).toThrow('200,000 rows');
    expect(() => parseDelimited(','.repeat(COLUMNS_MAX), ',')).toThrow('500 columns');
  });
});
