import type { Sql } from '#store';

/** Those of these references (`s:` a segment, `e:` an entity, `a:` an asset) that any client has. @param tags of whom; `null`: of anybody */
export const refsOnFile = async (
  sql: Sql,
  refs: readonly string[],
  tags: readonly string[] | null,
): Promise<Set<string>> => {
  const rows = await sql.query<{ ref: string }>(
    `SELECT ref FROM unnest($1::text[]) AS ref
      WHERE EXISTS (SELECT FROM client WHERE refs @> ARRAY[ref] AND ($2::text[] IS NULL OR facets && $2::text[]))`,
    [refs, tags],
  );
  return new Set(rows.map(({ ref }) => ref));
};

/** Those of these ids under which somebody is on file. @param tags of whom; `null`: of anybody */
export const clientsAmong = async (
  sql: Sql,
  clientIds: readonly string[],
  tags: readonly string[] | null,
): Promise<Set<string>> => {
  const rows = await sql.query<{ id: string }>(
    'SELECT client_id AS id FROM client WHERE client_id = ANY($1) AND ($2::text[] IS NULL OR facets && $2::text[])',
    [clientIds, tags],
  );
  return new Set(rows.map(({ id }) => id));
};
