import { Type } from '@sinclair/typebox';
import { GAP_KINDS } from '#store';
import { At, Count, Name, orNull, shape, wordOf } from '../http/shape.js';

export const Topic = shape('Topic', {
  topic: Name,
  incarnation: Type.Integer({
    minimum: 1,
    description: '1 for the first topic of this name; one more each time that another topic took its place.',
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
      { description: 'A proposal on how to read on that waits for a second person.' },
    ),
  ),
});
export const Topics = shape('Topics', { items: Type.Array(Topic) });

export const Gap = shape('Gap', {
  gapId: Name,
  topic: Type.String({ description: 'With ~ and the incarnation, from the second on.' }),
  partition: Type.Integer(),
  from: Count,
  to: Type.Integer({ minimum: 0, description: 'The first offset after the gap.' }),
  kind: wordOf(
    GAP_KINDS,
    'EXPIRED: deleted before it was read. SKIPPED: two people decided to read on after it. UNEXPLAINED: recorded by an older version, which did not tell the two apart.',
  ),
  recordedAt: At,
  acceptedBy: orNull(Name),
  acceptedAt: orNull(At),
  reason: orNull(Type.String()),
});
export const Gaps = shape('Gaps', { items: Type.Array(Gap) });
