import type { Static } from '@sinclair/typebox';
import type { SilenceRow } from '#store';
import type { Silence, SILENCE_STATES } from '../receivers/receivers.shapes.js';

/** Whether a silence waits for a second person, keeps alerts quiet now, or no longer does. */
export function stateOf(silence: SilenceRow, now: Date): (typeof SILENCE_STATES)[number] {
  if (silence.endedAt !== null) return 'ENDED';
  if (silence.until <= now) return 'OVER';
  return silence.needsSecond && silence.approvedBy === null ? 'WAITING' : 'IN_FORCE';
}

export const itemOf = (row: SilenceRow, now: Date): Static<typeof Silence> => ({
  silenceId: row.silenceId,
  matchers: row.matchers.map(({ facet, values }) => ({ facet, values: [...values] })),
  reason: row.reason,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  until: row.until.toISOString(),
  needsSecond: row.needsSecond,
  approvedBy: row.approvedBy,
  endedAt: row.endedAt?.toISOString() ?? null,
  endedBy: row.endedBy,
  state: stateOf(row, now),
});
