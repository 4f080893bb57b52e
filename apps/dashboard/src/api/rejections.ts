import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { Rejection } from './types';

export interface RejectionFilter {
  settled?: boolean;
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

export const redrive = (rejectionId: string): Promise<Rejection> =>
  taken(api.POST('/v1/rejections/{rejectionId}/redrive', { params: { path: { rejectionId } }, body: {} }));
