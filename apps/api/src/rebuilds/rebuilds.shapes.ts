import { Type } from '@sinclair/typebox';
import { REBUILD_STAGES } from '#store';
import { At, Count, Name, orNull, pageOf, shape, wordOf } from '../http/shape.js';

export const REBUILD_CHANGES = ['ADDED', 'GONE', 'CHANGED'] as const;
export const REBUILD_KINDS = ['client', 'alert'] as const;

export const Rebuild = shape('Rebuild', {
  rebuildId: Name,
  stage: wordOf(REBUILD_STAGES),
  compareOnly: Type.Boolean(),
  policyVersion: orNull(Name),
  clients: Type.Object({ done: Count, total: orNull(Count) }),
  clientsPerSecond: orNull(Type.Number()),
  secondsLeft: orNull(Type.Number()),
  rounds: Count,
  caughtUp: Count,
  added: Count,
  gone: Count,
  changed: Count,
  unapproved: Count,
  problem: orNull(Type.String()),
  createdBy: Name,
  createdAt: At,
  startedAt: orNull(At),
  approvedBy: orNull(Name),
  approvedAt: orNull(At),
  cutOverAt: orNull(At),
  rolledBackBy: orNull(Name),
  judgedAnew: orNull(Count),
  finishedAt: orNull(At),
});
export const Rebuilds = shape('Rebuilds', { items: Type.Array(Rebuild) });

export const RebuildDifference = shape('RebuildDifference', {
  ordinal: Count,
  change: wordOf(REBUILD_CHANGES),
  kind: wordOf(REBUILD_KINDS),
  key: Name,
  clientId: Name,
  cause: wordOf(['PROJECTION', 'POLICY', 'CODE'] as const),
  before: Type.Unknown(),
  after: Type.Unknown(),
  approved: Type.Boolean(),
});
export const RebuildDifferencePage = pageOf(RebuildDifference);
