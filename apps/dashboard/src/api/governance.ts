import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import { isUnderWay } from './past';
import type { Proposal, Rebuild } from './types';

const SOON_MS = 1_000;

export const proposalsQuery = queryOptions({
  queryKey: ['proposals'],
  queryFn: () => taken(api.GET('/v1/policy-proposals')),
  refetchInterval: ({ state }) =>
    state.data?.items.some(({ backtest }) => isUnderWay(backtest)) === true ? SOON_MS : false,
});

export const propose = (pack: Record<string, unknown>, reason: string): Promise<Proposal> =>
  taken(api.POST('/v1/policies', { body: { pack, reason } }));

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
