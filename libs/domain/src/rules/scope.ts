import type { Act } from './act.js';
import type { ClientState, Narrowing, RelationshipFact, ScopeEntry, Validity } from '../client/client-state.js';
import { BY_SHARED_TECHNOLOGY, compareOffers, type ResolvedOffer } from '../assets/offer.js';
import type { Policy } from '../policy/policy.js';
import { possibleAt } from '../time/state-at.js';
import { isInstant, order, surelyAfter, surelyNotAfter, type When } from '../time/when.js';

/** A scope entry as an act at some time finds it. */
export interface EntrySeen {
  readonly entry: ScopeEntry;
  /** Its validity for this act: an open order makes a valid entry undetermined. */
  readonly validity: Validity;
  /** A narrowing or a closing has surely ended it. */
  readonly ended: boolean;
  /** A closing has surely ended it: it is no longer on file. */
  readonly closed: boolean;
}

type Sureness = 'YES' | 'NO' | 'MAYBE';

/**
 * The entries that stand at or before an act of the entity.
 * @param seesEqual whether the act stands after a request of the very same instant
 * @param namedRequest the id of the request that a reply or an enablement names: it stands after that one unless it
 *   surely is before
 */
export function entriesSeen(
  state: ClientState,
  entityId: string,
  at: When,
  options: { readonly seesEqual: boolean; readonly namedRequest: string | null },
  policy: Policy,
): EntrySeen[] {
  const seen: EntrySeen[] = [];
  const reopeningOpen = relationshipAt(state, entityId, at) === 'REOPENING_OPEN';
  for (const entry of state.entries) {
    if (entry.entityId !== entityId) continue;
    const relation = order(entry.when, at);
    if (relation === 'after' || (relation === 'equal' && !options.seesEqual)) continue;
    const named = entry.origin === 'REQUEST' && entry.requestId === options.namedRequest;
    const closed = endedByClosing(state, entry, at);
    const narrowed = endedByNarrowing(state, entry, at, policy.at(at));
    const open = (relation === 'open' && !named) || closed === 'MAYBE' || narrowed === 'MAYBE' || reopeningOpen;
    seen.push({
      entry,
      validity: open && entry.validity === 'VALID' ? 'UNDETERMINED' : entry.validity,
      closed: closed === 'YES',
      ended: closed === 'YES' || narrowed === 'YES',
    });
  }
  return seen;
}

/** Whether an act of this kind stands after a request of the very same instant, and so sees it. */
export function standsAfterEqualRequests(act: Act, namesRequestOnFile: boolean): boolean {
  switch (act.kind) {
    case 'CONTACT':
      // An operational message that links to offers, too, stands among the solicitations.
      return act.content === 'RESPONSE' && namesRequestOnFile;
    case 'ENABLEMENT':
      return namesRequestOnFile || !(act.visible && act.enabledBy !== 'CLIENT');
    case 'ROLL_OUT':
      return !act.visible;
    case 'USE':
      return true;
    case 'REQUEST':
      return false;
  }
}

/**
 * Whether the relationship with the entity is open at `at`. It is closed only where that is sure; at one instant
 * closings stand before re-openings.
 */
export function relationshipAt(state: ClientState, entityId: string, at: When): 'OPEN' | 'CLOSED' | 'REOPENING_OPEN' {
  const facts = state.relationships.filter((r) => r.entityId === entityId);
  if (facts.length === 0) return 'OPEN';
  const possible = possibleAt(facts, at);
  const holding = possible.filter((f) => f.open || !possible.some((g) => g.open && sameInstant(f, g)));
  if (holding.length === 0 || holding.every((f) => f.open)) return 'OPEN';
  const surelyClosedOnce = facts.some((f) => !f.open && surelyNotAfter(f.when, at));
  if (!surelyClosedOnce) return 'OPEN';
  return holding.every((f) => !f.open) ? 'CLOSED' : 'REOPENING_OPEN';
}

const sameInstant = (a: RelationshipFact, b: RelationshipFact): boolean =>
  isInstant(a.when) && isInstant(b.when) && a.when.from === b.when.from;

/** A closing ends what was asked for at or before it, at its very time too. */
export function endedByClosing(state: ClientState, entry: Pick<ScopeEntry, 'when' | 'entityId'>, at: When): Sureness {
  const closings = state.relationships.filter((r) => !r.open && r.entityId === entry.entityId);
  return anyBetween(closings, entry.when, at);
}

function endedByNarrowing(state: ClientState, entry: ScopeEntry, at: When, policy: Policy): Sureness {
  let result: Sureness = 'NO';
  for (const narrowing of state.narrowings) {
    if (narrowing.entityId !== entry.entityId) continue;
    const ended = less(anyBetween([narrowing], entry.when, at), meant(state, narrowing, entry, policy));
    if (ended === 'YES') return 'YES';
    if (ended === 'MAYBE') result = 'MAYBE';
  }
  return result;
}

