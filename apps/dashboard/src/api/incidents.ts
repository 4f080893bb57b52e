import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';

export interface IncidentFilter {
  kind?: string[];
}

export const incidentsQuery = (filter: IncidentFilter) =>
  infiniteQueryOptions({
    queryKey: ['incidents', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return taken(api.GET('/v1/incidents', { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const incidentQuery = (incidentId: string) =>
  queryOptions({
    queryKey: ['incident', incidentId],
    queryFn: () => taken(api.GET('/v1/incidents/{incidentId}', { params: { path: { incidentId } } })),
  });
