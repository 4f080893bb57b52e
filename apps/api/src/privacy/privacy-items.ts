import type { Static } from '@sinclair/typebox';
import type { Erasure, LegalHold } from '#store';
import { Problem } from '../http/problem.js';
import type * as shapes from './privacy.shapes.js';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

function stateOf({ decision, carriedOutAt, finishedAt }: Erasure): Static<typeof shapes.Erasure>['state'] {
  if (finishedAt !== null) return 'FINISHED';
  if (carriedOutAt !== null) return 'CARRIED_OUT';
  return decision ?? 'WAITING';
}

export const erasureItem = (erasure: Erasure): Static<typeof shapes.Erasure> => ({
  erasureId: erasure.erasureId,
  clientId: erasure.clientId,
  ground: erasure.ground,
  reason: erasure.reason,
  state: stateOf(erasure),
  requestedBy: erasure.requestedBy,
  requestedAt: erasure.requestedAt.toISOString(),
  decidedBy: erasure.decidedBy,
  decidedAt: iso(erasure.decidedAt),
  decisionReason: erasure.decisionReason,
  rows: erasure.rows,
  carriedOutAt: iso(erasure.carriedOutAt),
  finishedAt: iso(erasure.finishedAt),
  outside: erasure.outside as Static<typeof shapes.Erasure>['outside'],
});

export const holdItem = (hold: LegalHold): Static<typeof shapes.LegalHold> => ({
  ...hold,
  placedAt: hold.placedAt.toISOString(),
  liftedAt: iso(hold.liftedAt),
});

/** Why nothing of the client may go. */
export const heldBack = (holds: readonly LegalHold[]): Problem =>
  new Problem(
    'REFUSED',
    `A legal hold stands on this client: ${holds.map(({ reason, placedBy }) => `“${reason}” (${placedBy})`).join(', ')}. Lift it first.`,
    { holds: holds.map(holdItem) },
  );
