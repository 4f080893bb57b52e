import { EVIDENCE_GAPS, INITIATIVES } from '#domain';
import type { Sql } from '#store';
import { StaleWhileRevalidate } from '../stale-while-revalidate.js';
import { tagsFor } from './client-tags.js';
import { tagCountRows } from './tag-counts.queries.js';

interface TagCounts {
  readonly clients: number;
  readonly reverseSolicited: number;
  readonly initiative: { value: (typeof INITIATIVES)[number]; count: number }[];
  readonly gaps: { value: (typeof EVIDENCE_GAPS)[number]; count: number }[];
}

const steady = new StaleWhileRevalidate<TagCounts>();

/** How many clients there are by the tags of their projections; of a very large book as of a moment ago. */
export const countByTag = (sql: Sql, entities: readonly string[] | null): Promise<TagCounts> =>
  steady.answer(JSON.stringify(entities), () => countNow(sql, entities));

async function countNow(sql: Sql, entities: readonly string[] | null): Promise<TagCounts> {
  const rows = await tagCountRows(sql, [
    { name: 'clients', tags: tagsFor('entity', entities) },
    { name: 'reverseSolicited', tags: tagsFor('reverse-solicited', entities) },
    ...INITIATIVES.map((status) => ({ name: status, tags: tagsFor('initiative', entities, status) })),
    ...EVIDENCE_GAPS.map((gap) => ({ name: gap, tags: tagsFor('gap', entities, gap) })),
  ]);
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
