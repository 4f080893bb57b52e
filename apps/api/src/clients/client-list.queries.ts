import { Where, type Sql } from '#store';
import type { ClientFilterAsked } from './client-filter.js';
import { tagsFor } from './client-tags.js';

export interface ClientListRow {
  readonly clientId: string;
  readonly memberIds: string[];
  readonly tags: readonly string[];
  readonly openAlerts: number;
  readonly inDrift: boolean;
}

/**
 * Clients in the order of their ids.
 * @param entities whose clients, of those asked for and visible; `null`: all
 * @param after the last one seen; `null`: from the first one on
 */
export function clientRows(
  sql: Sql,
  filter: ClientFilterAsked,
  entities: readonly string[] | null,
  after: string | null,
  limit: number,
): Promise<ClientListRow[]> {
  const of = (kind: string, values: readonly string[]): string[] => values.flatMap((v) => tagsFor(kind, entities, v));
  const where = new Where();
  where.and('facets && ?::text[]', tagsFor('entity', entities));
  if (filter.initiative !== undefined) where.and('facets && ?::text[]', of('initiative', filter.initiative));
  if (filter.gap !== undefined) where.and('facets && ?::text[]', of('gap', filter.gap));
  if (filter.country !== undefined)
    where.and(
      'facets && ?::text[]',
      filter.country.map((c) => `country:${c}`),
    );
  whereOriginal(where, filter, entities);
  where.ifGiven('strpos(client_id, ?) > 0', filter.q);
  const drifts = `EXISTS (SELECT FROM listed_alert a WHERE a.survivor_id = client.client_id AND a.active AND a.article61_2 AND (ENTITIES::text[] IS NULL OR a.entity_id = ANY(ENTITIES)))`;
  if (filter.inDrift !== undefined) {
    where.and(`${filter.inDrift ? '' : 'NOT '}${drifts.replaceAll('ENTITIES', '?')}`, entities);
  }
  if (after !== null) where.and('client_id > ?', after);
  where.values.push(entities);
  const own = `$${where.values.length}`;
  return sql.query(
    `SELECT client_id AS "clientId", facets AS tags, ARRAY(SELECT json_array_elements_text(state::json -> 'memberIds')) AS "memberIds",
            alerts.open AS "openAlerts", alerts.drift AS "inDrift"
       FROM client CROSS JOIN LATERAL (
              SELECT count(*) FILTER (WHERE a.status <> 'CLOSED') AS open, coalesce(bool_or(a.article61_2), false) AS drift
                FROM listed_alert a WHERE a.survivor_id = client.client_id AND a.active
                 AND (${own}::text[] IS NULL OR a.entity_id = ANY(${own}))) alerts
       ${where.sql} ORDER BY client_id LIMIT ${limit}`,
    where.values,
  );
}

/** The original scope in one cell of the drift matrix, or in one row or column of it. */
function whereOriginal(where: Where, filter: ClientFilterAsked, entities: readonly string[] | null): void {
  const { originalService: service, originalAssetClass: assetClass } = filter;
  if (service !== undefined && assetClass !== undefined) {
    where.and('facets && ?::text[]', tagsFor('original', entities, service, assetClass));
    return;
  }
  const part = service === undefined ? 4 : 3;
  const value = service ?? assetClass;
  if (value === undefined) return;
  where.values.push(tagsFor('original', entities));
  const whose = `$${where.values.length}::text[]`;
  where.and(
    `EXISTS (SELECT FROM unnest(facets) AS f WHERE split_part(f, ':', 1) || ':' || split_part(f, ':', 2) = ANY(${whose}) AND split_part(f, ':', ${part}) = ?)`,
    value,
  );
}
