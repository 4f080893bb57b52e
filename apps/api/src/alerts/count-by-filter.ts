import type { Static } from '@sinclair/typebox';
import type { FilterCounts } from './alerts.shapes.js';
import { FILTER_FIELDS, type AlertFilter, type FilterField } from './alert-filter.js';

/** The fields that are columns; whose a proposal is depends on who asks. */
export const COLUMN_FIELDS = FILTER_FIELDS.filter((field) => field !== 'proposal');

/** So many alerts have these values: all of them where there is no `proposer`, else those whose closing they proposed. */
export type CountedRow = Readonly<Record<Exclude<FilterField, 'proposal'>, string | null>> & {
  readonly proposer: string | null;
  readonly count: number;
};

/** Says of each alert whose proposal waits on it. @param own the ids of whoever asks. Pure. */
export function byProposal(rows: readonly CountedRow[], own: readonly string[]): FilterRow[] {
  const keyOf = (row: CountedRow): string => JSON.stringify(COLUMN_FIELDS.map((field) => row[field]));
  const proposed = new Map<string, number>();
  const waiting = rows.filter(({ proposer }) => proposer !== null);
  for (const row of waiting) proposed.set(keyOf(row), (proposed.get(keyOf(row)) ?? 0) + row.count);
  const none = rows
    .filter(({ proposer }) => proposer === null)
    .map((row) => ({ ...row, proposal: 'NONE', count: row.count - (proposed.get(keyOf(row)) ?? 0) }));
  const some = waiting.map((row) => ({ ...row, proposal: own.includes(row.proposer ?? '') ? 'BY_ME' : 'BY_OTHERS' }));
  return [...none, ...some].filter(({ count }) => count > 0);
}

/** So many alerts have these very values. */
export type FilterRow = Readonly<Record<FilterField, string | null>> & { readonly count: number };

/** Counts each field under the filters by all others, and how many meet all of them. Pure. */
export function countByFilter(rows: readonly FilterRow[], filter: AlertFilter): Static<typeof FilterCounts> {
  const counts = new Map<FilterField, Map<string, number>>(FILTER_FIELDS.map((field) => [field, new Map()]));
  let total = 0;
  for (const row of rows) {
    const failed = FILTER_FIELDS.filter((field) => !meets(row[field], filter[field]));
    if (failed.length === 0) total += row.count;
    if (failed.length > 1) continue;
    for (const field of failed.length === 0 ? FILTER_FIELDS : failed) {
      const value = row[field];
      const of = counts.get(field);
      if (value !== null) of?.set(value, (of.get(value) ?? 0) + row.count);
    }
  }
  const facets = Object.fromEntries(
    [...counts].map(([field, of]) => [
      field,
      [...of]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
    ]),
  );
  return { total, facets: facets as Static<typeof FilterCounts>['facets'] };
}

const meets = (value: string | null, wanted: readonly string[] | undefined): boolean =>
  wanted === undefined || wanted.length === 0 || (value !== null && wanted.includes(value));
