import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { paths } from './schema';

type ClientQuery = NonNullable<paths['/v1/clients']['get']['parameters']['query']>;
export type ClientFilter = Omit<ClientQuery, 'limit' | 'cursor'>;

/** The two clocks; absent is now. */
export interface Clocks {
  trueOn?: string;
  knownOn?: string;
}

export const clientsQuery = (filter: ClientFilter) =>
  infiniteQueryOptions({
    queryKey: ['clients', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return taken(api.GET('/v1/clients', { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

const paramsOf = (clientId: string, clocks: Clocks) => ({ path: { clientId }, query: clocks });

export const clientQuery = (clientId: string, clocks: Clocks) =>
  queryOptions({
    queryKey: ['client', clientId, 'summary', clocks],
    queryFn: () => taken(api.GET('/v1/clients/{clientId}', { params: paramsOf(clientId, clocks) })),
  });

export const scopeQuery = (clientId: string, clocks: Clocks) =>
  queryOptions({
    queryKey: ['client', clientId, 'scope', clocks],
    queryFn: () => taken(api.GET('/v1/clients/{clientId}/scope', { params: paramsOf(clientId, clocks) })),
  });

export const timelineQuery = (clientId: string, clocks: Clocks) =>
  queryOptions({
    queryKey: ['client', clientId, 'timeline', clocks],
    queryFn: () => taken(api.GET('/v1/clients/{clientId}/timeline', { params: paramsOf(clientId, clocks) })),
  });

export const stripQuery = (clientId: string, clocks: Clocks) =>
  queryOptions({
    queryKey: ['client', clientId, 'strip', clocks],
    queryFn: () => taken(api.GET('/v1/clients/{clientId}/strip', { params: paramsOf(clientId, clocks) })),
  });

export const verdictsQuery = (clientId: string, clocks: Clocks) =>
  queryOptions({
    queryKey: ['client', clientId, 'verdicts', clocks],
    queryFn: () => taken(api.GET('/v1/clients/{clientId}/verdicts', { params: paramsOf(clientId, clocks) })),
  });

/** Where the evidence on a client, or on those of an alert or an incident, is downloaded, as true and as known then. */
export function evidenceAddress(
  kind: 'clients' | 'alerts' | 'incidents',
  id: string,
  { trueOn, knownOn }: Clocks = {},
): string {
  const query = new URLSearchParams({
    ...(trueOn === undefined ? {} : { trueOn }),
    ...(knownOn === undefined ? {} : { knownOn }),
  }).toString();
  return `/v1/${kind}/${encodeURIComponent(id)}/evidence${query === '' ? '' : `?${query}`}`;
}

export interface Stretch {
  from: string;
  to: string;
}

export const assuranceQuery = (clientId: string, stretch: Stretch) =>
  queryOptions({
    queryKey: ['assurance', clientId, stretch],
    queryFn: () =>
      taken(api.GET('/v1/clients/{clientId}/assurance', { params: { path: { clientId }, query: { ...stretch } } })),
  });
