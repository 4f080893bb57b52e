import { Type } from '@sinclair/typebox';
import { REJECTION_STANDINGS } from '#store';
import { operation } from '../http/operation.js';
import { Name, onlyPage, Reason, wordOf } from '../http/shape.js';
import { Rejection, RejectionPage } from './rejections.shapes.js';
import { proposedRejectionExample, rejectionExample } from './rejections.examples.js';

const byId = Type.Object({ rejectionId: Name });
const nothing = Type.Object({}, { additionalProperties: false });
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
    standing: Type.Optional(Type.Array(wordOf(REJECTION_STANDINGS), { maxItems: REJECTION_STANDINGS.length })),
    reason: Type.Optional(Type.Array(Name, { maxItems: 20 })),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 25 }),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  answer: RejectionPage,
  example: { answer: onlyPage(rejectionExample) },
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
