import { Type } from '@sinclair/typebox';
import { VERDICTS } from '#domain';
import { ActRef, Difference, Offer } from '../alerts/alerts.shapes.js';
import { At, Count, Name, orNull, pageOf, shape, wordOf } from '../http/shape.js';

export const ANSWERS = ['MAY', 'MAY_NOT', 'PERSON'] as const;

export const CheckAnswer = shape('CheckAnswer', {
  clientId: Name,
  entityId: Name,
  answer: wordOf(ANSWERS, 'MAY: it would not alert. MAY_NOT: it would alert. PERSON: a person has to decide.'),
  act: ActRef,
  offer: Offer,
  verdict: wordOf(VERDICTS),
  row: Type.Integer(),
  newService: orNull(Type.Boolean()),
  newAssetType: orNull(Type.Boolean()),
  reasons: Type.Array(Type.Object({ source: Type.String(), id: Type.String() })),
  citations: Type.Array(Type.Object({ article: Type.String(), sourceStatus: Type.String() })),
  explanation: Type.String({ description: 'Why, in sentences; what is planned stands in the conditional.' }),
  differences: Type.Array(Difference),
});
export const CheckAnswerPage = pageOf(CheckAnswer);

export const PlannedAct = Type.Object({
  type: orNull(Type.String()),
  effectiveAt: orNull(Type.String()),
  campaignId: orNull(Type.String()),
  entityId: orNull(Type.String()),
  channel: orNull(Type.String()),
  content: orNull(Type.String()),
  productIds: Type.Array(Type.String()),
  offers: Type.Array(Type.Object({ service: orNull(Type.String()), assetId: orNull(Type.String()) })),
  clientId: orNull(Type.String()),
  audience: orNull(
    Type.Object({
      clients: Type.Integer({ minimum: 0, description: 'How many are named by id.' }),
      segmentIds: Type.Array(Type.String()),
      countries: Type.Array(Type.String()),
      excludeCountries: Type.Array(Type.String()),
      everyone: Type.Boolean(),
    }),
  ),
});

export const Check = shape('Check', {
  checkId: Type.String({
    description: 'To be named as checkId in the events of the contacts and campaigns that follow.',
  }),
  askedBy: Name,
  askedAt: At,
  policyVersion: Name,
  ok: Type.Boolean({ description: 'Whether every event could be judged, none would alert, and none needs a person.' }),
  may: Count,
  mayNot: Count,
  person: Count,
  events: Type.Integer({ minimum: 1, description: 'How many planned events the question held; it is kept whole.' }),
  planned: Type.Array(PlannedAct, { description: 'What was asked: the first 100 of these events, in short.' }),
  answers: Type.Array(CheckAnswer, {
    description:
      'The first 100; all are listed under /answers. A caller who is limited to some entities is not shown clients that only other entities know; these are counted in may, mayNot and person all the same.',
  }),
  rejected: Type.Array(Type.Object({ index: Type.Integer(), reason: Type.String(), message: Type.String() }), {
    description:
      'Events that could not be judged, by their place in the request. As long as there are any, ok is false.',
  }),
});

export const CheckSummary = shape('CheckSummary', {
  checkId: Name,
  askedBy: Name,
  askedAt: At,
  policyVersion: Name,
  ok: Type.Boolean(),
  may: Count,
  mayNot: Count,
  person: Count,
  rejected: Type.Integer({ minimum: 0, description: 'How many events could not be judged.' }),
});
export const CheckPage = pageOf(CheckSummary);

const Sent = Type.Object({ clientId: Name, source: Type.String(), id: Type.String(), effectiveAt: Type.String() });
export const Reconciliation = shape('Reconciliation', {
  checkId: Name,
  asAllowed: Count,
  neverSent: Count,
  sentThoughRefused: Type.Array(Sent),
  sentThoughUndecided: Type.Array(Sent),
  sentToOthers: Type.Array(Sent),
});
