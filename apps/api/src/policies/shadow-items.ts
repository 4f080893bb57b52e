import type { Static } from '@sinclair/typebox';
import type { AlertDifference } from '#history';
import type { PolicyShadow, StoredShadowDifference } from '#store';
import type { PolicyShadow as ShadowShape, ShadowDifference } from './policies.shapes.js';

export function shadowItem(row: PolicyShadow): Static<typeof ShadowShape> {
  const { shadowId, proposalId, version, startedBy, same, added, gone, changed, stoppedBy, stoppedAt } = row;
  return {
    shadowId,
    proposalId,
    version,
    status: stoppedAt === null ? 'RUNNING' : stoppedBy === null ? 'DECIDED' : 'STOPPED',
    startedBy,
    startedAt: row.startedAt.toISOString(),
    since: row.since?.toISOString() ?? null,
    judgedTo: row.judgedTo?.toISOString() ?? null,
    clients: { judged: row.clients, waiting: stoppedAt === null ? row.waiting : 0 },
    same,
    added,
    gone,
    changed,
    stoppedBy,
    stoppedAt: stoppedAt?.toISOString() ?? null,
  };
}

export const shadowDifferenceItem = (row: StoredShadowDifference): Static<typeof ShadowDifference> => ({
  ...(JSON.parse(row.body) as AlertDifference),
  survivorId: row.survivorId,
  foundAt: row.foundAt.toISOString(),
});
