import { Type } from '@sinclair/typebox';
import { MATCHER_FIELDS } from '#domain';
import { DELIVERY_OUTCOMES, FAILURE_REASONS, KEPT_REASONS, RECEIVER_KINDS } from '#store';
import { At, Count, Name, orNull, pageOf, shape, wordOf } from '../http/shape.js';

/** One condition of a route or a silence. */
export const AlertMatcher = shape(
  'AlertMatcher',
  {
    facet: wordOf(MATCHER_FIELDS),
    values: Type.Array(Name, {
      minItems: 1,
      maxItems: 200,
      description:
        'One of these must be met. UNKNOWN stands for no country, UNSPECIFIED for no class of asset, NONE for no value of any other facet.',
    }),
  },
  { additionalProperties: false },
);

export const Receiver = shape('Receiver', {
  receiverId: Name,
  kind: wordOf(RECEIVER_KINDS),
  name: Type.String(),
  url: orNull(Type.String({ description: 'The address of a webhook or an Alertmanager.' })),
  addresses: orNull(Type.Array(Type.String(), { description: 'The e-mail addresses.' })),
  route: Type.Array(AlertMatcher, {
    description: 'It is sent notices of the alerts that meet all of these; if there are none, of all alerts.',
  }),
  createdBy: Name,
  createdAt: At,
  disabledAt: orNull(At),
  disabledBecause: orNull(Type.String()),
});
export const ReceiverPage = pageOf(Receiver);

export const NewReceiver = shape('NewReceiver', {
  receiver: Receiver,
  secret: orNull(
    Type.String({
      description:
        'The secret of a webhook, to check signatures with (Standard Webhooks). Shown only once: a repeated request is answered without it.',
    }),
  ),
  previousUntil: orNull({
    ...At,
    description: 'After a rotation: until then notices are signed with the old secret as well.',
  }),
});

export const TestOrdered = shape('TestOrdered', {
  notificationId: Type.String({ description: 'The deliveries show under this id how it went.' }),
});

export const Delivery = shape('Delivery', {
  position: Count,
  at: At,
  receiverId: orNull(Type.String({ description: 'Null where the alert matches the route of no receiver.' })),
  notificationId: orNull(Type.String({ description: 'Sent as webhook-id; the same on every attempt.' })),
  group: Type.String({ description: 'incident:<id>, alert:<id> or test:<id>.' }),
  type: Type.String(),
  attempt: Type.Integer({ minimum: 0, description: 'Counts from 1; 0 where nothing was tried.' }),
  outcome: wordOf(DELIVERY_OUTCOMES),
  reason: orNull(wordOf([...FAILURE_REASONS, ...KEPT_REASONS])),
  status: orNull(Type.Integer({ description: 'The status that the HTTP or SMTP server answered.' })),
  detail: orNull(Type.String()),
  tookMs: orNull(Count),
});
export const DeliveryPage = pageOf(Delivery);

/** This list kept its name when webhooks became receivers, so it says both. */
const DeliveryOfAny = shape('DeliveryOfAny', {
  ...Delivery.properties,
  webhookId: orNull(Type.String({ deprecated: true, description: 'The same as receiverId; use that instead.' })),
});
export const DeliveryOfAnyPage = pageOf(DeliveryOfAny);

export const SILENCE_STATES = ['WAITING', 'IN_FORCE', 'OVER', 'ENDED'] as const;

export const Silence = shape('Silence', {
  silenceId: Name,
  matchers: Type.Array(AlertMatcher),
  reason: Type.String(),
  createdBy: Name,
  createdAt: At,
  until: At,
  needsSecond: Type.Boolean({
    description:
      'Whether it is so long, counted with earlier silences of the same alerts, that it has no effect until a second person approves it.',
  }),
  approvedBy: orNull(Name),
  endedAt: orNull(At),
  endedBy: orNull(Name),
  state: wordOf(SILENCE_STATES),
});
export const SilencePage = pageOf(Silence);
