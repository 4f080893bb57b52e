import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import { isUnderWay } from './past';
import { ApiProblem } from './problem';
import type { Proposal, Rebuild, Shadow } from './types';

const SOON_MS = 1_000;

export const proposalsQuery = queryOptions({
  queryKey: ['proposals'],
  queryFn: () => taken(api.GET('/v1/policy-proposals')),
  refetchInterval: ({ state }) =>
    state.data?.items.some(({ backtest }) => isUnderWay(backtest)) === true ? SOON_MS : false,
});

export const propose = (pack: Record<string, unknown>, reason: string): Promise<Proposal> =>
  taken(api.POST('/v1/policies', { body: { pack, reason } }));

/** What the api says of a draft, which it does not keep. */
export const packPreviewQuery = (pack: Readonly<Record<string, unknown>>) =>
  queryOptions({
    queryKey: ['pack-preview', pack],
    queryFn: ({ signal }) => taken(api.POST('/v1/policies/preview', { body: { pack }, signal })),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });

const of = (version: string) => ({ params: { path: { version } } });

export interface Approval {
  /** RFC 3339; absent: at once. */
  effectiveFrom?: string;
  notify: boolean;
}

/** @throws ApiProblem SECOND_PERSON where it is the caller's own */
export const approveProposal = (version: string, body: Approval): Promise<Proposal> =>
  taken(api.POST('/v1/policies/{version}/approve', { ...of(version), body }));
export const rejectProposal = (version: string): Promise<Proposal> =>
  taken(api.POST('/v1/policies/{version}/reject', { ...of(version), body: {} }));
export const withdrawProposal = (version: string): Promise<Proposal> =>
  taken(api.POST('/v1/policies/{version}/withdraw', { ...of(version), body: {} }));

const FOLLOWED_MS = 5_000;

/** How a proposed pack fares beside the one in force; `null` where it has not run. */
export const shadowQuery = (version: string) =>
  queryOptions({
    queryKey: ['proposals', version, 'shadow'],
    queryFn: async (): Promise<Shadow | null> => {
      try {
        return await taken(api.GET('/v1/policies/{version}/shadow', of(version)));
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 404) return null;
        throw error;
      }
    },
    refetchInterval: ({ state }) => (state.data?.status === 'RUNNING' ? FOLLOWED_MS : false),
  });

export const shadowDifferencesQuery = (version: string) =>
  infiniteQueryOptions({
    queryKey: ['proposals', version, 'shadow', 'differences'],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 20, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const params = { path: { version }, query };
      return taken(api.GET('/v1/policies/{version}/shadow/differences', { params, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const startShadow = (version: string): Promise<Shadow> =>
  taken(api.POST('/v1/policies/{version}/shadow', { ...of(version), body: {} }));
export const stopShadow = (version: string): Promise<Shadow> =>
  taken(api.POST('/v1/policies/{version}/shadow/stop', { ...of(version), body: {} }));

const RESTING: readonly Rebuild['stage'][] = [
  'COMPARED',
  'IN_USE',
  'ROLLED_BACK',
  'DONE',
  'CANCELLED',
  'FAILED',
  'DISCARDED',
];

export const isResting = ({ stage }: Rebuild): boolean => RESTING.includes(stage);

export const rebuildsQuery = queryOptions({
  queryKey: ['rebuilds'],
  queryFn: () => taken(api.GET('/v1/rebuilds')),
  refetchInterval: ({ state }) => (state.data?.items.every(isResting) === false ? SOON_MS : false),
});

export const rebuildDifferencesQuery = (rebuildId: string) =>
  infiniteQueryOptions({
    queryKey: ['rebuilds', rebuildId, 'differences'],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const params = { path: { rebuildId }, query };
      return taken(api.GET('/v1/rebuilds/{rebuildId}/differences', { params, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const startRebuild = (compareOnly: boolean): Promise<Rebuild> =>
  taken(api.POST('/v1/rebuilds', { body: { compareOnly } }));

const rebuild = (rebuildId: string) => ({ params: { path: { rebuildId } }, body: {} });

/** @throws ApiProblem SECOND_PERSON where it is the caller's own */
export const approveRebuild = (rebuildId: string): Promise<Rebuild> =>
  taken(api.POST('/v1/rebuilds/{rebuildId}/approve', rebuild(rebuildId)));
export const rollBackRebuild = (rebuildId: string): Promise<Rebuild> =>
  taken(api.POST('/v1/rebuilds/{rebuildId}/roll-back', rebuild(rebuildId)));
export const cancelRebuild = (rebuildId: string): Promise<Rebuild> =>
  taken(api.POST('/v1/rebuilds/{rebuildId}/cancel', rebuild(rebuildId)));
