import { queryOptions } from '@tanstack/react-query';
import { api, rememberCsrfToken, taken } from './client';
import type { components } from './schema';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    const me = await taken(api.GET('/v1/me'));
    rememberCsrfToken(me.csrfToken);
    return me;
  },
  staleTime: 5 * 60_000,
  retry: false,
});

export type Settings = components['schemas']['Settings'];
export const saveSettings = (settings: Settings): Promise<Settings> =>
  taken(api.POST('/v1/me/settings', { body: settings }));

export const signInMethodsQuery = queryOptions({
  queryKey: ['sign-in-methods'],
  queryFn: () => taken(api.GET('/auth/methods')),
});

export const signOut = (): Promise<unknown> => taken(api.POST('/auth/sign-out'));

const COLLEAGUES_FRESH_MS = 60_000;

/** Whom alerts of all these entities can be given to. */
export const workersQuery = (entityIds: readonly string[]) =>
  queryOptions({
    queryKey: ['colleagues', entityIds],
    queryFn: () => taken(api.GET('/v1/colleagues', { params: { query: { worksOn: [...entityIds] } } })),
    staleTime: COLLEAGUES_FRESH_MS,
  });

/** Whom one can mention. */
export const colleaguesQuery = queryOptions({
  queryKey: ['colleagues'],
  queryFn: () => taken(api.GET('/v1/colleagues')),
  staleTime: COLLEAGUES_FRESH_MS,
});

/** Signs in by an invitation, which is used up by it. */
export const acceptInvitation = (token: string) => taken(api.POST('/auth/invitation', { body: { token } }));
