import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { At, Name, onlyPage, Reason, PAGING } from '../http/shape.js';
import { AlertMatcher, Silence, SilencePage } from '../receivers/receivers.shapes.js';
import { silenceExample } from '../receivers/receivers.examples.js';

const byId = Type.Object({ silenceId: Name });

export const list = operation({
  id: 'listSilences',
  method: 'GET',
  path: 'v1/silences',
  permission: 'read',
  tag: 'Silences',
  summary: 'List silences',
  description: 'Those that are over as well. Newest first.',
  query: Type.Object({
    ...PAGING,
  }),
  answer: SilencePage,
  example: { answer: onlyPage(silenceExample) },
});

export const create = operation({
  id: 'createSilence',
  method: 'POST',
  path: 'v1/silences',
  permission: 'work-alerts',
  tag: 'Silences',
  summary: 'Silence alerts',
  description:
    'Until it ends, no notices of the matching alerts are sent. A silence that is long, alone or together with earlier ones, has no effect until a second person approves it.',
  body: Type.Object(
    {
      matchers: Type.Array(AlertMatcher, {
        minItems: 1,
        maxItems: 20,
        description: 'An alert is silenced if it meets all of these.',
      }),
      reason: Reason,
      until: At,
    },
    { additionalProperties: false },
  ),
  answer: Silence,
  status: 201,
  example: {
    body: { matchers: silenceExample.matchers, reason: silenceExample.reason, until: silenceExample.until },
    answer: silenceExample,
  },
});

export const approve = operation({
  id: 'approveSilence',
  method: 'POST',
  path: 'v1/silences/:silenceId/approve',
  permission: 'approve',
  takesTwo: true,
  tag: 'Silences',
  summary: 'Approve a silence',
  description: 'One that somebody else made and that is too long for one person.',
  params: byId,
  answer: Silence,
  example: { answer: { ...silenceExample, approvedBy: 'bo@bank.example', state: 'IN_FORCE' } },
});

export const end = operation({
  id: 'endSilence',
  method: 'DELETE',
  path: 'v1/silences/:silenceId',
  permission: 'work-alerts',
  tag: 'Silences',
  summary: 'End a silence',
  description: 'At once. Notices that it held back are sent where they still apply.',
  params: byId,
  answer: Silence,
  example: {
    answer: { ...silenceExample, state: 'ENDED', endedBy: 'ann@bank.example', endedAt: '2026-03-04T09:00:00.000Z' },
  },
});
