import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, onlyPage, wordOf, PAGING } from '../http/shape.js';
import { Rebuild, REBUILD_CHANGES, REBUILD_KINDS, RebuildDifferencePage, Rebuilds } from './rebuilds.shapes.js';
import {
  rebuildDifferenceExample,
  rebuildExample,
  rebuildInUseExample,
  rebuildWaitingExample,
} from './rebuilds.examples.js';

const byId = Type.Object({ rebuildId: Name });

export const list = operation({
  id: 'listRebuilds',
  method: 'GET',
  path: 'v1/rebuilds',
  permission: 'read-past',
  wholeBook: true,
  tag: 'Rebuilds',
  summary: 'List rebuilds',
  description: 'Newest first.',
  answer: Rebuilds,
  example: { answer: { items: [rebuildExample] } },
});
export const create = operation({
  id: 'createRebuild',
  method: 'POST',
  path: 'v1/rebuilds',
  permission: 'rebuild',
  wholeBook: true,
  tag: 'Rebuilds',
  summary: 'Start a rebuild',
  description: 'Computes scope and alerts again from the event log, beside those in use, and compares them row by row.',
  body: Type.Object({ compareOnly: Type.Boolean({ default: false }) }, { additionalProperties: false }),
  answer: Rebuild,
  status: 202,
  example: { body: { compareOnly: false }, answer: rebuildWaitingExample },
});
export const one = operation({
  id: 'getRebuild',
  method: 'GET',
  path: 'v1/rebuilds/:rebuildId',
  permission: 'read-past',
  wholeBook: true,
  tag: 'Rebuilds',
  summary: 'Get a rebuild',
  description: 'How far it has come, and how much differs.',
  params: byId,
  answer: Rebuild,
  example: { answer: rebuildExample },
});
export const differences = operation({
  id: 'listRebuildDifferences',
  method: 'GET',
  path: 'v1/rebuilds/:rebuildId/differences',
  permission: 'read-past',
  wholeBook: true,
  tag: 'Rebuilds',
  summary: 'List the differences that a rebuild found',
  description: 'The rows that differ from those in use, with the cause.',
  params: byId,
  query: Type.Object({
    change: Type.Optional(wordOf(REBUILD_CHANGES)),
    kind: Type.Optional(wordOf(REBUILD_KINDS)),
    clientId: Type.Optional(Name),
    ...PAGING,
  }),
  answer: RebuildDifferencePage,
  example: { answer: onlyPage(rebuildDifferenceExample) },
});
export const approve = operation({
  id: 'approveRebuild',
  method: 'POST',
  path: 'v1/rebuilds/:rebuildId/approve',
  permission: 'approve',
  takesTwo: true,
  wholeBook: true,
  tag: 'Rebuilds',
  summary: 'Approve a rebuild',
  description: 'Puts the rows that differ into use. Takes somebody else than who started it.',
  params: byId,
  body: Type.Object({}),
  answer: Rebuild,
  example: { body: {}, answer: rebuildInUseExample },
});
export const rollBack = operation({
  id: 'rollBackRebuild',
  method: 'POST',
  path: 'v1/rebuilds/:rebuildId/roll-back',
  permission: 'approve',
  wholeBook: true,
  tag: 'Rebuilds',
  summary: 'Roll back a rebuild',
  description: 'Puts the rows that it replaced back into use. Clients that have changed since are judged again.',
  params: byId,
  body: Type.Object({}),
  answer: Rebuild,
  example: { body: {}, answer: { ...rebuildInUseExample, stage: 'ROLLING_BACK', rolledBackBy: 'ann@bank.example' } },
});
export const cancel = operation({
  id: 'cancelRebuild',
  method: 'POST',
  path: 'v1/rebuilds/:rebuildId/cancel',
  permission: 'rebuild',
  wholeBook: true,
  tag: 'Rebuilds',
  summary: 'Cancel a rebuild',
  description:
    'Before it is in use. After that, this discards the rows that it replaced, and it can’t be rolled back any more.',
  params: byId,
  body: Type.Object({}),
  answer: Rebuild,
  example: { body: {}, answer: { ...rebuildExample, stage: 'CANCELLED' } },
});
