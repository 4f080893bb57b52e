import type { Sql } from '#store';

/** SQL: each set of tags that clients have, and how many have it. There are few, whatever the number of clients. */
export const CLIENTS_ALIKE = '(SELECT facets, count(*) AS n FROM client GROUP BY facets)';

/** How many clients have any of the tags of each name. */
export const tagCountRows = (
  sql: Sql,
  asked: readonly { readonly name: string; readonly tags: readonly string[] }[],
): Promise<{ name: string; n: number }[]> =>
  sql.query(
    `SELECT a.name, sum(c.n)::bigint AS n FROM ${CLIENTS_ALIKE} c
       JOIN LATERAL (SELECT DISTINCT asked.name FROM unnest(c.facets) AS tag
                       JOIN json_to_recordset($1) AS asked (name text, tag text) USING (tag)) a ON true
      GROUP BY a.name`,
    [JSON.stringify(asked.flatMap(({ name, tags }) => tags.map((tag) => ({ name, tag }))))],
  );
