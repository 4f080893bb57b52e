import { Type } from '@sinclair/typebox';
import { At, Name, orNull, shape, wordOf } from '../http/shape.js';

const ERASURE_STATES = ['WAITING', 'REJECTED', 'APPROVED', 'CARRIED_OUT', 'FINISHED'] as const;

export const Erasure = shape('Erasure', {
  erasureId: Name,
  clientId: Type.String({
    description: 'As it was asked for; once the erasure is finished, the random id that took its place.',
  }),
  ground: wordOf(
    ['ON_REQUEST', 'RETENTION', 'LEDGER'],
    'ON_REQUEST: the client asked for it. RETENTION: what had to be kept has been kept long enough. LEDGER: it was carried out before, and undone by a restore.',
  ),
  reason: Type.String(),
  state: wordOf(
    ERASURE_STATES,
    'WAITING for a second person. APPROVED: it is carried out as soon as no job that goes through clients is under way. CARRIED_OUT: the database holds nothing any more, and what is outside is seen to.',
  ),
  requestedBy: Name,
  requestedAt: At,
  decidedBy: orNull(Name),
  decidedAt: orNull(At),
  decisionReason: orNull(Type.String()),
  rows: orNull(Type.Integer({ minimum: 0, description: 'Rows of the log that it changed.' })),
  carriedOutAt: orNull(At),
  finishedAt: orNull(At),
  outside: orNull(
    Type.Record(Type.String(), Type.Object({ kept: Type.String(), until: Type.Optional(At) }), {
      description: 'By topic, how long what was sent before can still be read there.',
    }),
  ),
});
export const Erasures = shape('Erasures', { items: Type.Array(Erasure) });

export const LegalHold = shape('LegalHold', {
  holdId: Name,
  clientId: Type.String(),
  reason: Type.String(),
  placedBy: Name,
  placedAt: At,
  liftedBy: orNull(Name),
  liftedAt: orNull(At),
  liftReason: orNull(Type.String()),
});
export const LegalHolds = shape('LegalHolds', { items: Type.Array(LegalHold) });

export const HeldData = shape('HeldData', {
  clientIds: Type.Array(Type.String(), {
    description: 'All ids of the client: those that were merged are one client.',
  }),
  at: At,
  parts: Type.Array(
    Type.Object({
      title: Type.String(),
      table: Type.String({ description: 'Where it is kept.' }),
      rows: Type.Array(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
});
