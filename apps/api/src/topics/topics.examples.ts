import type { Static } from '@sinclair/typebox';
import type { Gap, Topic } from './topics.shapes.js';

export const topicExample: Static<typeof Topic> = {
  topic: 'account-events',
  incarnation: 1,
  clusterId: 'yJr46a84a-LSZouC3T2btQ',
  topicId: 'mv31Y5nhR4uFrlv08qhJwQ',
  boundAt: '2026-01-01T08:00:00.000Z',
  state: 'READ',
  stop: null,
  proposal: null,
};

export const stoppedTopicExample: Static<typeof Topic> = {
  ...topicExample,
  state: 'STOPPED',
  stop: {
    reason: 'RECREATED',
    detail: 'account-events has another topic id than the one that was read',
    foundClusterId: 'yJr46a84a-LSZouC3T2btQ',
    foundTopicId: 'JGwRFAOpSLia3gPKDrfj5g',
    noticedAt: '2026-04-12T06:30:00.000Z',
  },
  proposal: {
    rebindingId: '5f0f5c1e-0b53-4a0e-9a51-6d7a0b1f2c3d',
    from: 'beginning',
    reason: 'The topic was made anew with more partitions; everything in it is new.',
    clusterId: 'yJr46a84a-LSZouC3T2btQ',
    topicId: 'JGwRFAOpSLia3gPKDrfj5g',
    proposedBy: 'ann@bank.example',
    proposedAt: '2026-04-12T07:00:00.000Z',
  },
};

export const reboundTopicExample: Static<typeof Topic> = {
  ...topicExample,
  incarnation: 2,
  topicId: 'JGwRFAOpSLia3gPKDrfj5g',
  boundAt: '2026-04-12T07:20:00.000Z',
};

export const gapExample: Static<typeof Gap> = {
  gapId: 'account-events-3-40',
  topic: 'account-events',
  partition: 3,
  from: 40,
  to: 42,
  kind: 'EXPIRED',
  recordedAt: '2026-02-20T06:00:00.000Z',
  acceptedBy: null,
  acceptedAt: null,
  reason: null,
};
