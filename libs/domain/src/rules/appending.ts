import { offersNothingByLink } from './act.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { isAct, isPlain } from '../client/client-facts.js';
import { EVENT_REGISTER, type ClientFact } from '../event-register.js';
import type { ClientState } from '../client/client-state.js';
import { perimeterStatusAt } from '../client/location.js';
import type { Policy } from '../policy/policy.js';
import { contactMark } from '../client/repeated-contacts.js';
import { judgedAt } from '../time/when.js';

/** At most this many solicitations of one kind are kept: what defeats a request is not defeated more by the next. */
export const ALIKE_KEPT = 64;

/**
 * Whether `facts` can be added to what `state` stands for, so that only they need judging.
 *
 * Most come surely later than all before them. Facts of several topics come out of order, though, and a plain act may be
 * added where it is surely later than all that acts are judged by: between themselves such acts don't look at each other.
 */
export function canAppend(
  state: ClientState,
  facts: readonly ClientFact[],
  catalogue: Catalogue,
  policy: Policy,
): boolean {
  const contacts = new Set<number>();
  return facts.every((fact) => {
    const late = fact.when.from <= state.lastTo;
    if (late && !fitsInBetween(state, fact, facts.length, policy)) return false;
    switch (EVENT_REGISTER[fact.type].onTimeline) {
      // What an onboarding says also holds for the time before it, and a referral is dated by its promise.
      case 'REACHES_BACK':
        return false;
      // Decides whom later campaigns reach, so it is the end of the timeline only if none comes later.
      case 'ADDRESSES':
        return fact.when.from > catalogue.lastFanOut;
      case 'CHANGES':
      case 'PLAIN': {
        // What may be told again may be an act already judged.
        if (fact.type === 'marketing.contacted.v1') {
          const mark = contactMark(fact.data);
          if (state.contacts.includes(mark) || contacts.has(mark)) return false;
          contacts.add(mark);
        }
        // From when on the client is known to the entity decides, too, whom campaigns reach.
        if (!('entityId' in fact.data)) return true;
        const named = state.named[fact.data.entityId] ?? Infinity;
        return named <= fact.when.from || fact.when.from > catalogue.lastFanOut;
      }
    }
  });
}

/** @param added how many facts are added together with it */
function fitsInBetween(state: ClientState, fact: ClientFact, added: number, policy: Policy): boolean {
  if (fact.when.from <= state.settledTo || !isPlain(fact)) return false;
  if (!isAct(fact)) return true;
  switch (fact.type) {
    case 'account.service-used.v1':
      return !isOutside(state, fact, policy);
    case 'account.service-enabled.v1':
      return !isOutside(state, fact, policy) && (fact.data.visible !== true || hasPlaceOfItsOwn(state, fact, added));
    case 'marketing.contacted.v1':
      return offersNothingByLink(fact.data) || hasPlaceOfItsOwn(state, fact, added);
  }
}

/** Outside the perimeter what is in use is frozen, and the first act that finds it gives the entry its name. */
const isOutside = (state: ClientState, fact: ClientFact, policy: Policy): boolean =>
  perimeterStatusAt(state.locations, fact.when, policy) === 'OUTSIDE';

/** Solicitations are kept in the order of judging, the first of those alike: so there must be room, and one place. */
function hasPlaceOfItsOwn({ solicitations }: ClientState, fact: ClientFact, added: number): boolean {
  const at = judgedAt(fact.when);
  return solicitations.length + added < ALIKE_KEPT && solicitations.every((s) => judgedAt(s.when) !== at);
}
