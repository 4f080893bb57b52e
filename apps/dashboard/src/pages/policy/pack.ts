/** What of a rule pack is shown by name; the rest stands in the raw pack. */
export interface Pack {
  perimeter?: { country: string; from: string; sourceStatus: string }[];
  facets?: Record<string, { enabled: boolean; sourceStatus: string }>;
  windowHours?: number;
  severities?: Record<string, string>;
  citations?: Record<string, { article: string; sourceStatus: string }[]>;
  serviceHours?: Record<string, number>;
  fourEyes?: { closing?: string[]; silenceDays?: number };
}

export const packOf = (pack: unknown): Pack => (typeof pack === 'object' && pack !== null ? pack : {});

export interface Difference {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What two packs say differently, leaf by leaf. */
export function differences(before: unknown, after: unknown): Difference[] {
  const [a, b] = [leaves(before), leaves(after)];
  const paths = [...new Set([...a.keys(), ...b.keys()])].toSorted();
  return paths.flatMap((path) =>
    a.get(path) === b.get(path) ? [] : [{ path, before: a.get(path), after: b.get(path) }],
  );
}

function leaves(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null) return found.set(path, JSON.stringify(value));
  for (const [name, inner] of Object.entries(value)) {
    // Entries of the perimeter are known by their country, not by where they stand.
    const key = isPlace(inner) ? inner.country : name;
    leaves(inner, path === '' ? key : `${path}.${key}`, found);
  }
  return found;
}

const isPlace = (value: unknown): value is { country: string } =>
  typeof value === 'object' && value !== null && 'country' in value && typeof value.country === 'string';
