import { queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';

const VISIT_MS = 10 * 60_000;

/** Says that somebody is here, when they come and while they look at it. */
export const visitQuery = queryOptions({
  queryKey: ['visit'],
  queryFn: () => taken(api.POST('/v1/visits', { body: {} })),
  staleTime: VISIT_MS,
  refetchInterval: VISIT_MS,
  refetchOnWindowFocus: true,
});

/** @param dayEnds when the reader's day ends */
export const todayQuery = (dayEnds: string) =>
  queryOptions({
    queryKey: ['today', dayEnds],
    queryFn: ({ signal }) => taken(api.GET('/v1/today', { params: { query: { dayEnds } }, signal })),
  });
