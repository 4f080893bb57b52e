import { queryOptions } from '@tanstack/react-query';
import { api, rememberCsrfToken, taken } from './client';

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

export const signInMethodsQuery = queryOptions({
  queryKey: ['sign-in-methods'],
  queryFn: () => taken(api.GET('/auth/methods')),
});

export const signOut = (): Promise<unknown> => taken(api.POST('/auth/sign-out'));

const COLLEAGUES_FRESH_MS = 60_000;

/** Whom one can give an alert to, or mention. */
export const colleaguesQuery = queryOptions({
  queryKey: ['colleagues'],
  queryFn: () => taken(api.GET('/v1/colleagues')),
  staleTime: COLLEAGUES_FRESH_MS,
});
