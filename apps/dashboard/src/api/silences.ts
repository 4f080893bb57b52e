import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { Matcher, Silence } from './types';

export const silencesQuery = infiniteQueryOptions({
  queryKey: ['silences'],
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) };
    return taken(api.GET('/v1/silences', { params: { query }, signal }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

export interface NewSilence {
  matchers: Matcher[];
  reason: string;
  /** RFC 3339 */
  until: string;
}

export const createSilence = (body: NewSilence): Promise<Silence> => taken(api.POST('/v1/silences', { body }));

/** @throws ApiProblem SECOND_PERSON where it is the caller's own */
export const approveSilence = (silenceId: string): Promise<Silence> =>
  taken(api.POST('/v1/silences/{silenceId}/approve', { params: { path: { silenceId } } }));

export const endSilence = (silenceId: string): Promise<Silence> =>
  taken(api.DELETE('/v1/silences/{silenceId}', { params: { path: { silenceId } } }));
