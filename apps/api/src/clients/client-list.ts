import type { Static } from '@sinclair/typebox';
import type { EVIDENCE_GAPS, INITIATIVES } from '#domain';
import type { Sql } from '#store';
import type { Caller } from '../access/caller.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { entitiesOf, type ClientFilterAsked } from './client-filter.js';
import { clientRows, type ClientListRow } from './client-list.queries.js';
import type { ClientPage, ClientSummary } from './clients.shapes.js';

export async function listClients(
  sql: Sql,
  filter: ClientFilterAsked,
  caller: Caller,
  paging: { readonly limit: number; readonly cursor: string | undefined },
): Promise<Static<typeof ClientPage>> {
  const entities = entitiesOf(filter.entityId, caller);
  const after = decodeCursor(paging.cursor, ['text']);
  const rows = await clientRows(sql, filter, entities, after?.[0] ?? null, paging.limit + 1);
  return pageOfRows(
    rows,
    paging.limit,
    (row) => [row.clientId],
    (row) => summaryOf(row, entities),
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
