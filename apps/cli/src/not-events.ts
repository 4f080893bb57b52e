import { foreignBytes, readJson, type ForeignBytes } from '#contract';

/** How each is turned into what can be read; `FILE` stands for the file. */
const TURNED: Readonly<Record<ForeignBytes, string>> = {
  'UTF-16 (little-endian)': 'iconv -f UTF-16LE -t UTF-8 FILE > NEW-FILE',
  'UTF-16 (big-endian)': 'iconv -f UTF-16BE -t UTF-8 FILE > NEW-FILE',
  'UTF-32': 'iconv -f UTF-32 -t UTF-8 FILE > NEW-FILE',
  gzip: 'gunzip -c FILE > NEW-FILE',
  zstd: 'zstd -dc FILE > NEW-FILE',
  lz4: 'lz4 -dc FILE > NEW-FILE',
  bzip2: 'bunzip2 -c FILE > NEW-FILE',
  xz: 'xz -dc FILE > NEW-FILE',
  ZIP: 'unzip -p FILE > NEW-FILE',
  Avro: 'avro-tools tojson FILE > NEW-FILE',
  Parquet: '',
  PDF: '',
};

/** Why bytes are no text that can be read, and what to do; `null` where they may be one. */
export function notText(head: Uint8Array, file: string): string | null {
  const is = foreignBytes(head);
  if (is === null) return null;
  const command = TURNED[is].replace('FILE', isPlain(file) ? file : 'FILE');
  const todo = command === '' ? 'Export it as JSON.' : `Turn it into that first: ${command}`;
  return `${file} is ${is}, not text in UTF-8, so nothing of it is read. ${todo}`;
}

const NEEDED = 'Nothing of it is read: NDJSON is needed, one CloudEvent (a JSON object) on each line';

/**
 * Why the beginning of a file can't be lines of events, and what to do; `null` where it may be. What is recognised is the
 * whole file: single lines that can't be taken are told line by line.
 * @param whole whether the beginning is all of it
 */
export function notEvents(head: Buffer, whole: boolean, file: string): string | null {
  const foreign = notText(head, file);
  if (foreign !== null) return foreign;
  const lines = head.toString('utf8').split(/\r\n|\n|\r/);
  // The last of a beginning is cut somewhere.
  const full = (whole ? lines : lines.slice(0, -1)).map((line) => line.trim()).filter((line) => line !== '');
  const first = full[0] ?? lines[0]?.trim() ?? '';
  const second = full[1];
  const name = isPlain(file) ? file : 'FILE';
  if (first.startsWith('[') && (!isJson(first) || (whole && second === undefined))) {
    return `${file} is a JSON array. ${NEEDED}. Turn it into that first: jq -c '.[]' ${name} > NEW-FILE`;
  }
  if (first.startsWith('{') && !isJson(first) && second !== undefined && /^["}\]]/.test(second)) {
    return `${file} is JSON over several lines. ${NEEDED}. Turn it into that first: jq -c . ${name} > NEW-FILE`;
  }
  if (first.startsWith('<')) return `${file} looks like XML or HTML. ${NEEDED}.`;
  if (full.some((line) => line.startsWith('{') || line.startsWith('['))) return null;
  const separator = separatorOf(full, /\.(csv|tsv|tab)$/i.test(file));
  return separator === null
    ? null
    : `${file} looks like ${separator}. ${NEEDED}. Make an event of each row first; 'scopewatch judge' shows what is still wrong with them.`;
}

const SEPARATORS: readonly (readonly [string, string])[] = [
  ['\t', 'TSV (values separated by tabs)'],
  [';', 'CSV (values separated by semicolons)'],
  [',', 'CSV (values separated by commas)'],
  ['|', 'values separated by vertical bars'],
];

/** What separates values where lines are rows of a table: as many in each of the first lines. */
function separatorOf(lines: readonly string[], named: boolean): string | null {
  const [header, ...rows] = lines.slice(0, 10);
  if (header === undefined || (rows.length === 0 && !named)) return null;
  for (const [separator, words] of SEPARATORS) {
    const count = header.split(separator).length;
    if (count > 1 && rows.every((row) => row.split(separator).length === count)) return words;
  }
  return named ? 'CSV' : null;
}

const isJson = (line: string): boolean => readJson(Buffer.from(line), 'the line').ok;

/** Names that a shell takes as they are; any other is left to whoever types the command. */
const isPlain = (file: string): boolean => file !== '-' && /^[\w./-]+$/.test(file);
