import type { Act } from './act.js';
import type { ClientState, Narrowing, RelationshipFact, ScopeEntry, Validity } from './client-state.js';
import { compareOffers } from './offer.js';
import type { Policy } from './policy.js';
import { possibleAt } from './state-at.js';
import { isInstant, order, surelyAfter, surelyNotAfter, type When } from './when.js';

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
    const standing = order(entry.when, at);
    if (standing === 'after' || (standing === 'equal' && !options.seesEqual)) continue;
    const named = entry.origin === 'REQUEST' && entry.requestId === options.namedRequest;
    const closed = endedByClosing(state, entry, at);
    const narrowed = endedByNarrowing(state, entry, at, policy.at(at));
    const open = (standing === 'open' && !named) || closed === 'MAYBE' || narrowed === 'MAYBE' || reopeningOpen;
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
  if (state.narrowings.length === 0) return 'NO';
  const meant = state.narrowings.filter((n) => n.entityId === entry.entityId && isMeant(state, n, entry, policy));
  return anyBetween(meant, entry.when, at);
}

/** Whether one of the facts lies at or after `from` and at or before `at`. */
function anyBetween(facts: readonly { readonly when: When }[], from: When, at: When): Sureness {
  let result: Sureness = 'NO';
  for (const { when } of facts) {
    if (surelyNotAfter(from, when) && surelyNotAfter(when, at)) return 'YES';
    if (!surelyAfter(from, when) && !surelyAfter(when, at)) result = 'MAYBE';
  }
  return result;
}

/** Whether a narrowing means this entry: by the request it names, by its offers, or, given both, by both. */
function isMeant(state: ClientState, narrowing: Narrowing, entry: ScopeEntry, policy: Policy): boolean {
  const byRequest = narrowing.requestId !== null && requestOnFile(state, narrowing);
  if (byRequest && entry.requestId !== narrowing.requestId) return false;
  if (narrowing.offers === null) return byRequest;
  return narrowing.offers.some((offer) => {
    if (offer.assetId !== null && entry.offer.assetId !== null) {
      return offer.service === entry.offer.service && offer.assetId === entry.offer.assetId;
    }
    const comparison = { technologies: 'WITHIN', sameAssetIsSame: false } as const;
    return compareOffers(offer, entry.offer, comparison, policy) !== 'DIFFERENT';
  });
}

/** A `requestId` that is not on file is as if absent. */
const requestOnFile = (state: ClientState, narrowing: Narrowing): boolean =>
  state.entries.some(
    (e) =>
      e.entityId === narrowing.entityId && e.requestId === narrowing.requestId && !surelyAfter(e.when, narrowing.when),
  );
