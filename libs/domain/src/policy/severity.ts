import type { Act } from '../rules/act.js';
import type { ClientState } from '../client/client-state.js';
import type { ResolvedOffer } from '../assets/offer.js';
import type { Policy } from './policy.js';
import { isAlerting, type AlertingVerdict, type CitationKey, type Verdict } from '../rules/verdict-register.js';
import type { Severity } from '../vocabulary.js';
import { isInstant } from '../time/when.js';

/**
 * Whether an act under another regime is scope drift all the same: no request of this client to this entity, surely at or
 * before it, names its service (custody quietly widened to derivatives).
 */
export function driftsIntoOtherRegime(verdict: Verdict, act: Act, offer: ResolvedOffer, state: ClientState): boolean {
  if (verdict !== 'OTHER_REGIME' || act.kind === 'REQUEST' || offer.service === null) return false;
  const asked = state.askedServices[act.entityId]?.[offer.service];
  if (asked === undefined) return true;
  return isInstant(act.when) ? asked > act.when.from : asked >= act.when.from;
}

/** How grave it is; `null` for what neither alerts nor needs a person. */
export function severityOf(verdict: Verdict, act: Act, drift: boolean, policy: Policy): Severity | null {
  if (!isAlerting(verdict)) return null;
  if (act.kind === 'CONTACT' && act.bounced) return policy.pack.bouncedSeverity;
  return drift ? policy.pack.unrequestedOtherRegimeSeverity : policy.pack.severities[verdict];
}

/** Under which heading of the pack's citations the verdict stands. */
export function citationKey(verdict: AlertingVerdict, act: Act, offer: ResolvedOffer, drift: boolean): CitationKey {
  if (verdict === 'SCOPE_DRIFT_UNREQUESTED') {
    const visible = (act.kind === 'ENABLEMENT' || act.kind === 'ROLL_OUT') && act.visible;
    return visible ? 'SCOPE_DRIFT_VISIBLE' : verdict;
  }
  if (!drift) return verdict;
  const financial = offer.service === 'DERIVATIVES' || offer.variants.some((side) => side.class === 'EXCL_FIN_INSTR');
  return financial ? 'MIFID_DRIFT' : 'OTHER_REGIME_DRIFT';
}
