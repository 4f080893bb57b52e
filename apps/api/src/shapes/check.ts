import { Type } from '@sinclair/typebox';
import { VERDICTS } from '#domain';
import { ActRef, Difference, Offer } from './alert.js';
import { At, Count, Name, orNull, pageOf, shape, wordOf } from '../http/shape.js';

export const ANSWERS = ['MAY', 'MAY_NOT', 'PERSON'] as const;

export const CheckAnswer = shape('CheckAnswer', {
  clientId: Name,
  entityId: Name,
  answer: wordOf(
    ANSWERS,
    'MAY: it neither alerts nor needs a person. MAY_NOT: it would alert. PERSON: somebody must look.',
  ),
  act: ActRef,
  offer: Offer,
  verdict: wordOf(VERDICTS),
  row: Type.Integer(),
  newService: orNull(Type.Boolean()),
  newAssetType: orNull(Type.Boolean()),
  reasons: Type.Array(Type.Object({ source: Type.String(), id: Type.String() })),
  citations: Type.Array(Type.Object({ article: Type.String(), sourceStatus: Type.String() })),
  explanation: Type.String({ description: 'In the conditional: it has not happened.' }),
  differences: Type.Array(Difference),
});
export const CheckAnswerPage = pageOf(CheckAnswer);

export const Check = shape('Check', {
  checkId: Type.String({ description: 'Name it as checkId in the contact or campaign that follows.' }),
  askedBy: Name,
  askedAt: At,
  policyVersion: Name,
  ok: Type.Boolean({ description: 'All of it was judged, nothing would alert and nothing needs a person.' }),
  may: Count,
  mayNot: Count,
  person: Count,
  answers: Type.Array(CheckAnswer, {
    description:
      'The first 100; all of them under /answers. Who is limited to some entities is not told the names of clients of whom only others know; these count in may, mayNot and person all the same.',
  }),
  rejected: Type.Array(Type.Object({ index: Type.Integer(), reason: Type.String(), message: Type.String() }), {
    description:
      'Events on which there is no verdict, by their place in the request. With any of them it is no all-clear.',
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
  rejected: Type.Integer({ minimum: 0, description: 'Events on which there is no verdict.' }),
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
