import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { Clocks } from './clients';
import type { Backtest } from './types';

const SOON_MS = 1_000;

/** The book in numbers as of two clocks; asked again until it has been counted. */
export const bookQuery = (clocks: Clocks) =>
  queryOptions({
    queryKey: ['book', clocks],
    queryFn: () => taken(api.GET('/v1/book', { params: { query: clocks } })),
    refetchInterval: ({ state }) => (state.data?.progress.finished === true ? false : SOON_MS),
  });

export const isUnderWay = ({ status }: Backtest): boolean => status === 'WAITING' || status === 'RUNNING';

export const backtestsQuery = queryOptions({
  queryKey: ['backtests'],
  queryFn: () => taken(api.GET('/v1/backtests')),
  refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) === true ? SOON_MS : false),
});

export const backtestQuery = (backtestId: string) =>
  queryOptions({
    queryKey: ['backtests', backtestId],
    queryFn: () => taken(api.GET('/v1/backtests/{backtestId}', { params: { path: { backtestId } } })),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data.backtest) ? SOON_MS : false),
  });

export type Change = 'ADDED' | 'GONE' | 'CHANGED';

export const differencesQuery = (backtestId: string, change: Change | undefined, done: boolean) =>
  infiniteQueryOptions({
    queryKey: ['backtests', backtestId, 'differences', change ?? null, done],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: 50,
        ...(change === undefined ? {} : { change }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      return taken(
        api.GET('/v1/backtests/{backtestId}/differences', { params: { path: { backtestId }, query }, signal }),
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export interface NewBacktest {
  pack?: Record<string, unknown>;
  version?: string;
  from?: string;
  to?: string;
  clientIds?: string[];
}

export const createBacktest = (body: NewBacktest): Promise<Backtest> => taken(api.POST('/v1/backtests', { body }));

export const resumeBacktest = (backtestId: string): Promise<Backtest> =>
  taken(api.POST('/v1/backtests/{backtestId}/resume', { params: { path: { backtestId } }, body: {} }));

export const cancelBacktest = (backtestId: string): Promise<Backtest> =>
  taken(api.POST('/v1/backtests/{backtestId}/cancel', { params: { path: { backtestId } }, body: {} }));
