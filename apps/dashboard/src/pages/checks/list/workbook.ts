import { strFromU8, unzipSync, type UnzipFileInfo } from 'fflate';
import { rowsIn, sharedStringsIn } from './sheet-cells';
import { attribute, pieces } from './sheet-xml';
import { UnreadableList } from './table';

/** What a workbook's parts may come to when they are unpacked. */
const UNPACKED_MAX = 200 * 1024 * 1024;
/** Text that is packed tighter than this is no list. */
const RATIO_MAX = 200;
const SMALL = 1024 * 1024;

const NAMES = { workbook: 'xl/workbook.xml', relations: 'xl/_rels/workbook.xml.rels', strings: 'xl/sharedStrings.xml' };

export const isWorkbook = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/** The rows of the first sheet of a workbook (XLSX). */
export function parseWorkbook(bytes: Uint8Array): string[][] {
  const about = unpacked(bytes, (name) => name === NAMES.workbook || name === NAMES.relations);
  const workbook = about[NAMES.workbook];
  if (workbook === undefined) throw new UnreadableList('This is no workbook of a spreadsheet (XLSX).');
  const path = firstSheet(workbook, about[NAMES.relations] ?? '');
  const parts = unpacked(bytes, (name) => name === path || name === NAMES.strings);
  const sheet = parts[path];
  if (sheet === undefined) throw new UnreadableList('The workbook has no first sheet that could be read.');
  return rowsIn(sheet, sharedStringsIn(parts[NAMES.strings] ?? ''));
}

/** Where the first sheet lies: in the order of the tabs, which need not be that of the files. */
function firstSheet(workbook: string, relations: string): string {
  let id: string | null = null;
  for (const { name, tag, closes } of pieces(workbook)) {
    if (name !== 'sheet' || closes) continue;
    id = attribute(tag, 'r:id') ?? attribute(tag, '[\\w]+:id');
    break;
  }
  for (const { name, tag } of pieces(relations)) {
    if (name !== 'Relationship' || attribute(tag, 'Id') !== id) continue;
    const target = attribute(tag, 'Target') ?? '';
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  }
  return 'xl/worksheets/sheet1.xml';
}

/** Unpacks some parts, and refuses what says that it is much more than it looks. */
function unpacked(bytes: Uint8Array, isWanted: (name: string) => boolean): Record<string, string> {
  let sum = 0;
  const filter = ({ name, size, originalSize }: UnzipFileInfo): boolean => {
    if (!isWanted(name)) return false;
    sum += originalSize;
    const bomb = originalSize > SMALL && originalSize > size * RATIO_MAX;
    if (bomb || sum > UNPACKED_MAX) throw new UnreadableList('The workbook is far larger inside than it looks.');
    return true;
  };
  let files: Record<string, Uint8Array>;
  try {
    // No more is unpacked than the size that was looked at: the room for it is made beforehand.
    files = unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof UnreadableList) throw error;
    throw new UnreadableList('The workbook is damaged, or locked by a password.');
  }
  return Object.fromEntries(Object.entries(files).map(([name, part]) => [name, strFromU8(part)]));
}
