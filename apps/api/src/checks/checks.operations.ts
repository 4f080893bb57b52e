import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, onlyPage, wordOf, PAGING } from '../http/shape.js';
import { ANSWERS, Check, CheckAnswerPage, CheckPage, Reconciliation } from './checks.shapes.js';
import {
  checkAnswerExample,
  checkExample,
  checkSummaryExample,
  plannedEventExample,
  reconciliationExample,
} from './checks.examples.js';

const EVENTS_MAX = 1_000;

const byId = Type.Object({ checkId: Name });

export const ask = operation({
  id: 'createCheck',
  method: 'POST',
  path: 'v1/checks',
  permission: 'check',
  tag: 'Checks',
  summary: 'Check planned acts',
  description:
    'Judges contacts, enablements, campaigns and roll-outs that have not happened as if they had, and answers for each client whether they may happen.',
  body: Type.Object(
    {
      events: Type.Array(Type.Object({}, { additionalProperties: true }), {
        minItems: 1,
        maxItems: EVENTS_MAX,
        description: 'CloudEvents of contacts, enablements, campaigns and roll-outs that have not happened.',
      }),
    },
    { additionalProperties: false },
  ),
  answer: Check,
  status: 201,
  example: { body: { events: [plannedEventExample] }, answer: checkExample },
});

export const list = operation({
  id: 'listChecks',
  method: 'GET',
  path: 'v1/checks',
  permission: 'read-checks',
  tag: 'Checks',
  summary: 'List checks',
  description: 'Newest first. Whoever may not read the book gets what they asked themselves.',
  query: Type.Object({
    ...PAGING,
  }),
  answer: CheckPage,
  example: { answer: onlyPage(checkSummaryExample) },
});

export const one = operation({
  id: 'getCheck',
  method: 'GET',
  path: 'v1/checks/:checkId',
  permission: 'read-checks',
  tag: 'Checks',
  summary: 'Get a check',
  params: byId,
  answer: Check,
  example: { answer: checkExample },
});

export const answers = operation({
  id: 'listCheckAnswers',
  method: 'GET',
  path: 'v1/checks/:checkId/answers',
  permission: 'read-checks',
  tag: 'Checks',
  summary: 'List the answers of a check',
  description: 'Client by client.',
  params: byId,
  query: Type.Object({
    answer: Type.Optional(wordOf(ANSWERS)),
    limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  answer: CheckAnswerPage,
  example: { answer: onlyPage(checkAnswerExample) },
});

export const csv = operation({
  id: 'exportCheckAnswers',
  method: 'GET',
  path: 'v1/checks/:checkId/answers.csv',
  permission: 'read-checks',
  tag: 'Checks',
  summary: 'Export the answers of a check as CSV',
  description: 'All of them, or only the clients with one `answer`.',
  params: byId,
  query: Type.Object({ answer: Type.Optional(wordOf(ANSWERS)) }),
  mediaType: 'text/csv',
});

export const reconciliation = operation({
  id: 'reconcileCheck',
  method: 'GET',
  path: 'v1/checks/:checkId/reconciliation',
  permission: 'read',
  wholeBook: true,
  tag: 'Checks',
  summary: 'Compare a check with what was sent',
  description: 'Compares the contacts and campaigns that name the check as their `checkId` with what it had answered.',
  params: byId,
  answer: Reconciliation,
  example: { answer: reconciliationExample },
});
