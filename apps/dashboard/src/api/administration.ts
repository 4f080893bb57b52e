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

/** What the audit is narrowed down by. */
export interface AuditFilter {
  personId?: string[];
  operation?: string[];
  target?: string;
  from?: string;
  to?: string;
}

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return taken(api.GET('/v1/audit', { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Who stands in the audit, and for what. */
export const auditNamesQuery = queryOptions({
  queryKey: ['audit-names'],
  queryFn: () => taken(api.GET('/v1/audit/names')),
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

const invited = (personId: string) => ({ params: { path: { personId } } });

/** Makes a link that signs somebody in once: shown in the answer, or mailed. One made before works no more. */
export const invite = (personId: string, by: 'link' | 'mail') =>
  taken(api.POST('/v1/people/{personId}/invitation', { ...invited(personId), body: { by } }));

export const withdrawInvitation = (personId: string): Promise<Person> =>
  taken(api.DELETE('/v1/people/{personId}/invitation', invited(personId)));