/** What surely ended an entry by `at`, the earliest of it; `null` where nothing did. */
export function endingOf(
  state: ClientState,
  entry: ScopeEntry,
  at: When,
  policy: Policy,
): { readonly by: 'CLOSING' | 'NARROWING'; readonly when: When } | null {
  const isBetween = (fact: { when: When; entityId: string }): boolean =>
    fact.entityId === entry.entityId && anyBetween([fact], entry.when, at) === 'YES';
  const ends = [
    ...state.relationships.filter((r) => !r.open && isBetween(r)).map(({ when }) => ({ by: 'CLOSING' as const, when })),
    ...state.narrowings
      .filter((n) => isBetween(n) && meant(state, n, entry, policy.at(at)) === 'YES')
      .map(({ when }) => ({ by: 'NARROWING' as const, when })),
  ];
  return ends.sort((a, b) => a.when.from - b.when.from)[0] ?? null;
}

/** What is sure of two things together. */
function less(a: Sureness, b: Sureness): Sureness {
  if (a === 'NO' || b === 'NO') return 'NO';
  return a === 'YES' && b === 'YES' ? 'YES' : 'MAYBE';
}

/**
 * Whether surely a closing with a wind-down, at or before `at`, is what ended an entry: it stood until then, and nothing
 * may have ended it earlier.
 */
export function endedByWindDown(state: ClientState, entry: ScopeEntry, at: When, policy: Policy): boolean {
  return state.relationships.some((closing) => {
    if (!closing.windDown || closing.entityId !== entry.entityId) return false;
    if (!surelyNotAfter(closing.when, at) || !surelyNotAfter(entry.when, closing.when)) return false;
    const mayEndEarlier = ({ when, entityId }: { when: When; entityId: string }): boolean =>
      entityId === entry.entityId && !surelyAfter(entry.when, when) && isMaybeBefore(when, closing.when);
    return (
      !state.relationships.some((r) => !r.open && r !== closing && mayEndEarlier(r)) &&
      !state.narrowings.some((n) => mayEndEarlier(n) && meant(state, n, entry, policy) !== 'NO')
    );
  });
}

const isMaybeBefore = (a: When, b: When): boolean => {
  const relation = order(a, b);
  return relation === 'before' || relation === 'open';
};

/** Whether one of the facts lies at or after `from` and at or before `at`. */
function anyBetween(facts: readonly { readonly when: When }[], from: When, at: When): Sureness {
  let result: Sureness = 'NO';
  for (const { when } of facts) {
    if (surelyNotAfter(from, when) && surelyNotAfter(when, at)) return 'YES';
    if (!surelyAfter(from, when) && !surelyAfter(when, at)) result = 'MAYBE';
  }
  return result;
}

/**
 * Whether a narrowing means this entry: by the request it names, by its offers, or, given both, by both. A request that was
 * never put on file by then is as if it was not named. What names no offer can only be meant by its request.
 */
function meant(state: ClientState, narrowing: Narrowing, entry: ScopeEntry, policy: Policy): Sureness {
  const { requestId, offers } = narrowing;
  const namesNoOffer = entry.offer.offer === null;
  const byOffers = !namesNoOffer && offers !== null && offers.some((offer) => isNarrowed(offer, entry.offer, policy));
  const byRequest = entry.requestId === requestId && (namesNoOffer || offers === null || byOffers);
  const onFile = requestId === null ? 'NO' : putOnFile(state, narrowing);
  if (onFile === 'MAYBE' && byRequest !== byOffers) return 'MAYBE';
  return (onFile === 'NO' ? byOffers : byRequest) ? 'YES' : 'NO';
}

function isNarrowed(offer: ResolvedOffer, entry: ResolvedOffer, policy: Policy): boolean {
  if (offer.assetId !== null && entry.assetId !== null) {
    return offer.service === entry.service && offer.assetId === entry.assetId;
  }
  return compareOffers(offer, entry, BY_SHARED_TECHNOLOGY, policy) !== 'DIFFERENT';
}

/** Whether anything was ever put on file under the request that a narrowing names, by the time of the narrowing. */
function putOnFile(state: ClientState, { entityId, requestId, when }: Narrowing): Sureness {
  let result: Sureness = 'NO';
  for (const entry of state.entries) {
    if (entry.entityId !== entityId || entry.requestId !== requestId || surelyAfter(entry.when, when)) continue;
    if (surelyNotAfter(entry.when, when)) return 'YES';
    result = 'MAYBE';
  }
  return result;
}
