import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { paths } from './schema';
import type { AlertPage, AlertSummary, FilterCounts } from './types';

export type AlertQuery = NonNullable<paths['/v1/alerts']['get']['parameters']['query']>;
/** The list, whatever its pages. */
export type AlertList = Omit<AlertQuery, 'limit' | 'cursor'>;
/** All that narrows the list. An order is none of it: what has one must not pass for a filter. */
export type AlertFilter = NonNullable<paths['/v1/alerts/facets']['get']['parameters']['query']> & { sort?: never };

export const ALERT_PAGE = 100;

export const alertPage = (query: AlertQuery, signal?: AbortSignal) =>
  taken(api.GET('/v1/alerts', { params: { query }, ...(signal ? { signal } : {}) }));

/** A list is read to its end, but no further than this. */
const ALL_MAX = 5_000;

/** All of a list, page by page. */
export async function allAlerts(list: AlertList): Promise<AlertSummary[]> {
  const found: AlertSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: AlertPage = await alertPage({ ...list, limit: 200, ...(cursor === null ? {} : { cursor }) });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && found.length < ALL_MAX);
  return found;
}

export const alertsQuery = (list: AlertList) =>
  infiniteQueryOptions({
    queryKey: ['alerts', list],
    queryFn: ({ pageParam, signal }) =>
      alertPage({ ...list, limit: ALERT_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const filterCountsQuery = (filter: AlertFilter) =>
  queryOptions({
    queryKey: ['filter-counts', filter],
    queryFn: async ({ signal }) =>
      (await taken(api.GET('/v1/alerts/facets', { params: { query: filter }, signal }))) as FilterCounts,
    placeholderData: keepPreviousData,
  });

export const alertQuery = (alertId: string) =>
  queryOptions({
    queryKey: ['alert', alertId],
    queryFn: () => taken(api.GET('/v1/alerts/{alertId}', { params: { path: { alertId } } })),
  });

export const alertHistoryQuery = (alertId: string) =>
  queryOptions({
    queryKey: ['alert-history', alertId],
    queryFn: () => taken(api.GET('/v1/alerts/{alertId}/history', { params: { path: { alertId } } })),
  });
