/** Readers of one search parameter each; what can't be read, or what no server takes, counts as absent. */
type Raw = Record<string, unknown>;

const NAME_MAX = 256;
const WORDS_MAX = 200;
const SENTENCE_MAX = 4_000;
const LIST_MAX = 50;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** No text can have the sign of the end. */
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && !value.includes('\0');

const valuesOf = (raw: Raw, name: string, longest = NAME_MAX): string[] =>
  [raw[name]]
    .flat()
    .filter(isText)
    .filter(({ length }) => length <= longest);

export const text = (raw: Raw, name: string): string | undefined => valuesOf(raw, name)[0];

/** What somebody looks for. */
export const wanted = (raw: Raw, name: string): string | undefined => valuesOf(raw, name, WORDS_MAX)[0];

/** A sentence that several messages were refused by. */
export const cause = (raw: Raw, name: string): string | undefined => valuesOf(raw, name, SENTENCE_MAX)[0];

export function list(raw: Raw, name: string): string[] | undefined {
  const values = [...new Set(valuesOf(raw, name))].slice(0, LIST_MAX);
  return values.length === 0 ? undefined : values;
}

export function words<T extends string>(raw: Raw, name: string, known: readonly T[]): T[] | undefined {
  const values = (list(raw, name) ?? []).filter((value): value is T => (known as readonly string[]).includes(value));
  return values.length === 0 ? undefined : values;
}

export const word = <T extends string>(raw: Raw, name: string, known: readonly T[]): T | undefined =>
  words(raw, name, known)?.[0];

export function flag(raw: Raw, name: string): boolean | undefined {
  const value = [raw[name]].flat()[0];
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}

/** A time with its offset. */
export const time = (raw: Raw, name: string): string | undefined =>
  valuesOf(raw, name).find((value) => isDayOnCalendar(MOMENT.exec(value)?.[1]));

/** A time with its offset, or a whole day. */
export const timeOrDay = (raw: Raw, name: string): string | undefined =>
  valuesOf(raw, name).find((value) => isDayOnCalendar(DAY.test(value) ? value : MOMENT.exec(value)?.[1]));

/** No 31st of February; no year before the first. */
function isDayOnCalendar(day: string | undefined): boolean {
  if (day === undefined || day.startsWith('0000')) return false;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

/** Leaves out what is absent, so that addresses stay short. */
export const present = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
