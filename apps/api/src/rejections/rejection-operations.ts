import { Type } from '@sinclair/typebox';
import { REJECTION_STANDINGS } from '#store';
import { operation } from '../http/operation.js';
import { Name, Reason, wordOf } from '../http/shape.js';
import { Rejection, RejectionPage } from '../shapes/rejection.js';

const byId = Type.Object({ rejectionId: Name });
const nothing = Type.Object({}, { additionalProperties: false });
export const list = operation({
  id: 'listRejections',
  method: 'GET',
  path: 'v1/rejections',
  permission: 'read-rejections',
  wholeBook: true,
  summary: 'Messages that could not be taken, the newest first',
  query: Type.Object({
    settled: Type.Optional(Type.Boolean({ description: 'Whether a re-drive has settled it.' })),
    standing: Type.Optional(Type.Array(wordOf(REJECTION_STANDINGS), { maxItems: REJECTION_STANDINGS.length })),
    reason: Type.Optional(Type.Array(Name, { maxItems: 20 })),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 25 }),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  answer: RejectionPage,
});
export const one = operation({
  id: 'getRejection',
  method: 'GET',
  path: 'v1/rejections/:rejectionId',
  permission: 'read-rejections',
  wholeBook: true,
  summary: 'One message that could not be taken, with all that was done about it',
  params: byId,
  answer: Rejection,
});
export const redrive = operation({
  id: 'redriveRejection',
  method: 'POST',
  path: 'v1/rejections/:rejectionId/redrive',
  permission: 'redrive',
  wholeBook: true,
  summary: 'Take it up again, and see what comes of it; also where it was set aside',
  params: byId,
  body: nothing,
  answer: Rejection,
});
export const setAside = operation({
  id: 'setRejectionAside',
  method: 'POST',
  path: 'v1/rejections/:rejectionId/set-aside',
  permission: 'set-aside',
  wholeBook: true,
  summary: 'Set it aside with a reason, so that it stands in nobody’s way; where it names a client, this proposes it',
  params: byId,
  body: Type.Object({ reason: Reason }, { additionalProperties: false }),
  answer: Rejection,
});
export const approve = operation({
  id: 'approveSetAside',
  method: 'POST',
  path: 'v1/rejections/:rejectionId/approve',
  permission: 'approve',
  takesTwo: true,
  wholeBook: true,
  summary: 'Agree to setting it aside, as somebody else has proposed',
  params: byId,
  body: nothing,
  answer: Rejection,
});
export const reject = operation({
  id: 'rejectSetAside',
  method: 'POST',
  path: 'v1/rejections/:rejectionId/reject',
  permission: 'approve',
  wholeBook: true,
  summary: 'Turn down the proposal to set it aside: it waits as before',
  params: byId,
  body: Type.Object({ reason: Type.Optional(Reason) }, { additionalProperties: false }),
  answer: Rejection,
});
