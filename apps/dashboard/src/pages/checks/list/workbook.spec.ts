import { strToU8, zipSync, type Zippable } from 'fflate';
import { columnIn, rowsIn, sharedStringsIn } from './sheet-cells';
import { readList } from './read-list';
import { parseWorkbook } from './workbook';

const WORKBOOK =
  '<workbook xmlns:r="r"><sheets><sheet name="List" sheetId="7" r:id="rId9"/><sheet name="Old" sheetId="1" r:id="rId1"/></sheets></workbook>';
const RELATIONS =
  '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId9" Target="/xl/worksheets/sheet2.xml"/></Relationships>';
const STRINGS =
  '<sst><si><t>client &amp; co</t></si><si><r><t>c-</t></r><r><t xml:space="preserve">1 </t></r><rPh><t>aid</t></rPh></si><si><t/></si></sst>';
const SHEET = `<?xml version="1.0"?><x:worksheet xmlns:x="x"><!-- <c> --><x:sheetData>
  <x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="inlineStr"><x:is><x:t>na&#x6d;e</x:t></x:is></x:c></x:row>
  <x:row r="2"><x:c r="A2" t="s"><x:v>1</x:v></x:c><x:c r="B2"/><x:c r="C2" t="str"><x:f>A1</x:f><x:v>Ann</x:v></x:c><x:c><x:v>1.2E+15</x:v></x:c></x:row>
  <x:row r="3"/><x:row r="4"><x:c r="A4" t="b"><x:v>1</x:v></x:c></x:row>
</x:sheetData></x:worksheet>`;

const workbook = (more: Zippable = {}): Uint8Array =>
  zipSync({
    'xl/workbook.xml': strToU8(WORKBOOK),
    'xl/_rels/workbook.xml.rels': strToU8(RELATIONS),
    'xl/sharedStrings.xml': strToU8(STRINGS),
    'xl/worksheets/sheet1.xml': strToU8('<worksheet/>'),
    'xl/worksheets/sheet2.xml': strToU8(SHEET),
    ...more,
  });

describe('a workbook', () => {
  it('is read by its first tab, whichever file that is', () => {
    const rows = [['client & co', '', 'name'], ['c-1 ', '', 'Ann', '1200000000000000'], ['TRUE']];
    expect(parseWorkbook(workbook())).toEqual(rows);
    expect(readList(workbook())).toEqual({ rows, delimiter: ',', marked: true, fromWorkbook: true });
  });

  it('need not share its strings, nor name its cells', () => {
    expect(sharedStringsIn(STRINGS)).toEqual(['client & co', 'c-1 ', '']);
    expect(rowsIn('<row><c><v>1</v></c><c t="s"><v>9</v></c></row>', [])).toEqual([['1', '']]);
    expect(['A1', 'Z1', 'AA1', '1'].map(columnIn)).toEqual([0, 25, 26, null]);
  });

  it('is refused where it is none, is damaged, or is far larger than it looks', () => {
    const bomb = { 'xl/worksheets/sheet2.xml': new Uint8Array(30 * 1024 * 1024) };
    expect(() => parseWorkbook(workbook(bomb))).toThrow('far larger');
    expect(() => parseWorkbook(zipSync({ 'a.txt': strToU8('x') }))).toThrow('no workbook');
    expect(() => parseWorkbook(workbook().subarray(0, 300))).toThrow('damaged');
    expect(() => readList(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0))).toThrow('XLS');
  });

  it('unpacks to no more than it says, also where it says too little', () => {
    const packed = workbook({ 'xl/worksheets/sheet2.xml': new Uint8Array(30 * 1024 * 1024) });
    const view = new DataView(packed.buffer, packed.byteOffset);
    for (let at = 0; at < packed.length - 4; at += 1) {
      // The size that the directory gives for each part.
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1024 * 1024)
        view.setUint32(at + 24, 1_000, true);
    }
    const before = process.memoryUsage().arrayBuffers;
    let rows: string[][] = [];
    try {
      rows = parseWorkbook(packed);
    } catch {
      // Refused is as well.
    }
    expect(rows).toEqual([]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * 1024 * 1024);
  });

  it('is refused beyond 20 MB, and where there is nothing in it', () => {
    expect(() => readList(new Uint8Array(20 * 1024 * 1024 + 1))).toThrow('20 MB');
    expect(() => readList(new Uint8Array())).toThrow('nothing');
  });
});
