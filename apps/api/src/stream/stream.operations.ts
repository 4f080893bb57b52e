import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';

export const stream = operation({
  id: 'stream',
  method: 'GET',
  path: 'v1/stream',
  permission: 'read',
  tag: 'Stream',
  summary: 'Follow the changes of alerts',
  description:
    'Server-sent events, one for each change as it is recorded. Whoever comes back with Last-Event-ID misses none.',
  query: Type.Object({
    since: Type.Optional(
      Type.String({
        maxLength: 4000,
        description: 'The same as the header Last-Event-ID, for programs that can’t set it.',
      }),
    ),
  }),
  mediaType: 'text/event-stream',
});
