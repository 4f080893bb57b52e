import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, wordOf } from '../http/shape.js';
import { Rebuild, REBUILD_CHANGES, REBUILD_KINDS, RebuildDifferencePage, Rebuilds } from '../shapes/rebuild.js';

const byId = Type.Object({ rebuildId: Name });

export const list = operation({
  id: 'listRebuilds',
  method: 'GET',
  path: 'v1/rebuilds',
  permission: 'read-past',
  wholeBook: true,
  summary: 'Rebuilds of the projections, the newest first',
  answer: Rebuilds,
});
export const create = operation({
  id: 'createRebuild',
  method: 'POST',
  path: 'v1/rebuilds',
  permission: 'rebuild',
  wholeBook: true,
  summary: 'Build scope and alerts again from the log, beside those in use, and compare them row by row',
  body: Type.Object({ compareOnly: Type.Boolean({ default: false }) }, { additionalProperties: false }),
  answer: Rebuild,
  status: 202,
});
export const one = operation({
  id: 'getRebuild',
  method: 'GET',
  path: 'v1/rebuilds/:rebuildId',
  permission: 'read-past',
  wholeBook: true,
  summary: 'How far it has come, and how much differs',
  params: byId,
  answer: Rebuild,
});
export const differences = operation({
  id: 'listRebuildDifferences',
  method: 'GET',
  path: 'v1/rebuilds/:rebuildId/differences',
  permission: 'read-past',
  wholeBook: true,
  summary: 'The rows that the log gives otherwise than they stand, with the cause',
  params: byId,
  query: Type.Object({
    change: Type.Optional(wordOf(REBUILD_CHANGES)),
    kind: Type.Optional(wordOf(REBUILD_KINDS)),
    clientId: Type.Optional(Name),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  answer: RebuildDifferencePage,
});
export const approve = operation({
  id: 'approveRebuild',
  method: 'POST',
  path: 'v1/rebuilds/:rebuildId/approve',
  permission: 'approve',
  takesTwo: true,
  wholeBook: true,
  summary: 'Put the rows that differ into use; takes somebody else than who started it',
  params: byId,
  body: Type.Object({}),
  answer: Rebuild,
});
export const rollBack = operation({
  id: 'rollBackRebuild',
  method: 'POST',
  path: 'v1/rebuilds/:rebuildId/roll-back',
  permission: 'approve',
  wholeBook: true,
  summary: 'Put the rows that were replaced back; clients changed since are judged anew',
  params: byId,
  body: Type.Object({}),
  answer: Rebuild,
});
export const cancel = operation({
  id: 'cancelRebuild',
  method: 'POST',
  path: 'v1/rebuilds/:rebuildId/cancel',
  permission: 'rebuild',
  wholeBook: true,
  summary: 'Give it up before it is in use, or after that discard the rows that it replaced',
  params: byId,
  body: Type.Object({}),
  answer: Rebuild,
});
