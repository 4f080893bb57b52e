import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { Rejection } from './types';

export interface RejectionFilter {
  standing?: Rejection['standing'][];
  reason?: string[];
}

export const rejectionsQuery = (filter: RejectionFilter) =>
  infiniteQueryOptions({
    queryKey: ['rejections', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return taken(api.GET('/v1/rejections', { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const rejectionQuery = (rejectionId: string) =>
  queryOptions({
    queryKey: ['rejections', 'one', rejectionId],
    queryFn: ({ signal }) => taken(api.GET('/v1/rejections/{rejectionId}', { ...named(rejectionId), signal })),
  });

const named = (rejectionId: string) => ({ params: { path: { rejectionId } } });

export const redrive = (rejectionId: string): Promise<Rejection> =>
  taken(api.POST('/v1/rejections/{rejectionId}/redrive', { ...named(rejectionId), body: {} }));

/** What may be decided about a rejection. */
export type Decision = { kind: 'set-aside'; reason: string } | { kind: 'approve' } | { kind: 'reject' };

export function decide(rejectionId: string, decision: Decision): Promise<Rejection> {
  switch (decision.kind) {
    case 'set-aside': {
      const body = { reason: decision.reason };
      return taken(api.POST('/v1/rejections/{rejectionId}/set-aside', { ...named(rejectionId), body }));
    }
    case 'approve':
      return taken(api.POST('/v1/rejections/{rejectionId}/approve', { ...named(rejectionId), body: {} }));
    case 'reject':
      return taken(api.POST('/v1/rejections/{rejectionId}/reject', { ...named(rejectionId), body: {} }));
  }
}
