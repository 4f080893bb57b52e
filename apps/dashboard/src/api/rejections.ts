import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { Rejection, RejectionGroup, RejectionOutcome, RejectionPage } from './types';

/** What groups are made of. */
export interface GroupFilter {
  standing?: Rejection['standing'][];
  reason?: string[];
  topic?: string;
}

export interface RejectionFilter extends GroupFilter {
  /** As groups have it. */
  cause?: string;
}

export const groupsQuery = ({ standing, reason, topic }: GroupFilter) => {
  const query = {
    ...(standing === undefined ? {} : { standing }),
    ...(reason === undefined ? {} : { reason }),
    ...(topic === undefined ? {} : { topic }),
  };
  return queryOptions({
    queryKey: ['rejections', 'groups', query],
    queryFn: ({ signal }) => taken(api.GET('/v1/rejections/groups', { params: { query }, signal })),
  });
};

/** All of a group that stand so, the newest first. */
export async function rejectionsIn(
  { topic, reason, cause }: Pick<RejectionGroup, 'topic' | 'reason' | 'cause'>,
  standing: Rejection['standing'][],
): Promise<Rejection[]> {
  const all: Rejection[] = [];
  for (let cursor: string | null = null; ;) {
    const query = { topic, reason: [reason], cause, standing, limit: 100, ...(cursor === null ? {} : { cursor }) };
    const page: RejectionPage = await taken(api.GET('/v1/rejections', { params: { query } }));
    all.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) return all;
  }
}

/** What may be done with several rejections at once. */
export type GroupDecision =
  { kind: 'redrive' } | { kind: 'set-aside'; reason: string } | { kind: 'approve' } | { kind: 'reject' };

export function decideSeveral(rejectionIds: readonly string[], decision: GroupDecision): Promise<RejectionOutcome> {
  const several = { rejectionIds: [...rejectionIds] };
  switch (decision.kind) {
    case 'redrive':
      return taken(api.POST('/v1/rejections/redrive', { body: several }));
    case 'set-aside':
      return taken(api.POST('/v1/rejections/set-aside', { body: { ...several, reason: decision.reason } }));
    case 'approve':
    case 'reject':
      return taken(api.POST('/v1/rejections/decisions', { body: { ...several, decision: decision.kind } }));
  }
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
