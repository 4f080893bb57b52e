import { idsOf } from './id-column';
import { widthOf, type Delimiter, type Table } from './table';

/** A list in which it is known who is on file. */
export interface KnownList {
  readonly name: string;
  readonly table: Table;
  /** Whether the first row names the columns. */
  readonly header: boolean;
  readonly column: number;
  /** The ids that are on file, with the id under which each client is answered for. */
  readonly clients: ReadonlyMap<string, string>;
}

interface Counts {
  readonly rows: number;
  readonly onFile: number;
  /** Ids that nobody on file has. */
  readonly unknown: readonly string[];
  /** Rows in which no id stands. */
  readonly without: number;
}

export function countsOf({ table, header, column, clients }: KnownList): Counts {
  const ids = idsOf(table, column, header);
  const all = new Set(ids);
  const rows = table.rows.slice(header ? 1 : 0);
  return {
    rows: rows.length,
    onFile: clients.size,
    unknown: ids.filter((id) => !clients.has(id)),
    without: rows.filter((row) => !all.has((row[column] ?? '').trim())).length,
  };
}

/** Whom it is asked about: each client once. */
export const askedOf = ({ clients }: KnownList): string[] => [...new Set(clients.values())];

type Given = 'MAY' | 'MAY_NOT' | 'PERSON';

export interface GivenAnswer {
  readonly clientId: string;
  readonly answer: Given;
  readonly explanation: string;
}

const WORST: readonly Given[] = ['MAY', 'PERSON', 'MAY_NOT'];

/** The worst that each client was answered: what may not be sent for one reason may not be sent. */
export function worstByClient(answers: Iterable<GivenAnswer>): Map<string, GivenAnswer> {
  const worst = new Map<string, GivenAnswer>();
  for (const given of answers) {
    const before = worst.get(given.clientId);
    if (before === undefined || WORST.indexOf(given.answer) > WORST.indexOf(before.answer))
      worst.set(given.clientId, given);
  }
  return worst;
}

const WORDS: Readonly<Record<Given, string>> = { MAY: 'May', MAY_NOT: 'May not', PERSON: 'Needs a person' };

/** The list as it came, with two columns more: the answer, and why. */
export function answeredList(list: KnownList, answers: ReadonlyMap<string, GivenAnswer>): string {
  const { table, header, column } = list;
  const width = widthOf(table);
  const written = table.rows.map((row, i) => {
    const cells = Array.from({ length: width }, (_, at) => row[at] ?? '').map(table.fromWorkbook ? plain : asItCame);
    const added = header && i === 0 ? ['Scopewatch answer', 'Scopewatch reason'] : answerTo(list, row[column], answers);
    return [...cells, ...added.map(harmless)].map((cell) => quoted(cell, table.delimiter)).join(table.delimiter);
  });
  return `${table.marked ? '\uFEFF' : ''}${written.join('\r\n')}\r\n`;
}

function answerTo(
  { clients }: KnownList,
  cell: string | undefined,
  answers: ReadonlyMap<string, GivenAnswer>,
): [string, string] {
  const id = (cell ?? '').trim();
  const clientId = clients.get(id);
  if (clientId === undefined) return ['Not on file', id === '' ? 'No id stands here.' : 'Nobody on file has this id.'];
  const given = answers.get(clientId);
  return given === undefined
    ? ['Not answered', 'The check holds no answer for this client.']
    : [WORDS[given.answer], given.explanation];
}

const asItCame = (cell: string): string => cell;

/** A text of a workbook that a spreadsheet would take for a formula once it stands in a CSV. */
const plain = (cell: string): string =>
  /^\s*[=+\-@]/.test(cell) && !/^\s*[+-]?[\d\s.,()/-]+$/.test(cell) ? `'${cell}` : cell;

/** A reason names ids, which may be anything: none begins a formula, whatever the cells are separated by. */
const harmless = (cell: string): string =>
  cell.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/(^\s*|[,;|]\s*)(?=[=+\-@])/g, "$1'");

const quoted = (cell: string, delimiter: Delimiter): string =>
  cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** The name of a list that was answered: never that of the list itself. */
export const answeredName = (name: string): string => `${name.replace(/\.[^.]{1,5}$/, '')}-answered.csv`;
