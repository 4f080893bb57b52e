import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { At, Name } from '../http/shape.js';
import { ReplayAnswer } from './replay.shapes.js';
import { replayedChangeExample } from './replay.examples.js';

export const replayHistory = operation({
  id: 'replay',
  method: 'GET',
  path: 'v1/replay',
  permission: 'read-past',
  wholeBook: true,
  tag: 'Replay',
  summary: 'Replay the changes of alerts',
  description:
    'Each change as it was recorded, judged again from what was known then, and compared. One JSON object a line: how far it has come, the changes in their order, and the totals at the end; without that line the replay is not complete.',
  query: Type.Object({
    from: Type.Optional(At),
    to: Type.Optional(At),
    clientId: Type.Optional(Name),
    entityId: Type.Optional(Name),
  }),
  answer: ReplayAnswer,
  mediaType: 'application/x-ndjson',
  example: { answer: replayedChangeExample },
});
