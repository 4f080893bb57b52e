import type { Static } from '@sinclair/typebox';
import type { Sql } from '#store';
import type { Caller } from '../access/caller.js';
import { touches } from '../access/within-entities.js';
import type { Silence } from '../receivers/receivers.shapes.js';
import { alertNameRows } from './silences.queries.js';

type Item = Static<typeof Silence>;

/** Fields whose values are names of somebody's or something's own; all others are words that everybody knows. */
type Name = 'clientId' | 'incidentId';

/**
 * Silences as far as they concern the caller: none that can touch no alert of theirs, and of what others name nothing but
 * what is theirs too.
 */
export async function shownTo(
  sql: Sql,
  { entities }: Pick<Caller, 'entities'>,
  items: readonly Item[],
): Promise<Item[]> {
  if (entities === null) return [...items];
  const touching = items.filter(({ matchers }) => touches(matchers, entities));
  const own = { entityId: new Set(entities), ...(await namesOf(sql, entities, touching)) };
  return touching
    .map((item) => ({
      ...item,
      matchers: item.matchers.map(({ facet, values }) =>
        facet in own
          ? { facet, values: values.filter((v) => own[facet as keyof typeof own].has(v)) }
          : { facet, values },
      ),
    }))
    .filter(({ matchers }) => matchers.every(({ values }) => values.length > 0));
}

/** Those of the names in these silences that alerts of these entities bear. */
async function namesOf(
  sql: Sql,
  entities: readonly string[],
  items: readonly Item[],
): Promise<Record<Name, Set<string>>> {
  const given = (wanted: string): string[] =>
    items.flatMap(({ matchers }) => matchers.filter(({ facet }) => facet === wanted).flatMap(({ values }) => values));
  const rows = await alertNameRows(sql, entities, given('clientId'), given('incidentId'));
  return {
    clientId: new Set(rows.map(({ clientId }) => clientId)),
    incidentId: new Set(rows.flatMap(({ incidentId }) => (incidentId === null ? ['NONE'] : [incidentId]))),
  };
}
