import type { Static } from '@sinclair/typebox';
import { nextAsOf, within, type BookClient, type PageAsOf } from '#history';
import type { Sql } from '#store';
import type { Caller } from '../access/caller.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import type { ClientPage, ClientSummary } from './clients.shapes.js';
import { entitiesOf, type ClientFilterAsked } from './client-filter.js';

/** Clients judged for one page at most: where few match, a page holds fewer than asked for, and the next goes on. */
const JUDGED_MAX = 2_000;
const CHUNK = 200;

/** A page of clients as they stood, with the same filter as the list of today. */
export async function listClientsAsOf(
  sql: Sql,
  asked: Omit<PageAsOf, 'after' | 'limit'>,
  filter: ClientFilterAsked,
  caller: Caller,
  paging: { readonly limit: number; readonly cursor: string | undefined },
): Promise<Static<typeof ClientPage>> {
  const entities = entitiesOf(filter.entityId, caller);
  const items: Static<typeof ClientSummary>[] = [];
  let after: string | null = decodeCursor(paging.cursor, ['text'])?.[0] ?? '';
  for (let judged = 0; after !== null && judged < JUDGED_MAX && items.length < paging.limit; judged += CHUNK) {
    const page = await nextAsOf(sql, { ...asked, after, limit: CHUNK });
    after = page.last;
    for (const client of page.clients) {
      const seen = within(client, entities);
      if (seen === null || !matches(seen, filter)) continue;
      items.push(summaryOf(seen));
      if (items.length < paging.limit) continue;
      after = client === page.clients.at(-1) ? page.last : client.clientId;
      break;
    }
  }
  return { items, nextCursor: after === null ? null : encodeCursor([after]) };
}

/** The filter of the list of today, asked of a client as they stood. Pure. */
function matches(client: BookClient, filter: ClientFilterAsked): boolean {
  const { q, initiative, gap, country, inDrift, originalService: service, originalAssetClass: assetClass } = filter;
  const { entities } = client;
  const originals = entities.flatMap((e) => e.original);
  return (
    (q === undefined || client.clientId.includes(q)) &&
    (initiative === undefined || entities.some((e) => initiative.includes(e.initiative))) &&
    (gap === undefined || entities.some((e) => e.gaps.some((g) => gap.includes(g)))) &&
    (country === undefined || country.includes(client.country ?? 'UNKNOWN')) &&
    (inDrift === undefined || inDrift === drifts(client)) &&
    ((service === undefined && assetClass === undefined) ||
      originals.some(
        (cell) => (service ?? cell.service) === cell.service && (assetClass ?? cell.assetClass) === cell.assetClass,
      ))
  );
}

const drifts = ({ alerts }: BookClient): boolean => alerts.some((a) => a.article61_2);

const summaryOf = (client: BookClient): Static<typeof ClientSummary> => ({
  clientId: client.clientId,
  memberIds: [...client.memberIds],
  country: client.country,
  entities: client.entities.map(({ entityId, initiative, gaps }) => ({ entityId, initiative, gaps: [...gaps] })),
  openAlerts: client.alerts.length,
  inDrift: drifts(client),
});
