import type { Sql } from '#store';
import type { GAPS, INITIATIVES } from '../shapes/client.js';

export interface FacetCounts {
  readonly clients: number;
  readonly reverseSolicited: number;
  readonly initiative: { value: (typeof INITIATIVES)[number]; count: number }[];
  readonly gaps: { value: (typeof GAPS)[number]; count: number }[];
}

/** How many clients there are by the facets of their projections. */
export async function countFacets(sql: Sql, _entities: readonly string[] | null): Promise<FacetCounts> {
  const [row] = await sql.query<{ n: number }>('SELECT count(*) AS n FROM client');
  return { clients: row?.n ?? 0, reverseSolicited: row?.n ?? 0, initiative: [], gaps: [] };
}
