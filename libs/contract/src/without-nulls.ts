import type { EventType } from '#domain';
import { isObject } from './json.js';

/**
 * Data as it is meant: an optional field that is `null`, at any depth, is absent. Where a required field may be `null`, that
 * says something: of a move, that nobody knows where to. Recursion is safe because depth is limited before.
 * @returns the very same value where nothing is left out
 */
export function asMeant(type: EventType, data: unknown): unknown {
  const meant = withoutNulls(data);
  const movedNobodyKnowsWhere = type === 'client.moved.v1' && isObject(data) && data['country'] === null;
  return movedNobodyKnowsWhere && isObject(meant) ? { ...meant, country: null } : meant;
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return withoutNullsInside(value);
  const fields = value as Readonly<Record<string, unknown>>;
  let kept: Record<string, unknown> | null = null;
  for (const name in fields) {
    const field = fields[name];
    const meant = withoutNulls(field);
    if (field !== null && meant === field) continue;
    kept ??= { ...fields };
    if (field === null) delete kept[name];
    else kept[name] = meant;
  }
  return kept ?? value;
}

/** An entry that is `null` is none of the fields that may be absent: it stays, for the schema to refuse. */
function withoutNullsInside(entries: readonly unknown[]): unknown {
  let kept: unknown[] | null = null;
  for (const [i, entry] of entries.entries()) {
    const meant = withoutNulls(entry);
    if (meant === entry) continue;
    kept ??= [...entries];
    kept[i] = meant;
  }
  return kept ?? entries;
}
