import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, Reason } from '../http/shape.js';
import { Gap, Gaps, Topic, Topics } from '../shapes/topic.js';

const byTopic = Type.Object({ topic: Name });
const decided = Type.Object({ rebindingId: Name }, { additionalProperties: false });

export const list = operation({
  id: 'listTopics',
  method: 'GET',
  path: 'v1/topics',
  permission: 'read',
  summary: 'The topics that are read, which they are, and why one is not read any more',
  answer: Topics,
});
export const rebind = operation({
  id: 'rebindTopic',
  method: 'POST',
  path: 'v1/topics/:topic/rebind',
  permission: 'manage-topics',
  wholeBook: true,
  summary: 'Propose from where to read on a topic that is another one now, or whose records are others',
  params: byTopic,
  body: Type.Object(
    {
      from: Type.String({
        minLength: 1,
        maxLength: 64,
        description: '"beginning", an offset for each partition, or a time (a date, or RFC 3339 with an offset).',
      }),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  answer: Topic,
  status: 201,
});
export const approve = operation({
  id: 'approveRebinding',
  method: 'POST',
  path: 'v1/topics/:topic/rebind/approve',
  permission: 'approve',
  takesTwo: true,
  wholeBook: true,
  summary: 'Agree to how somebody else proposed to read on; it is read on at once',
  params: byTopic,
  body: decided,
  answer: Topic,
});
export const reject = operation({
  id: 'rejectRebinding',
  method: 'POST',
  path: 'v1/topics/:topic/rebind/reject',
  permission: 'approve',
  wholeBook: true,
  summary: 'Turn the proposal down; the topic stays unread',
  params: byTopic,
  body: decided,
  answer: Topic,
});
export const gaps = operation({
  id: 'listGaps',
  method: 'GET',
  path: 'v1/gaps',
  permission: 'read',
  summary: 'Offsets that were never read: those that nobody has accepted first, the newest before the older',
  query: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }) }),
  answer: Gaps,
});
export const accept = operation({
  id: 'acceptGap',
  method: 'POST',
  path: 'v1/gaps/:gapId/accept',
  permission: 'manage-topics',
  wholeBook: true,
  summary: 'Accept that what was in these offsets stays unknown; "verify" no longer fails for it',
  params: Type.Object({ gapId: Type.String({ minLength: 1, maxLength: 300 }) }),
  body: Type.Object({ reason: Reason }, { additionalProperties: false }),
  answer: Gap,
});
