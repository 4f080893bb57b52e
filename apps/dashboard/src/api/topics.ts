import { api, taken } from './client';
import type { OffsetGap, Topic } from './types';

const about = (topic: string) => ({ path: { topic } });

export const proposeRebinding = (topic: string, proposal: { from: string; reason: string }): Promise<Topic> =>
  taken(api.POST('/v1/topics/{topic}/rebind', { params: about(topic), body: proposal }));

export const approveRebinding = (topic: string, rebindingId: string): Promise<Topic> =>
  taken(api.POST('/v1/topics/{topic}/rebind/approve', { params: about(topic), body: { rebindingId } }));

export const rejectRebinding = (topic: string, rebindingId: string): Promise<Topic> =>
  taken(api.POST('/v1/topics/{topic}/rebind/reject', { params: about(topic), body: { rebindingId } }));

export const acceptGap = (gapId: string, reason: string): Promise<OffsetGap> =>
  taken(api.POST('/v1/gaps/{gapId}/accept', { params: { path: { gapId } }, body: { reason } }));
