import { Type } from '@sinclair/typebox';
import { REJECTION_STANDINGS } from '#store';
import { operation } from '../http/operation.js';
import { Name, onlyPage, Reason, Words, wordOf } from '../http/shape.js';
import { Rejection, RejectionGroups, RejectionOutcome, RejectionPage } from './rejections.shapes.js';
import { proposedRejectionExample, rejectionExample, rejectionGroupExample } from './rejections.examples.js';

const byId = Type.Object({ rejectionId: Name });
const nothing = Type.Object({}, { additionalProperties: false });
const several = Type.Array(Name, { minItems: 1, maxItems: 100, uniqueItems: true });
const FILTER = {
  standing: Type.Optional(Type.Array(wordOf(REJECTION_STANDINGS), { maxItems: REJECTION_STANDINGS.length })),
  reason: Type.Optional(Type.Array(Name, { maxItems: 20 })),
  topic: Type.Optional(Name),
};

export const list = operation({
  id: 'listRejections',
  method: 'GET',
  path: 'v1/rejections',
  permission: 'read-rejections',
  wholeBook: true,
  tag: 'Rejections',
  summary: 'List rejected messages',
  description: 'Newest first.',
  query: Type.Object({
    settled: Type.Optional(
      Type.Boolean({
        description: 'Whether the message was processed again and accepted, or found to be recorded already.',
      }),
    ),
    ...FILTER,
    cause: Type.Optional({ ...Words, description: 'As the groups have it: only rejections that came about so.' }),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 25 }),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  answer: RejectionPage,
  example: { answer: onlyPage(rejectionExample) },
});
export const groups = operation({
  id: 'groupRejections',
  method: 'GET',
  path: 'v1/rejections/groups',
  permission: 'read-rejections',
  wholeBook: true,
  tag: 'Rejections',
  summary: 'Group rejected messages by cause',
  description: 'By topic, reason and sentence, without what is only of each message. The last seen first, at most 200.',
  query: Type.Object(FILTER),
  answer: RejectionGroups,
  example: { answer: { items: [rejectionGroupExample], total: 1 } },
});
export const one = operation({
  id: 'getRejection',
  method: 'GET',
  path: 'v1/rejections/:rejectionId',
  permission: 'read-rejections',
  wholeBook: true,
  tag: 'Rejections',
  summary: 'Get a rejected message',
  description: 'With everything that was done about it.',
  params: byId,
  answer: Rejection,
  example: { answer: rejectionExample },
});
export const redrive = operation({
  id: 'redriveRejection',
  method: 'POST',
  path: 'v1/rejections/:rejectionId/redrive',
  permission: 'redrive',
  wholeBook: true,
  tag: 'Rejections',
  summary: 'Process a rejected message again',
  description: 'Also one that was set aside. The answer shows whether it was accepted.',
  params: byId,
  body: nothing,
  answer: Rejection,
  example: {
    body: {},
    answer: {
      ...rejectionExample,
      settled: true,
      standing: 'SETTLED',
      attempts: [{ attempt: 1, outcome: 'ACCEPTED', message: null, recordedAt: '2026-03-02T12:30:00.000Z' }],
    },
  },
});
export const setAside = operation({
  id: 'setRejectionAside',
  method: 'POST',
  path: 'v1/rejections/:rejectionId/set-aside',
  permission: 'set-aside',
  wholeBook: true,
  tag: 'Rejections',
  summary: 'Set a rejected message aside',
  description: 'With the reason. Where the message names a client, this proposes it, and a second person approves it.',
  params: byId,
  body: Type.Object({ reason: Reason }, { additionalProperties: false }),
  answer: Rejection,
  example: {
    body: { reason: 'A test message; the client system has sent the right one since.' },
    answer: proposedRejectionExample,
  },
});
export const approve = operation({
  id: 'approveSetAside',
  method: 'POST',
  path: 'v1/rejections/:rejectionId/approve',
  permission: 'approve',
  takesTwo: true,
  wholeBook: true,
  tag: 'Rejections',
  summary: 'Approve setting a message aside',
  description: 'As somebody else has proposed.',
  params: byId,
  body: nothing,
  answer: Rejection,
  example: { body: {}, answer: { ...proposedRejectionExample, standing: 'SET_ASIDE' } },
});
export const reject = operation({
  id: 'rejectSetAside',
  method: 'POST',
  path: 'v1/rejections/:rejectionId/reject',
  permission: 'approve',
  wholeBook: true,
  tag: 'Rejections',
  summary: 'Refuse to set a message aside',
  description: 'The message waits as before.',
  params: byId,
  body: Type.Object({ reason: Type.Optional(Reason) }, { additionalProperties: false }),
  answer: Rejection,
  example: { body: { reason: 'It names a client; let us ask first.' }, answer: rejectionExample },
});

export const redriveSeveral = operation({
  id: 'redriveRejections',
  method: 'POST',
  path: 'v1/rejections/redrive',
  permission: 'redrive',
  wholeBook: true,
  tag: 'Rejections',
  summary: 'Process several rejected messages again',
  description: 'In the order in which they are named. Each is done or refused by itself.',
  body: Type.Object({ rejectionIds: several }, { additionalProperties: false }),
  answer: RejectionOutcome,
  example: {
    body: { rejectionIds: [rejectionExample.rejectionId] },
    answer: { done: [{ rejectionId: rejectionExample.rejectionId, standing: 'SETTLED' }], refused: [] },
  },
});
export const setSeveralAside = operation({
  id: 'setRejectionsAside',
  method: 'POST',
  path: 'v1/rejections/set-aside',
  permission: 'set-aside',
  wholeBook: true,
  tag: 'Rejections',
  summary: 'Set several rejected messages aside',
  description: 'For the same reason. Those that name a client are proposed, and a second person approves them.',
  body: Type.Object({ rejectionIds: several, reason: Reason }, { additionalProperties: false }),
  answer: RejectionOutcome,
  example: {
    body: { rejectionIds: [rejectionExample.rejectionId], reason: 'Test messages of the client system.' },
    answer: { done: [{ rejectionId: rejectionExample.rejectionId, standing: 'PROPOSED' }], refused: [] },
  },
});
export const decideSeveral = operation({
  id: 'decideSetAsides',
  method: 'POST',
  path: 'v1/rejections/decisions',
  permission: 'approve',
  takesTwo: true,
  wholeBook: true,
  tag: 'Rejections',
  summary: 'Approve or refuse setting several messages aside',
  description: 'As somebody else has proposed for each. Each is done or refused by itself.',
  body: Type.Object(
    {
      rejectionIds: several,
      decision: wordOf(['approve', 'reject'] as const),
      reason: Type.Optional({ ...Reason, description: 'With a refusal.' }),
    },
    { additionalProperties: false },
  ),
  answer: RejectionOutcome,
  example: {
    body: { rejectionIds: [rejectionExample.rejectionId], decision: 'approve' },
    answer: { done: [{ rejectionId: rejectionExample.rejectionId, standing: 'SET_ASIDE' }], refused: [] },
  },
});
