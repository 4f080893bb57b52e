import { Type } from '@sinclair/typebox';
import { REJECTION_STANDINGS } from '#store';
import { At, Count, Name, orNull, pageOf, shape, wordOf } from '../http/shape.js';

export const Rejection = shape('Rejection', {
  rejectionId: Name,
  topic: Type.String(),
  partition: Type.Integer(),
  offset: Type.String(),
  lastOffset: orNull(
    Type.String({
      description: 'The last offset, where a whole batch could not be read; null for a single message.',
    }),
  ),
  codec: orNull(Type.String({ description: 'How that batch is compressed.' })),
  key: orNull(Type.String()),
  reason: Type.String(),
  message: Type.String(),
  recordedAt: At,
  bytes: Count,
  settled: Type.Boolean({
    description: 'Whether it was processed again and accepted, or found to be recorded already.',
  }),
  standing: wordOf(
    REJECTION_STANDINGS,
    'WAITING: nothing was done about it. PROPOSED: somebody proposes to set it aside. SET_ASIDE: it is no longer waiting, but can still be processed again. SETTLED: it was processed again and accepted, or found to be recorded already.',
  ),
  steps: Type.Array(
    Type.Object({
      kind: wordOf(['PROPOSED', 'SET_ASIDE', 'TURNED_DOWN'] as const),
      actor: Name,
      reason: orNull(Type.String()),
      recordedAt: At,
    }),
    { description: 'What people have decided about it, oldest first.' },
  ),
  attempts: Type.Array(
    Type.Object({ attempt: Count, outcome: Type.String(), message: orNull(Type.String()), recordedAt: At }),
  ),
  raw: orNull(Type.String({ description: 'The value as text, if it is UTF-8; at most 64 KiB.' })),
  rawBase64: orNull(Type.String({ description: 'The value as it came, if it is not UTF-8; at most 64 KiB.' })),
});
export const RejectionPage = pageOf(Rejection);

/** Rejections that came about in the same way. */
export const RejectionGroup = shape('RejectionGroup', {
  topic: Type.String(),
  reason: Type.String(),
  cause: Type.String({
    description: 'The sentence without what is only of each message; the list takes it as a filter.',
  }),
  message: Type.String({ description: 'The sentence of the newest of them.' }),
  count: Count,
  waiting: { ...Count, description: 'How many of them nobody has done anything about.' },
  proposed: { ...Count, description: 'How many of them somebody proposes to set aside.' },
  firstAt: At,
  lastAt: At,
});
export const RejectionGroups = shape('RejectionGroups', {
  items: Type.Array(RejectionGroup),
  total: { ...Count, description: 'How many groups there are, shown or not.' },
});

/** What came of each of several rejections. */
export const RejectionOutcome = shape('RejectionOutcome', {
  done: Type.Array(Type.Object({ rejectionId: Name, standing: wordOf(REJECTION_STANDINGS) })),
  refused: Type.Array(Type.Object({ rejectionId: Name, code: Type.String(), message: Type.String() })),
});
