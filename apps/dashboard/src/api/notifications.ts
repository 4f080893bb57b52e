import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { NewReceiver, Receiver } from './types';
import type { paths } from './schema';

type NewReceiverBody = NonNullable<paths['/v1/receivers']['post']['requestBody']>['content']['application/json'];

export const receiversQuery = queryOptions({
  queryKey: ['receivers'],
  queryFn: () => taken(api.GET('/v1/receivers', { params: { query: { limit: 200 } } })),
});

/** @param receiverId of one receiver; `null`: of all, and of what no route takes */
export const deliveriesQuery = (receiverId: string | null) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', receiverId],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return receiverId === null
        ? taken(api.GET('/v1/deliveries', { params: { query }, signal }))
        : taken(api.GET('/v1/receivers/{receiverId}/deliveries', { params: { path: { receiverId }, query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // What was sent is noted by another program, a moment later.
    refetchInterval: 3_000,
  });

const one = (receiverId: string) => ({ params: { path: { receiverId } } });

export const createReceiver = (body: NewReceiverBody): Promise<NewReceiver> =>
  taken(api.POST('/v1/receivers', { body }));
export const rotateSecret = (id: string): Promise<NewReceiver> =>
  taken(api.POST('/v1/receivers/{receiverId}/rotate', one(id)));
export const testReceiver = (id: string) => taken(api.POST('/v1/receivers/{receiverId}/test', one(id)));
export const enableReceiver = (id: string): Promise<Receiver> =>
  taken(api.POST('/v1/receivers/{receiverId}/enable', one(id)));
export const deleteReceiver = (id: string): Promise<Receiver> =>
  taken(api.DELETE('/v1/receivers/{receiverId}', one(id)));
