import { EVIDENCE_GAPS, INITIATIVES } from '#domain';
import type { Sql } from '#store';
import { StaleWhileRevalidate } from '../stale-while-revalidate.js';

export interface TagCounts {
  readonly clients: number;
  readonly reverseSolicited: number;
  readonly initiative: { value: (typeof INITIATIVES)[number]; count: number }[];
  readonly gaps: { value: (typeof EVIDENCE_GAPS)[number]; count: number }[];
}

/** Tags name entities as in addresses, so that a colon in an id can't be taken for a separator. */
export const tagEntity = (entityId: string): string => encodeURIComponent(entityId);

/** The tags that say `rest` of any of these entities; `null`: of any at all. */
export const tagsFor = (kind: string, entities: readonly string[] | null, ...rest: string[]): string[] =>
  (entities?.map(tagEntity) ?? ['*']).map((entity) => [kind, entity, ...rest].join(':'));

/** SQL: each set of tags that clients have, and how many have it. There are few, whatever the number of clients. */
export const CLIENTS_ALIKE = '(SELECT facets, count(*) AS n FROM client GROUP BY facets)';

const steady = new StaleWhileRevalidate<TagCounts>();

/** How many clients there are by the tags of their projections; of a very large book as of a moment ago. */
export const countByTag = (sql: Sql, entities: readonly string[] | null): Promise<TagCounts> =>
  steady.answer(JSON.stringify(entities), () => countNow(sql, entities));

async function countNow(sql: Sql, entities: readonly string[] | null): Promise<TagCounts> {
  const asked = [
    { name: 'clients', tags: tagsFor('entity', entities) },
    { name: 'reverseSolicited', tags: tagsFor('reverse-solicited', entities) },
    ...INITIATIVES.map((status) => ({ name: status, tags: tagsFor('initiative', entities, status) })),
    ...EVIDENCE_GAPS.map((gap) => ({ name: gap, tags: tagsFor('gap', entities, gap) })),
  ];
  const rows = await sql.query<{ name: string; n: number }>(
    `SELECT a.name, sum(c.n)::bigint AS n FROM ${CLIENTS_ALIKE} c
       JOIN LATERAL (SELECT DISTINCT asked.name FROM unnest(c.facets) AS tag
                       JOIN json_to_recordset($1) AS asked (name text, tag text) USING (tag)) a ON true
      GROUP BY a.name`,
    [JSON.stringify(asked.flatMap(({ name, tags }) => tags.map((tag) => ({ name, tag }))))],
  );
  const counts = new Map(rows.map(({ name, n }) => [name, n]));
  const counted = <T extends string>(values: readonly T[]) =>
    values.map((value) => ({ value, count: counts.get(value) ?? 0 })).filter(({ count }) => count > 0);
  return {
    clients: counts.get('clients') ?? 0,
    reverseSolicited: counts.get('reverseSolicited') ?? 0,
    initiative: counted(INITIATIVES),
    gaps: counted(EVIDENCE_GAPS),
  };
}
