import type { RawPack } from '../../../words/packs';

/** Where something stands in a pack, as the api names it: "perimeter.3.from". */
export type PackPath = string;

export const isWithin = (path: PackPath, whole: PackPath): boolean => path === whole || path.startsWith(`${whole}.`);

type Container = Readonly<Record<string, unknown>> | readonly unknown[];

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** What stands there, whatever it is; `undefined` where nothing does. */
export const valueAt = (pack: RawPack, path: PackPath): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (at, name) =>
        isContainer(at) && Object.hasOwn(at, name) ? (at as Readonly<Record<string, unknown>>)[name] : undefined,
      pack,
    );

/** The pack with another value there, `undefined` for none, and all else as it was. */
export const withValue = (pack: RawPack, path: PackPath, value: unknown): RawPack =>
  changed(pack, path.split('.'), value) as RawPack;

function changed(at: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  if (Array.isArray(at)) {
    const list: readonly unknown[] = at;
    const place = Number(name);
    if (rest.length === 0 && value === undefined) return list.filter((_, i) => i !== place);
    const put = rest.length === 0 ? value : changed(list[place], rest, value);
    return place >= list.length ? [...list, put] : list.map((each, i) => (i === place ? put : each));
  }
  const fields: Readonly<Record<string, unknown>> = isContainer(at) ? (at as Readonly<Record<string, unknown>>) : {};
  if (rest.length > 0) return { ...fields, [name]: changed(fields[name], rest, value) };
  if (value !== undefined) return { ...fields, [name]: value };
  const { [name]: _, ...others } = fields;
  return others;
}

/** Whether two values are the same JSON, whatever the order of their fields. */
export function isSame(a: unknown, b: unknown): boolean {
  if (!isContainer(a) || !isContainer(b)) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [x, y] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const names = Object.keys(x);
  return (
    names.length === Object.keys(y).length && names.every((name) => Object.hasOwn(y, name) && isSame(x[name], y[name]))
  );
}

/** The list that stands there, empty where none does. */
export function listAt(pack: RawPack, path: PackPath): readonly unknown[] {
  const value = valueAt(pack, path);
  return Array.isArray(value) ? value : [];
}
