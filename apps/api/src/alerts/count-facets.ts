import type { Static } from '@sinclair/typebox';
import type { AlertFacets } from './alerts.shapes.js';
import { FACETS, type AlertFilter, type Facet } from './alert-filter.js';

/** So many alerts have these very values. */
export type FacetRow = Readonly<Record<Facet, string | null>> & { readonly count: number };

/** Counts each facet under the filters by all others, and how many meet all of them. Pure. */
export function countFacets(rows: readonly FacetRow[], filter: AlertFilter): Static<typeof AlertFacets> {
  const counts = new Map<Facet, Map<string, number>>(FACETS.map((facet) => [facet, new Map()]));
  let total = 0;
  for (const row of rows) {
    const failed = FACETS.filter((facet) => !meets(row[facet], filter[facet]));
    if (failed.length === 0) total += row.count;
    if (failed.length > 1) continue;
    for (const facet of failed.length === 0 ? FACETS : failed) {
      const value = row[facet];
      const of = counts.get(facet);
      if (value !== null) of?.set(value, (of.get(value) ?? 0) + row.count);
    }
  }
  const facets = Object.fromEntries(
    [...counts].map(([facet, of]) => [
      facet,
      [...of]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
    ]),
  );
  return { total, facets: facets as Static<typeof AlertFacets>['facets'] };
}

const meets = (value: string | null, wanted: readonly string[] | undefined): boolean =>
  wanted === undefined || wanted.length === 0 || (value !== null && wanted.includes(value));
