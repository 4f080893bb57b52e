import { Type } from '@sinclair/typebox';
import { Count, Name, orNull, shape } from '../http/shape.js';

export const Assurance = shape('Assurance', {
  given: Type.Boolean({ description: 'Whether the statement can be made.' }),
  clientId: Name,
  memberIds: Type.Array(Name),
  from: Type.String(),
  to: Type.String(),
  statement: Type.String(),
  obstacles: Type.Array(Type.Object({ kind: Type.String() }, { additionalProperties: true }), {
    description: 'Why it can’t be made; each has a kind.',
  }),
  grounds: Type.Object({
    offsets: Type.Array(Type.Object({ topic: Type.String(), partition: Type.Integer(), nextOffset: Count })),
    rejectionsOfOthers: Count,
    policyVersions: Type.Array(Type.String()),
    verdicts: Count,
    judgedAt: Type.String(),
    newestRecord: orNull(Type.String()),
  }),
});
