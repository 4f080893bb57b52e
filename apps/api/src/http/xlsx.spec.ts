import { unzipSync, strFromU8 } from 'fflate';
import { xlsxOf } from './xlsx.js';

async function filesOf(...pages: (string | null)[][][]): Promise<Record<string, string>> {
  const chunks: Uint8Array[] = [];
  const given = async function* () {
    yield* await Promise.resolve(pages);
  };
  for await (const chunk of xlsxOf(given())) chunks.push(chunk);
  const files = unzipSync(Buffer.concat(chunks));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}
const cell = (text: string): string => `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
const sheetOf = async (...pages: (string | null)[][][]): Promise<string> => {
  const sheet = (await filesOf(...pages))['xl/worksheets/sheet1.xml'] ?? '';
  return /<sheetData>(.*)<\/sheetData>/s.exec(sheet)?.[1] ?? sheet;
};

describe('a spreadsheet', () => {
  it('holds all that a workbook takes, each part naming the next', async () => {
    const files = await filesOf([['a']]);
    expect(Object.keys(files).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    expect(files['_rels/.rels']).toContain('Target="xl/workbook.xml"');
    expect(files['xl/_rels/workbook.xml.rels']).toContain('Target="worksheets/sheet1.xml"');
    expect(files['[Content_Types].xml']).toContain('PartName="/xl/worksheets/sheet1.xml"');
  });

  it('has the rows of all pages in their order, and an empty cell where there is nothing', async () => {
    expect(await sheetOf([['a', null, 'c']], [], [['d', '', ' e ']])).toBe(
      `<row>${cell('a')}<c/>${cell('c')}</row><row>${cell('d')}<c/>${cell(' e ')}</row>`,
    );
  });

  it('says what stands in a cell as text, whatever it looks like', async () => {
    expect(await sheetOf([['=1+1', '<b> & "q"', 'a\u0000b\ud800', '😀\n']])).toBe(
      `<row>${cell('=1+1')}${cell('&lt;b&gt; &amp; "q"')}${cell('a\ufffdb\ufffd')}${cell('😀\n')}</row>`,
    );
  });

  it('may have none', async () => {
    expect(await sheetOf()).toBe('');
  });
});
