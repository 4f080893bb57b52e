import { canonicalJson } from '#domain';
import { note, writeLine } from '../input.js';

/** One thing that is not as it must be. */
export interface Violation {
  readonly kind: string;
  readonly [detail: string]: unknown;
}

/** A row of a table, by its key. */
export interface Row {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Columns of a row by name, as they should be or as they are. */
export type Columns = Readonly<Record<string, unknown>>;

/** Of a long value what is around the place in which it differs. */
const SHOWN_CHARS = 300;

/** The columns of a row that can be derived and are not as they must be. */
export function differences(row: Row, expected: Columns, actual: Columns): Violation[] {
  const found: Violation[] = [];
  for (const [column, value] of Object.entries(expected)) {
    const is = actual[column];
    // Nearly all are the very same.
    if (is === value) continue;
    const [one, other] = [comparable(value), comparable(is)];
    if (one !== other) found.push({ kind: 'DIFFERS', ...row, column, ...excerpts(one, other) });
  }
  return found;
}

/** Collects what the checks find: a line for each invariant, and each violation as it is found. */
export class Report {
  violations = 0;
  private readonly found = new Map<string, number>();
  private readonly remarks = new Map<string, Map<string, string[]>>();
  private readonly unchecked = new Map<string, Map<string, number>>();

  constructor(
    private readonly write: (line: string) => Promise<void> = writeLine,
    private readonly say: (line: string) => void = note,
  ) {}

  async violation(invariant: string, violation: Violation): Promise<void> {
    this.violations += 1;
    this.found.set(invariant, (this.found.get(invariant) ?? 0) + 1);
    await this.write(JSON.stringify({ invariant, ...violation }));
  }

  /** Compares the columns of a row that can be derived with what stands in it: a violation for each that differs. */
  async compare(invariant: string, row: Row, expected: Columns, actual: Columns): Promise<void> {
    for (const found of differences(row, expected, actual)) await this.violation(invariant, found);
  }

  /** Names what is as it must be, and is worth a look. */
  remark(invariant: string, what: string, name: string): void {
    const known = this.remarks.get(invariant) ?? new Map<string, string[]>();
    this.remarks.set(invariant, known.set(what, [...(known.get(what) ?? []), name]));
  }

  /** Notes what can't be checked any more, so that it is said and not passed over. */
  cannotCheck(invariant: string, what: string, count = 1): void {
    const known = this.unchecked.get(invariant) ?? new Map<string, number>();
    this.unchecked.set(invariant, known.set(what, (known.get(what) ?? 0) + count));
  }

  /**
   * @param name begins with the id that its violations are given by
   * @param checked what was looked at, with numbers
   */
  invariant(name: string, checked: string): void {
    const [id = ''] = name.split(' ');
    const found = this.found.get(id) ?? 0;
    const gaps = [...(this.unchecked.get(id) ?? [])].map(([what, count]) => `${count} ${what}`);
    const unchecked = gaps.length === 0 ? '' : `; NOT CHECKED, because it can't be any more: ${gaps.join(', ')}`;
    const remarks = [...(this.remarks.get(id) ?? [])].map(([what, names]) => `; ${what}: ${firstOf(names)}`);
    this.say(`${name} ${found === 0 ? 'holds' : `VIOLATED ${found} times`}: ${checked}${remarks.join('')}${unchecked}`);
  }
}

const NAMES_SHOWN = 20;

const firstOf = (names: readonly string[]): string =>
  names.length <= NAMES_SHOWN
    ? names.join(', ')
    : `${names.slice(0, NAMES_SHOWN).join(', ')} and ${names.length - NAMES_SHOWN} more`;

/** Values as text, so that those which mean the same are equal. */
function comparable(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : canonicalJson(value);
}

function excerpts(expected: string | null, actual: string | null): { expected: string | null; actual: string | null } {
  if (expected === null || actual === null) return { expected: beginning(expected), actual: beginning(actual) };
  if (expected.length <= SHOWN_CHARS && actual.length <= SHOWN_CHARS) return { expected, actual };
  let same = 0;
  while (same < expected.length && expected[same] === actual[same]) same += 1;
  const from = Math.max(0, same - 40);
  const around = (text: string): string => `${from > 0 ? '…' : ''}${text.slice(from, from + SHOWN_CHARS)}`;
  return { expected: around(expected), actual: around(actual) };
}

const beginning = (text: string | null): string | null => text?.slice(0, SHOWN_CHARS) ?? null;
