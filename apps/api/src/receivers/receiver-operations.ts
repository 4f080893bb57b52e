import { Type } from '@sinclair/typebox';
import { RECEIVER_KINDS } from '#store';
import type { FormerName } from '../http/former-name.js';
import { operation } from '../http/operation.js';
import { Name, wordOf } from '../http/shape.js';
import {
  AlertMatcher,
  DeliveryOfAnyPage,
  DeliveryPage,
  NewReceiver,
  TestOrdered,
  Receiver,
  ReceiverPage,
} from '../shapes/notifications.js';

const byId = Type.Object({ receiverId: Name });
const paging = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
});

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
  summary: 'Where alerts are told: webhooks, addresses of mail, Alertmanagers',
  query: paging,
  answer: ReceiverPage,
});
export const create = operation({
  id: 'createReceiver',
  method: 'POST',
  path: 'v1/receivers',
  formerly: formerly('createWebhook', 'v1/webhooks'),
  permission: 'administer',
  wholeBook: true,
  summary: 'Tell alerts somewhere from now on; the secret of a webhook is shown this once',
  body: Type.Object(
    {
      kind: Type.Optional(wordOf(RECEIVER_KINDS, 'Default: webhook.')),
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      url: Type.Optional(
        Type.String({ minLength: 1, maxLength: 2000, description: 'Of a webhook or an Alertmanager; http or https.' }),
      ),
      addresses: Type.Optional(
        Type.Array(Type.String({ pattern: '^[^\\s@,;<>]{1,64}@[^\\s@,;<>]{1,190}$' }), {
          minItems: 1,
          maxItems: 20,
          description: 'Of mail, where the kind is email.',
        }),
      ),
      route: Type.Optional(Type.Array(AlertMatcher, { maxItems: 20 })),
    },
    { additionalProperties: false },
  ),
  answer: NewReceiver,
  status: 201,
});
export const test = operation({
  id: 'testReceiver',
  method: 'POST',
  path: 'v1/receivers/:receiverId/test',
  formerly: formerly('testWebhook', 'v1/webhooks/:receiverId/test'),
  permission: 'administer',
  wholeBook: true,
  summary: 'Send a test the way that alerts go; how it went stands among the deliveries',
  params: byId,
  answer: TestOrdered,
  status: 202,
});
export const rotate = operation({
  id: 'rotateReceiverSecret',
  method: 'POST',
  path: 'v1/receivers/:receiverId/rotate',
  formerly: formerly('rotateWebhookSecret', 'v1/webhooks/:receiverId/rotate'),
  permission: 'administer',
  wholeBook: true,
  summary: 'Make a new secret; the one before signs beside it for a day',
  params: byId,
  answer: NewReceiver,
});
export const enable = operation({
  id: 'enableReceiver',
  method: 'POST',
  path: 'v1/receivers/:receiverId/enable',
  formerly: formerly('enableWebhook', 'v1/webhooks/:receiverId/enable'),
  permission: 'administer',
  wholeBook: true,
  summary: 'Use it again after it answered 410 Gone',
  params: byId,
  answer: Receiver,
});
export const remove = operation({
  id: 'deleteReceiver',
  method: 'DELETE',
  path: 'v1/receivers/:receiverId',
  formerly: formerly('deleteWebhook', 'v1/webhooks/:receiverId'),
  permission: 'administer',
  wholeBook: true,
  summary: 'Tell nothing there any more; its deliveries stay on record',
  params: byId,
  answer: Receiver,
});
export const deliveries = operation({
  id: 'listReceiverDeliveries',
  method: 'GET',
  path: 'v1/receivers/:receiverId/deliveries',
  formerly: formerly('listWebhookDeliveries', 'v1/webhooks/:receiverId/deliveries'),
  permission: 'read-administration',
  wholeBook: true,
  summary: 'Every attempt, and whatever was not sent, with the reason; the newest first',
  params: byId,
  query: paging,
  answer: DeliveryPage,
});
export const allDeliveries = operation({
  id: 'listDeliveries',
  method: 'GET',
  path: 'v1/deliveries',
  permission: 'read-administration',
  wholeBook: true,
  summary: 'The deliveries of all, and the alerts that no route takes; the newest first',
  query: paging,
  answer: DeliveryOfAnyPage,
});
