import type { Static } from '@sinclair/typebox';
import type { RebuildCounts, RebuildRow } from '#store';
import type { Rebuild } from './rebuilds.shapes.js';

export function rebuildItem(row: RebuildRow, counts: RebuildCounts, now: Date): Static<typeof Rebuild> {
  const { rebuildId, stage, compareOnly, policyVersion, done, total, rounds, caughtUp } = row;
  return {
    rebuildId,
    stage,
    compareOnly,
    policyVersion,
    clients: { done, total },
    ...pace(row, now),
    rounds,
    caughtUp,
    ...counts,
    problem: row.problem,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    approvedBy: row.approvedBy,
    approvedAt: row.approvedAt?.toISOString() ?? null,
    cutOverAt: row.cutOverAt?.toISOString() ?? null,
    rolledBackBy: row.rolledBackBy,
    judgedAnew: row.judgedAnew,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** By what was done so far; `null` where it isn't building or nothing is known yet. */
function pace({ stage, startedAt, done, total }: RebuildRow, now: Date) {
  if (stage !== 'BUILDING' || startedAt === null || total === null || done === 0) {
    return { clientsPerSecond: null, secondsLeft: null };
  }
  const seconds = Math.max(0.001, (now.getTime() - startedAt.getTime()) / 1000);
  return {
    clientsPerSecond: Math.round((done / seconds) * 10) / 10,
    secondsLeft: Math.round((seconds / done) * (total - done)),
  };
}
