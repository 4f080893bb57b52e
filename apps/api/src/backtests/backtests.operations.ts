import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { At, Name, onlyPage, wordOf, PAGING } from '../http/shape.js';
import { Backtest, BACKTEST_CHANGES, BacktestDifferencePage, BacktestResult, Backtests } from './backtests.shapes.js';
import {
  backtestDifferenceExample,
  backtestExample,
  backtestResultExample,
  backtestWaitingExample,
} from './backtests.examples.js';

const byId = Type.Object({ backtestId: Name });

export const list = operation({
  id: 'listBacktests',
  method: 'GET',
  path: 'v1/backtests',
  permission: 'read-past',
  wholeBook: true,
  tag: 'Backtests',
  summary: 'List backtests',
  description: 'Newest first.',
  answer: Backtests,
  example: { answer: { items: [backtestExample] } },
});

export const create = operation({
  id: 'createBacktest',
  method: 'POST',
  path: 'v1/backtests',
  permission: 'backtest',
  wholeBook: true,
  tag: 'Backtests',
  summary: 'Start a backtest',
  description: 'Applies a rule pack to the recorded history, and finds which alerts it would add, remove or change.',
  body: Type.Object(
    {
      pack: Type.Optional(Type.Object({}, { additionalProperties: true, description: 'A rule pack.' })),
      version: Type.Optional(
        Type.String({ maxLength: 100, description: 'Instead of pack: the version of one on record.' }),
      ),
      from: Type.Optional(At),
      to: Type.Optional(At),
      clientIds: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 10_000 })),
    },
    { additionalProperties: false },
  ),
  answer: Backtest,
  status: 202,
  example: { body: { version: 'mica-61/2' }, answer: backtestWaitingExample },
});

export const one = operation({
  id: 'getBacktest',
  method: 'GET',
  path: 'v1/backtests/:backtestId',
  permission: 'read-past',
  wholeBook: true,
  tag: 'Backtests',
  summary: 'Get a backtest',
  description: 'How far it has come, and how much differs.',
  params: byId,
  answer: BacktestResult,
  example: { answer: backtestResultExample },
});

export const differences = operation({
  id: 'listBacktestDifferences',
  method: 'GET',
  path: 'v1/backtests/:backtestId/differences',
  permission: 'read-past',
  wholeBook: true,
  tag: 'Backtests',
  summary: 'List the differences that a backtest found',
  description: 'The acts that the pack judges differently, with both explanations.',
  params: byId,
  query: Type.Object({
    change: Type.Optional(wordOf(BACKTEST_CHANGES)),
    before: Type.Optional(Name),
    after: Type.Optional(Name),
    clientId: Type.Optional(Name),
    ...PAGING,
  }),
  answer: BacktestDifferencePage,
  example: { answer: onlyPage(backtestDifferenceExample) },
});

export const cancel = operation({
  id: 'cancelBacktest',
  method: 'POST',
  path: 'v1/backtests/:backtestId/cancel',
  permission: 'backtest',
  wholeBook: true,
  tag: 'Backtests',
  summary: 'Cancel a backtest',
  params: byId,
  body: Type.Object({}),
  answer: Backtest,
  example: { body: {}, answer: { ...backtestWaitingExample, status: 'CANCELLED' } },
});

export const resume = operation({
  id: 'resumeBacktest',
  method: 'POST',
  path: 'v1/backtests/:backtestId/resume',
  permission: 'backtest',
  wholeBook: true,
  tag: 'Backtests',
  summary: 'Resume a backtest',
  description:
    'One that was cancelled or failed. Clients that were compared and have not changed since are not compared again.',
  params: byId,
  body: Type.Object({}),
  answer: Backtest,
  example: { body: {}, answer: backtestWaitingExample },
});
