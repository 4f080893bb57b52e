import { Type } from '@sinclair/typebox';
import { RECEIVER_KINDS } from '#store';
import { operation, type FormerName } from '../http/operation.js';
import { Label, Name, onlyPage, wordOf, PAGING } from '../http/shape.js';
import {
  AlertMatcher,
  DeliveryOfAnyPage,
  DeliveryPage,
  NewReceiver,
  TestOrdered,
  Receiver,
  ReceiverPage,
} from './receivers.shapes.js';
import { deliveryExample, newReceiverExample, receiverExample, unroutedDeliveryExample } from './receivers.examples.js';

const byId = Type.Object({ receiverId: Name });
const paging = Type.Object(PAGING);

/** What a receiver was called when it could only be a webhook. */
const WORDS = {
  receiverId: 'webhookId',
  receiver: 'webhook',
  Receiver: 'Webhook',
  PageOfReceiver: 'PageOfWebhook',
  NewReceiver: 'NewWebhook',
  Delivery: 'WebhookDelivery',
  PageOfDelivery: 'PageOfWebhookDelivery',
} as const;
const formerly = (id: string, path: string): FormerName => ({ id, path, words: WORDS });

export const list = operation({
  id: 'listReceivers',
  method: 'GET',
  path: 'v1/receivers',
  formerly: formerly('listWebhooks', 'v1/webhooks'),
  permission: 'read-administration',
  wholeBook: true,
  tag: 'Notifications',
  summary: 'List receivers',
  description: 'Webhooks, e-mail addresses and Alertmanagers that are sent notices of alerts.',
  query: paging,
  answer: ReceiverPage,
  example: { answer: onlyPage(receiverExample) },
});
export const create = operation({
  id: 'createReceiver',
  method: 'POST',
  path: 'v1/receivers',
  formerly: formerly('createWebhook', 'v1/webhooks'),
  permission: 'administer',
  wholeBook: true,
  tag: 'Notifications',
  summary: 'Add a receiver',
  description:
    'From now on it is sent notices of the alerts that match its route. The signing secret of a webhook is shown only in this answer.',
  body: Type.Object(
    {
      kind: Type.Optional(wordOf(RECEIVER_KINDS, 'Default: webhook.')),
      name: Type.Optional(Label),
      url: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 2000,
          description: 'The http or https address of a webhook or an Alertmanager.',
        }),
      ),
      addresses: Type.Optional(
        Type.Array(Type.String({ pattern: '^[^\\s@,;<>]{1,64}@[^\\s@,;<>]{1,190}$' }), {
          minItems: 1,
          maxItems: 20,
          description: 'Where the kind is email: the addresses.',
        }),
      ),
      route: Type.Optional(Type.Array(AlertMatcher, { maxItems: 20 })),
    },
    { additionalProperties: false },
  ),
  answer: NewReceiver,
  status: 201,
  example: {
    body: {
      kind: 'webhook',
      name: 'Case system',
      url: 'https://hooks.bank.example/scopewatch',
      route: receiverExample.route,
    },
    answer: newReceiverExample,
  },
});
export const test = operation({
  id: 'testReceiver',
  method: 'POST',
  path: 'v1/receivers/:receiverId/test',
  formerly: formerly('testWebhook', 'v1/webhooks/:receiverId/test'),
  permission: 'administer',
  wholeBook: true,
  tag: 'Notifications',
  summary: 'Send a test notice to a receiver',
  description: 'It goes the same way as notices of alerts; the list of deliveries shows how it went.',
  params: byId,
  answer: TestOrdered,
  status: 202,
  example: { answer: { notificationId: 'msg_9c8d7e2b1d0c9f8e7a6b5c4d3e2f1a0b' } },
});
export const rotate = operation({
  id: 'rotateReceiverSecret',
  method: 'POST',
  path: 'v1/receivers/:receiverId/rotate',
  formerly: formerly('rotateWebhookSecret', 'v1/webhooks/:receiverId/rotate'),
  permission: 'administer',
  wholeBook: true,
  tag: 'Notifications',
  summary: 'Replace the signing secret of a webhook',
  description:
    'For 24 hours notices are signed with the old secret as well. The new secret is shown only in this answer.',
  params: byId,
  answer: NewReceiver,
  example: { answer: { ...newReceiverExample, previousUntil: '2026-03-03T12:00:00.000Z' } },
});
export const enable = operation({
  id: 'enableReceiver',
  method: 'POST',
  path: 'v1/receivers/:receiverId/enable',
  formerly: formerly('enableWebhook', 'v1/webhooks/:receiverId/enable'),
  permission: 'administer',
  wholeBook: true,
  tag: 'Notifications',
  summary: 'Enable a receiver',
  description: 'One that answered 410 Gone is disabled until then.',
  params: byId,
  answer: Receiver,
  example: { answer: receiverExample },
});
export const remove = operation({
  id: 'deleteReceiver',
  method: 'DELETE',
  path: 'v1/receivers/:receiverId',
  formerly: formerly('deleteWebhook', 'v1/webhooks/:receiverId'),
  permission: 'administer',
  wholeBook: true,
  tag: 'Notifications',
  summary: 'Remove a receiver',
  description: 'Nothing is sent to it any more; its deliveries stay on record.',
  params: byId,
  answer: Receiver,
  example: { answer: receiverExample },
});
export const deliveries = operation({
  id: 'listReceiverDeliveries',
  method: 'GET',
  path: 'v1/receivers/:receiverId/deliveries',
  formerly: formerly('listWebhookDeliveries', 'v1/webhooks/:receiverId/deliveries'),
  permission: 'read-administration',
  wholeBook: true,
  tag: 'Notifications',
  summary: 'List the deliveries to a receiver',
  description: 'Every attempt, and every notice that was not sent, with the reason. Newest first.',
  params: byId,
  query: paging,
  answer: DeliveryPage,
  example: { answer: onlyPage(deliveryExample) },
});
export const allDeliveries = operation({
  id: 'listDeliveries',
  method: 'GET',
  path: 'v1/deliveries',
  permission: 'read-administration',
  wholeBook: true,
  tag: 'Notifications',
  summary: 'List all deliveries',
  description: 'To all receivers, and the alerts that match the route of none. Newest first.',
  query: paging,
  answer: DeliveryOfAnyPage,
  example: { answer: onlyPage({ ...unroutedDeliveryExample, webhookId: null }) },
});
