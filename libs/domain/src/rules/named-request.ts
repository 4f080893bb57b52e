import type { ContactAct, EnablementAct } from './act.js';
import type { TypeMatch } from '../assets/type-variant.js';
import type { Validity } from '../client/client-state.js';
import { BY_TYPE_OR_ASSET, compareOffers, type ResolvedOffer } from '../assets/offer.js';
import type { Policy } from '../policy/policy.js';
import type { EntrySeen } from './scope.js';
import type { When } from '../time/when.js';

/** Where an act lies to the window of a request: inside, past its end, or open. */
export type WindowPosition = 'IN' | 'PAST' | 'OPEN';

/** The window runs from the request, `requestedAt` ≤ T < `requestedAt` + its length; nothing restarts it (guideline 3). */
export function windowPosition(requestedAt: When, at: When, policy: Policy): WindowPosition {
  if (at.to < requestedAt.from + policy.windowMs) return 'IN';
  return at.from >= requestedAt.to + policy.windowMs ? 'PAST' : 'OPEN';
}

/** What naming a live request does for one offer of a reply or an enablement. */
export type NamedRequest =
  /** The named request covers the offer: its validity decides. */
  | { readonly kind: 'COVERED'; readonly validity: Validity; readonly by: readonly EntrySeen[] }
  /** It names none, or none that covers; `undetermined` where it may be covered all the same. */
  | { readonly kind: 'NOT_COVERED'; readonly undetermined: boolean };

const NOT_COVERED: NamedRequest = { kind: 'NOT_COVERED', undetermined: false };

/** The live entries of the request that an act names, each judged by itself where several events bear the id. */
const liveOf = (seen: readonly EntrySeen[], requestId: string): EntrySeen[] =>
  seen.filter((s) => s.entry.origin === 'REQUEST' && s.entry.requestId === requestId && !s.ended);

export function namedByEnablement(
  act: EnablementAct,
  offer: ResolvedOffer,
  seen: readonly EntrySeen[],
  policy: Policy,
): NamedRequest {
  if (act.requestId === null) return NOT_COVERED;
  const by = liveOf(seen, act.requestId).filter(
    (s) => compareOffers(offer, s.entry.offer, BY_TYPE_OR_ASSET, policy) === 'SAME',
  );
  return by.length === 0 ? NOT_COVERED : { kind: 'COVERED', validity: worst(by.map((s) => s.validity)), by };
}

/**
 * A reply counts as one, and not as promotion, only for what the named request covers, and only within its window.
 * The reply to an open question is for a person, whatever it offers. The end of an invalid request's window is never
 * open: such a reply stands on an invalid request either way.
 */
export function namedByReply(
  act: ContactAct,
  offer: ResolvedOffer,
  seen: readonly EntrySeen[],
  policy: Policy,
): NamedRequest {
  if (act.requestId === null || act.campaign) return NOT_COVERED;
  const candidates = liveOf(seen, act.requestId)
    .map((s) => ({ seen: s, window: windowPosition(s.entry.when, act.when, policy) }))
    .filter(({ window }) => window !== 'PAST')
    .map(({ seen: s, window }) =>
      window === 'OPEN' && s.validity === 'VALID' ? { ...s, validity: 'UNDETERMINED' as const } : s,
    );
  const compared = candidates.map((s) => ({ seen: s, typeMatch: answers(offer, s, policy) }));
  const by = compared.filter(({ typeMatch }) => typeMatch === 'SAME').map((c) => c.seen);
  if (by.length > 0) return { kind: 'COVERED', validity: worst(by.map((s) => s.validity)), by };
  return { kind: 'NOT_COVERED', undetermined: compared.some(({ typeMatch }) => typeMatch === 'UNDETERMINED') };
}

/** What a reply offers, against what was asked. */
function answers(offer: ResolvedOffer, { entry, validity }: EntrySeen, policy: Policy): TypeMatch {
  if (entry.openQuestion && validity === 'UNDETERMINED') return 'SAME';
  // An invalid request without offers covers none; only a reply that names none itself may answer it.
  if (entry.offer.offer === null) return offer.offer === null ? 'UNDETERMINED' : 'DIFFERENT';
  return compareOffers(offer, entry.offer, BY_TYPE_OR_ASSET, policy);
}

/** Invalid beats undetermined beats valid. */
export function worst(validities: readonly Validity[]): Validity {
  if (validities.includes('INVALID')) return 'INVALID';
  return validities.includes('UNDETERMINED') ? 'UNDETERMINED' : 'VALID';
}
