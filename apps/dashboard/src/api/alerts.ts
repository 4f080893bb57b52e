import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { paths } from './schema';
import type { AlertFacets } from './types';

export type AlertQuery = NonNullable<paths['/v1/alerts']['get']['parameters']['query']>;
/** All that narrows the list; the page and its size are not part of it. */
export type AlertFilter = Omit<AlertQuery, 'limit' | 'cursor'>;

export const ALERT_PAGE = 100;

export const alertPage = (query: AlertQuery, signal?: AbortSignal) =>
  taken(api.GET('/v1/alerts', { params: { query }, ...(signal ? { signal } : {}) }));

export const alertsQuery = (filter: AlertFilter) =>
  infiniteQueryOptions({
    queryKey: ['alerts', filter],
    queryFn: ({ pageParam, signal }) =>
      alertPage({ ...filter, limit: ALERT_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const alertFacetsQuery = (filter: AlertFilter) =>
  queryOptions({
    queryKey: ['alert-facets', filter],
    queryFn: async ({ signal }) =>
      (await taken(api.GET('/v1/alerts/facets', { params: { query: filter }, signal }))) as AlertFacets,
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
