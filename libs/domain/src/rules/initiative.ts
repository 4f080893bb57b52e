import { identityKey } from './act.js';
import type { ClientState } from '../client/client-state.js';
import type { Identity } from '../event.js';
import { evidenceGaps, isWhole, onboardingsAt } from '../client/evidence-gaps.js';
import type { Judgement } from './judgement.js';
import type { Policy } from '../policy/policy.js';
import { endOf, onFileAt } from './scope-at.js';
import { byTime } from '../time/state-at.js';
import type { When } from '../time/when.js';

export const INITIATIVES = ['ESTABLISHED', 'UNPROVEN', 'DEFEATED', 'NONE'] as const;
export type InitiativeStatus = (typeof INITIATIVES)[number];

export interface Initiative {
  readonly status: InitiativeStatus;
  /** The requests that decide it, what defeats them, and the onboardings that prove it or don't. */
  readonly facts: readonly Identity[];
}

/**
 * Whether (client, entity) stands at `at` on the client's own exclusive initiative (Article 61(1)). A valid request on
 * file establishes it where the evidence is whole; a valid one without that, or an undetermined one, leaves it unproven;
 * requests that are all invalid defeat it.
 * @param judgements the verdicts on the client's acts, for what defeats a request
 */
export function initiativeAt(
  state: ClientState,
  judgements: readonly Judgement[],
  entityId: string,
  at: When,
  policy: Policy,
): Initiative {
  const requests = onFileAt(state, entityId, at, policy).filter(({ entry }) => entry.origin === 'REQUEST');
  const best = (['VALID', 'UNDETERMINED', 'INVALID'] as const).find((v) => requests.some((r) => r.validity === v));
  const deciding = requests.filter((r) => r.validity === best).map((r) => r.entry);
  const first = [...deciding].sort(byTime).slice(0, 1);
  const onboardings = onboardingsAt(state, entityId, endOf(at)).map((o) => o.identity);
  switch (best) {
    case 'VALID': {
      const status = isWhole(evidenceGaps(state, entityId, endOf(at))) ? 'ESTABLISHED' : 'UNPROVEN';
      return { status, facts: distinct([...first.map((e) => e.identity), ...onboardings]) };
    }
    case 'UNDETERMINED':
      return { status: 'UNPROVEN', facts: distinct([...deciding.map((e) => e.identity), ...onboardings]) };
    case 'INVALID': {
      const defeated = new Set(deciding.map((e) => identityKey(e.identity)));
      const reasons = judgements
        .filter((j) => j.act.kind === 'REQUEST' && defeated.has(identityKey(j.act.identity)))
        .flatMap((j) => j.reasons);
      return { status: 'DEFEATED', facts: distinct([...deciding.map((e) => e.identity), ...reasons]) };
    }
    case undefined:
      return { status: 'NONE', facts: [] };
  }
}

const distinct = (identities: readonly Identity[]): Identity[] => [
  ...new Map(identities.map((identity) => [identityKey(identity), identity])).values(),
];
