import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, Reason } from '../http/shape.js';
import { erasureExample, finishedExample, heldExample, holdExample } from './privacy.examples.js';
import { Erasure, Erasures, HeldData, LegalHold, LegalHolds } from './privacy.shapes.js';

const byErasure = Type.Object({ erasureId: Name });
const listed = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
  clientId: Type.Optional(
    Type.String({ minLength: 1, maxLength: 256, description: 'Only of this client, under whichever of their ids.' }),
  ),
});

export const listErasures = operation({
  id: 'listErasures',
  method: 'GET',
  path: 'v1/erasures',
  permission: 'read-privacy',
  wholeBook: true,
  tag: 'Privacy',
  summary: 'List erasures',
  description: 'Those that wait for a second person first, then the newest.',
  query: listed,
  answer: Erasures,
  example: { answer: { items: [finishedExample] } },
});
export const requestErasure = operation({
  id: 'requestErasure',
  mayLack: true,
  method: 'POST',
  path: 'v1/erasures',
  permission: 'erase',
  wholeBook: true,
  tag: 'Privacy',
  summary: 'Ask for a client to be erased',
  description:
    'Under all of their ids. A second person decides. Refused while a legal hold stands; to ask again while one is under way gives that one.',
  body: Type.Object({ clientId: Name, reason: Reason }, { additionalProperties: false }),
  answer: Erasure,
  status: 201,
  example: { body: { clientId: 'c-1042', reason: 'Asked for by letter of 3 May 2026.' }, answer: erasureExample },
});
export const approveErasure = operation({
  id: 'approveErasure',
  method: 'POST',
  path: 'v1/erasures/:erasureId/approve',
  permission: 'erase',
  takesTwo: true,
  wholeBook: true,
  tag: 'Privacy',
  summary: 'Approve an erasure',
  description: 'That somebody else has asked for. It can’t be undone.',
  params: byErasure,
  answer: Erasure,
  example: {
    answer: {
      ...erasureExample,
      state: 'APPROVED',
      decidedBy: 'dan@bank.example',
      decidedAt: '2026-05-04T09:00:00.000Z',
    },
  },
});
export const rejectErasure = operation({
  id: 'rejectErasure',
  method: 'POST',
  path: 'v1/erasures/:erasureId/reject',
  permission: 'erase',
  wholeBook: true,
  tag: 'Privacy',
  summary: 'Reject an erasure',
  params: byErasure,
  body: Type.Object({ reason: Reason }, { additionalProperties: false }),
  answer: Erasure,
  example: {
    body: { reason: 'They are a client still.' },
    answer: {
      ...erasureExample,
      state: 'REJECTED',
      decidedBy: 'dan@bank.example',
      decidedAt: '2026-05-04T09:00:00.000Z',
      decisionReason: 'They are a client still.',
    },
  },
});
export const listHolds = operation({
  id: 'listHolds',
  method: 'GET',
  path: 'v1/holds',
  permission: 'read-privacy',
  wholeBook: true,
  tag: 'Privacy',
  summary: 'List legal holds',
  description: 'Those that stand first.',
  query: listed,
  answer: LegalHolds,
  example: { answer: { items: [holdExample] } },
});
export const placeHold = operation({
  id: 'placeHold',
  method: 'POST',
  path: 'v1/holds',
  permission: 'hold',
  wholeBook: true,
  tag: 'Privacy',
  summary: 'Place a legal hold on a client',
  description: 'While it stands nothing of the client is erased, under whichever of their ids.',
  body: Type.Object({ clientId: Name, reason: Reason }, { additionalProperties: false }),
  answer: LegalHold,
  status: 201,
  example: {
    body: { clientId: 'c-1042', reason: 'Proceedings before the regional court, 4 O 12/26.' },
    answer: holdExample,
  },
});
export const liftHold = operation({
  id: 'liftHold',
  method: 'POST',
  path: 'v1/holds/:holdId/lift',
  permission: 'hold',
  wholeBook: true,
  tag: 'Privacy',
  summary: 'Lift a legal hold',
  params: Type.Object({ holdId: Name }),
  body: Type.Object({ reason: Reason }, { additionalProperties: false }),
  answer: LegalHold,
  example: {
    body: { reason: 'The proceedings have ended.' },
    answer: {
      ...holdExample,
      liftedBy: 'dan@bank.example',
      liftedAt: '2027-01-11T08:00:00.000Z',
      liftReason: 'The proceedings have ended.',
    },
  },
});
export const held = operation({
  id: 'getHeldData',
  method: 'GET',
  path: 'v1/clients/:clientId/held',
  permission: 'read-privacy',
  wholeBook: true,
  tag: 'Privacy',
  summary: 'Export all that is held of a client',
  description: 'The answer to “what do you hold of me?”, under all of their ids. Who took it is in the audit.',
  params: Type.Object({ clientId: Name }),
  answer: HeldData,
  example: { answer: heldExample },
});
export const heldPage = operation({
  id: 'getHeldDataPage',
  method: 'GET',
  path: 'v1/clients/:clientId/held.html',
  permission: 'read-privacy',
  wholeBook: true,
  tag: 'Privacy',
  summary: 'Export all that is held of a client as a page',
  description: 'For the client to read. Who took it is in the audit.',
  params: Type.Object({ clientId: Name }),
  mediaType: 'text/html',
});
