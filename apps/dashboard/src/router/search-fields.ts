/** Readers of one search parameter each; what can't be read counts as absent. */
type Raw = Record<string, unknown>;

const valuesOf = (raw: Raw, name: string): string[] =>
  [raw[name]].flat().filter((value): value is string => typeof value === 'string' && value !== '');

export const text = (raw: Raw, name: string): string | undefined => valuesOf(raw, name)[0];

export function list(raw: Raw, name: string): string[] | undefined {
  const values = [...new Set(valuesOf(raw, name))];
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

/** Leaves out what is absent, so that addresses stay short. */
export const present = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
