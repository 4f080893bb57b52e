import { queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: () => taken(api.GET('/v1/overview')),
});

export const driftQuery = (entityId?: string) =>
  queryOptions({
    queryKey: ['drift', entityId ?? null],
    queryFn: () => taken(api.GET('/v1/drift', { params: { query: entityId === undefined ? {} : { entityId } } })),
  });

export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: () => taken(api.GET('/v1/health')),
  refetchInterval: 10_000,
});

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: () => taken(api.GET('/v1/policies')),
});
