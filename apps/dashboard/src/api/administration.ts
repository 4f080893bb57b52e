import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { Me, Person } from './types';

export type Role = Me['roles'][number];

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () => taken(api.GET('/v1/people', { params: { query: { limit: 200 } } })),
});
export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: () => taken(api.GET('/v1/keys', { params: { query: { limit: 200 } } })),
});

export const auditQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  queryFn: ({ pageParam, signal }) =>
    taken(
      api.GET('/v1/audit', {
        params: { query: { limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        signal,
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

export const createKey = (body: { name: string; roles: Role[]; entities: string[] | null }) =>
  taken(api.POST('/v1/keys', { body }));

export const revokeKey = (keyId: string) => taken(api.DELETE('/v1/keys/{keyId}', { params: { path: { keyId } } }));

export interface SavedPerson {
  personId: string;
  name: string;
  email: string | null;
  roles: Role[];
  /** `null`: all. */
  entities: string[] | null;
  disabled: boolean;
}

/** Lets somebody in, or changes what they are given here; one who is disabled is signed out everywhere. */
export const savePerson = (body: SavedPerson): Promise<Person> => taken(api.POST('/v1/people', { body }));
