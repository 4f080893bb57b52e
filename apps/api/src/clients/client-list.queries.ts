import { Type, type Static, type TObject } from '@sinclair/typebox';
import { EVIDENCE_GAPS, INITIATIVES } from '#domain';
import { Where, type Sql } from '#store';
import type { Caller } from '../access/caller.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Name, wordOf } from '../http/shape.js';
import type { ClientPage, ClientSummary } from './clients.shapes.js';
import { tagsFor } from './tag-counts.queries.js';

/** What a list of clients can be narrowed down by. Several values of one: any of them. */
export const ClientFilter = {
  q: Type.Optional(Type.String({ maxLength: 200, description: 'Text that the id contains.' })),
  initiative: Type.Optional(Type.Array(wordOf(INITIATIVES), { maxItems: 4 })),
  gap: Type.Optional(Type.Array(wordOf(EVIDENCE_GAPS), { maxItems: 10 })),
  country: Type.Optional(Type.Array(Name, { maxItems: 50 })),
  entityId: Type.Optional(Type.Array(Name, { maxItems: 50 })),
  inDrift: Type.Optional(Type.Boolean({ description: 'Whether the client has an active Article 61(2) alert.' })),
  originalService: Type.Optional(Name),
  originalAssetClass: Type.Optional(Name),
};
export type ClientFilterAsked = Static<TObject<typeof ClientFilter>>;

interface ClientListRow {
  readonly clientId: string;
  readonly memberIds: string[];
  readonly tags: readonly string[];
  readonly openAlerts: number;
  readonly inDrift: boolean;
}

/** The entities that a question is about: those asked for, of those that the caller may see; `null`: all. */
export function entitiesOf(asked: readonly string[] | undefined, { entities }: Caller): readonly string[] | null {
  if (asked === undefined) return entities;
  return entities === null ? asked : asked.filter((id) => entities.includes(id));
}

export async function listClients(
  sql: Sql,
  filter: ClientFilterAsked,
  caller: Caller,
  paging: { readonly limit: number; readonly cursor: string | undefined },
): Promise<Static<typeof ClientPage>> {
  const entities = entitiesOf(filter.entityId, caller);
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
  const drifts = `EXISTS (SELECT FROM alert a WHERE a.survivor_id = client.client_id AND a.active AND a.article61_2 AND (ENTITIES::text[] IS NULL OR a.entity_id = ANY(ENTITIES)))`;
  if (filter.inDrift !== undefined) {
    where.and(`${filter.inDrift ? '' : 'NOT '}${drifts.replaceAll('ENTITIES', '?')}`, entities);
  }
  const after = decodeCursor(paging.cursor, ['text']);
  if (after !== null) where.and('client_id > ?', after[0]);
  where.values.push(entities);
  const own = `$${where.values.length}`;
  const rows = await sql.query<ClientListRow>(
    `SELECT client_id AS "clientId", facets AS tags, ARRAY(SELECT json_array_elements_text(state::json -> 'memberIds')) AS "memberIds",
            alerts.open AS "openAlerts", alerts.drift AS "inDrift"
       FROM client CROSS JOIN LATERAL (
              SELECT count(*) FILTER (WHERE a.status <> 'CLOSED') AS open, coalesce(bool_or(a.article61_2), false) AS drift
                FROM alert a WHERE a.survivor_id = client.client_id AND a.active
                 AND (${own}::text[] IS NULL OR a.entity_id = ANY(${own}))) alerts
       ${where.sql} ORDER BY client_id LIMIT ${paging.limit + 1}`,
    where.values,
  );
  return pageOfRows(
    rows,
    paging.limit,
    (row) => [row.clientId],
    (row) => summaryOf(row, entities),
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

function summaryOf(
  { clientId, memberIds, tags, openAlerts, inDrift }: ClientListRow,
  entities: readonly string[] | null,
): Static<typeof ClientSummary> {
  const parts = tags.map((tag) => tag.split(':')).filter(([, whose]) => whose !== '*');
  const of = (kind: string, entity?: string): string[] =>
    parts
      .filter(([k, whose]) => k === kind && (entity === undefined || whose === entity))
      .map((p) => p[entity === undefined ? 1 : 2] ?? '');
  const country = of('country')[0];
  return {
    clientId,
    memberIds,
    country: country === undefined || country === 'UNKNOWN' ? null : country,
    entities: of('entity')
      .filter((entity) => entities === null || entities.includes(decodeURIComponent(entity)))
      .map((entity) => ({
        entityId: decodeURIComponent(entity),
        initiative: (of('initiative', entity)[0] ?? 'NONE') as (typeof INITIATIVES)[number],
        gaps: of('gap', entity) as (typeof EVIDENCE_GAPS)[number][],
      })),
    openAlerts,
    inDrift,
  };
}
