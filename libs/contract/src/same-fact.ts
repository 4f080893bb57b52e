import type { DomainEvent } from '#domain';

/**
 * Whether two events say the same: equal type, equal data as JSON values, equal effective time. The same again under one
 * identity is a duplicate, anything else under it a conflict. Times are compared as points of time, so an envelope's
 * `12:00Z` is `13:00+01:00`; inside `data` they are strings like any others.
 */
export function sameFact(a: SaidFact, b: SaidFact): boolean {
  return a.type === b.type && a.when.from === b.when.from && a.when.to === b.when.to && sameJson(a.data, b.data);
}

export type SaidFact = Pick<DomainEvent, 'type' | 'when' | 'data'>;

/**
 * Whether two JSON values are equal: the order of an object's keys means nothing, that of an array's entries does, and
 * numbers are equal as numbers. A field that is `undefined` is absent. Recursion is safe because the parser limits depth.
 */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameArray(a, b);
  return sameObject(a as Fields, b as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

function sameArray(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (!sameJson(a[i], b[i])) return false;
  return true;
}

function sameObject(a: Fields, b: Fields): boolean {
  let fields = 0;
  for (const name in a) {
    if (a[name] === undefined) continue;
    // `in` would find what every object inherits, such as `constructor`.
    if (!Object.hasOwn(b, name) || !sameJson(a[name], b[name])) return false;
    fields += 1;
  }
  for (const name in b) if (b[name] !== undefined) fields -= 1;
  return fields === 0;
}
