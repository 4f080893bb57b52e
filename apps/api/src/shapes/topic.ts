import { Type } from '@sinclair/typebox';
import { GAP_KINDS } from '#store';
import { At, Count, Name, orNull, shape, wordOf } from '../http/shape.js';

export const Topic = shape('Topic', {
  topic: Name,
  incarnation: Type.Integer({
    minimum: 1,
    description: 'Counts how often another topic took the place of the one before.',
  }),
  clusterId: orNull(Type.String()),
  topicId: orNull(Type.String({ description: 'Null where the cluster gives topics no ids.' })),
  boundAt: At,
  state: wordOf(['READ', 'STOPPED']),
  stop: orNull(
    Type.Object({
      reason: wordOf(['MISSING', 'OTHER_CLUSTER', 'RECREATED', 'OFFSETS_BACKWARDS', 'OTHER_RECORD']),
      detail: Type.String(),
      foundClusterId: orNull(Type.String()),
      foundTopicId: orNull(Type.String()),
      noticedAt: At,
    }),
  ),
  proposal: orNull(
    Type.Object(
      {
        rebindingId: Name,
        from: Type.String(),
        reason: Type.String(),
        clusterId: orNull(Type.String()),
        topicId: orNull(Type.String()),
        proposedBy: Name,
        proposedAt: At,
      },
      { description: 'How to read on, as long as it waits for a second person.' },
    ),
  ),
});
export const Topics = shape('Topics', { items: Type.Array(Topic) });

export const Gap = shape('Gap', {
  gapId: Name,
  topic: Type.String({ description: 'With ~ and its incarnation, from the second on.' }),
  partition: Type.Integer(),
  from: Count,
  to: Type.Integer({ minimum: 0, description: 'Exclusive.' }),
  kind: wordOf(GAP_KINDS, 'EXPIRED: gone before it was read. SKIPPED: two people decided to read on behind it.'),
  recordedAt: At,
  acceptedBy: orNull(Name),
  acceptedAt: orNull(At),
  reason: orNull(Type.String()),
});
export const Gaps = shape('Gaps', { items: Type.Array(Gap) });
