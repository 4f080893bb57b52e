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
      description: 'Where a batch ends that begins at the offset and could not be read; null for a message.',
    }),
  ),
  codec: orNull(Type.String({ description: 'What that batch is compressed by.' })),
  key: orNull(Type.String()),
  reason: Type.String(),
  message: Type.String(),
  recordedAt: At,
  bytes: Count,
  settled: Type.Boolean({ description: 'Whether a re-drive has settled it.' }),
  standing: wordOf(
    REJECTION_STANDINGS,
    'WAITING: nothing has come of it. PROPOSED: somebody proposes to set it aside. SET_ASIDE: it stands in nobody’s way, and can still be re-driven. SETTLED: a re-drive has taken it.',
  ),
  steps: Type.Array(
    Type.Object({
      kind: wordOf(['PROPOSED', 'SET_ASIDE', 'TURNED_DOWN'] as const),
      actor: Name,
      reason: orNull(Type.String()),
      recordedAt: At,
    }),
    { description: 'What people have decided about it, in its order.' },
  ),
  attempts: Type.Array(
    Type.Object({ attempt: Count, outcome: Type.String(), message: orNull(Type.String()), recordedAt: At }),
  ),
  raw: orNull(Type.String({ description: 'The value as text, as far as it is UTF-8; up to 64 KiB.' })),
  rawBase64: orNull(Type.String({ description: 'The value as it came, where it is not UTF-8; up to 64 KiB.' })),
});
export const RejectionPage = pageOf(Rejection);
