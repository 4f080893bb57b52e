import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, Reason } from '../http/shape.js';
import { Gap, Gaps, Topic, Topics } from './topics.shapes.js';
import { gapExample, reboundTopicExample, stoppedTopicExample, topicExample } from './topics.examples.js';

const byTopic = Type.Object({ topic: Name });
const decided = Type.Object({ rebindingId: Name }, { additionalProperties: false });

export const list = operation({
  id: 'listTopics',
  method: 'GET',
  path: 'v1/topics',
  permission: 'read',
  tag: 'Topics',
  summary: 'List topics',
  description: 'Those that are read, and why one is not read any more.',
  answer: Topics,
  example: { answer: { items: [topicExample] } },
});
export const rebind = operation({
  id: 'rebindTopic',
  method: 'POST',
  path: 'v1/topics/:topic/rebind',
  permission: 'manage-topics',
  wholeBook: true,
  tag: 'Topics',
  summary: 'Propose how to read a changed topic',
  description:
    'For a topic that was made anew, or that holds other records than were read from it: from where to read on.',
  params: byTopic,
  body: Type.Object(
    {
      from: Type.String({
        minLength: 1,
        maxLength: 64,
        description:
          'Where to read on: "beginning", an offset (the same for each partition), or a time (a date, or RFC 3339 with an offset).',
      }),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  answer: Topic,
  status: 201,
  example: {
    body: { from: 'beginning', reason: 'The topic was made anew with more partitions; everything in it is new.' },
    answer: stoppedTopicExample,
  },
});
export const approve = operation({
  id: 'approveRebinding',
  method: 'POST',
  path: 'v1/topics/:topic/rebind/approve',
  permission: 'approve',
  takesTwo: true,
  wholeBook: true,
  tag: 'Topics',
  summary: 'Approve how to read a changed topic',
  description: 'As somebody else has proposed. Reading goes on at once.',
  params: byTopic,
  body: decided,
  answer: Topic,
  example: { body: { rebindingId: '5f0f5c1e-0b53-4a0e-9a51-6d7a0b1f2c3d' }, answer: reboundTopicExample },
});
export const reject = operation({
  id: 'rejectRebinding',
  method: 'POST',
  path: 'v1/topics/:topic/rebind/reject',
  permission: 'approve',
  wholeBook: true,
  tag: 'Topics',
  summary: 'Reject how to read a changed topic',
  description: 'The topic stays unread.',
  params: byTopic,
  body: decided,
  answer: Topic,
  example: {
    body: { rebindingId: '5f0f5c1e-0b53-4a0e-9a51-6d7a0b1f2c3d' },
    answer: { ...stoppedTopicExample, proposal: null },
  },
});
export const gaps = operation({
  id: 'listGaps',
  method: 'GET',
  path: 'v1/gaps',
  permission: 'read',
  tag: 'Topics',
  summary: 'List offsets that were never read',
  description: 'Those that nobody has accepted first, then newest first.',
  query: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }) }),
  answer: Gaps,
  example: { answer: { items: [gapExample] } },
});
export const accept = operation({
  id: 'acceptGap',
  method: 'POST',
  path: 'v1/gaps/:gapId/accept',
  permission: 'manage-topics',
  wholeBook: true,
  tag: 'Topics',
  summary: 'Accept offsets that were never read',
  description: 'What was in them stays unknown. `scopewatch verify` no longer fails because of them.',
  params: Type.Object({ gapId: Type.String({ minLength: 1, maxLength: 300 }) }),
  body: Type.Object({ reason: Reason }, { additionalProperties: false }),
  answer: Gap,
  example: {
    body: { reason: 'Test messages of the days before going live.' },
    answer: {
      ...gapExample,
      acceptedBy: 'ann@bank.example',
      acceptedAt: '2026-02-20T09:00:00.000Z',
      reason: 'Test messages of the days before going live.',
    },
  },
});
