import { decodeText } from './decode-text';
import { delimiterOf, parseDelimited } from './delimited';
import { BYTES_MAX, UnreadableList, type Table } from './table';
import { isWorkbook, parseWorkbook } from './workbook';

/** The old workbooks of before 2007, which are something else altogether. */
const isOldWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11;

/** Reads a list as somebody has it. @throws UnreadableList with a sentence for them */
export function readList(bytes: Uint8Array): Table {
  if (bytes.length > BYTES_MAX) throw new UnreadableList('The file is larger than 20 MB. Ask for it in several parts.');
  if (isOldWorkbook(bytes)) throw new UnreadableList('This is an old workbook (XLS). Save it as XLSX or CSV.');
  // What is given back for a workbook is read by spreadsheets, so it is marked.
  if (isWorkbook(bytes))
    return filled({ rows: parseWorkbook(bytes), delimiter: ',', marked: true, fromWorkbook: true });
  const { text, marked } = decodeText(bytes);
  const delimiter = delimiterOf(text);
  return filled({ rows: parseDelimited(text, delimiter), delimiter, marked, fromWorkbook: false });
}

function filled(table: Table): Table {
  if (table.rows.length === 0) throw new UnreadableList('There is nothing in the list.');
  return table;
}
