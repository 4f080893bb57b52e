import { Type } from '@sinclair/typebox';
import { ALERT_FACETS } from '#domain';
import { DELIVERY_OUTCOMES, FAILURE_REASONS, KEPT_REASONS, RECEIVER_KINDS } from '#store';
import { At, Count, Name, orNull, pageOf, shape, wordOf } from '../http/shape.js';

/** One condition of a route or a silence. */
export const AlertMatcher = shape(
  'AlertMatcher',
  {
    facet: wordOf(ALERT_FACETS),
    values: Type.Array(Name, {
      minItems: 1,
      maxItems: 200,
      description:
        'Any of these. UNKNOWN stands for no country, UNSPECIFIED for no class, NONE for none of the others.',
    }),
  },
  { additionalProperties: false },
);

export const Receiver = shape('Receiver', {
  receiverId: Name,
  kind: wordOf(RECEIVER_KINDS),
  name: Type.String(),
  url: orNull(Type.String({ description: 'Of a webhook or an Alertmanager.' })),
  addresses: orNull(Type.Array(Type.String(), { description: 'Of mail.' })),
  route: Type.Array(AlertMatcher, { description: 'Alerts that meet all of these are told; none: all alerts.' }),
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
        'Of a webhook, to check signatures by (Standard Webhooks). Shown this once: a repetition is answered without it.',
    }),
  ),
  previousUntil: orNull({ ...At, description: 'After a rotation: until then the secret before signs too.' }),
});

export const TestOrdered = shape('TestOrdered', {
  notificationId: Type.String({ description: 'How it went stands among the deliveries under this id.' }),
});

export const Delivery = shape('Delivery', {
  position: Count,
  at: At,
  receiverId: orNull(Type.String({ description: 'Null where no receiver’s route takes the alert.' })),
  notificationId: orNull(Type.String({ description: 'The webhook-id; the same on every attempt.' })),
  group: Type.String({ description: 'incident:<id>, alert:<id> or test:<id>.' }),
  type: Type.String(),
  attempt: Type.Integer({ minimum: 0, description: 'From 1; 0 where nothing was tried.' }),
  outcome: wordOf(DELIVERY_OUTCOMES),
  reason: orNull(wordOf([...FAILURE_REASONS, ...KEPT_REASONS])),
  status: orNull(Type.Integer({ description: 'What an HTTP or SMTP server answered.' })),
  detail: orNull(Type.String()),
  tookMs: orNull(Count),
});
export const DeliveryPage = pageOf(Delivery);

/** This list kept its name when webhooks became receivers, so it says both. */
export const DeliveryOfAny = shape('DeliveryOfAny', {
  ...Delivery.properties,
  webhookId: orNull(Type.String({ deprecated: true, description: 'The same as receiverId, which to use instead.' })),
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
      'It is so long, with what kept the same alerts quiet before it, that it keeps nothing quiet until somebody else agrees.',
  }),
  approvedBy: orNull(Name),
  endedAt: orNull(At),
  endedBy: orNull(Name),
  state: wordOf(SILENCE_STATES),
});
export const SilencePage = pageOf(Silence);
