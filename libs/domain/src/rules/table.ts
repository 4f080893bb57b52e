import { isNeutral, offersByLink, type Act, type ContactAct, type RequestAct } from './act.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { ClientState, Solicitation, Validity } from '../client/client-state.js';
import type { Identity } from '../event.js';
import { possibleCountries, type PerimeterStatus } from '../client/location.js';
import { namedByEnablement, namedByReply, windowPosition, worst, type NamedRequest } from './named-request.js';
import {
  BY_TYPE,
  BY_TYPE_OR_ASSET,
  compareOffers,
  compareSides,
  liesOutsideMica,
  type Comparison,
  type ResolvedOffer,
} from '../assets/offer.js';
import type { Policy } from '../policy/policy.js';
import { endedByWindDown, relationshipAt, type EntrySeen } from './scope.js';
import { judgeRequest } from './validity.js';
import type { Row, VerdictOf } from './row-register.js';
import type { Verdict } from './verdict-register.js';

/** What the table says of one offer of one act. */
export interface RowOutcome {
  readonly row: Row;
  readonly verdict: Verdict;
  /** Beside the act itself: the requests or solicitations that the row stands on. */
  readonly reasons: readonly Identity[];
  /** Rows 13 and 14 only. */
  readonly newService: boolean | null;
  readonly newAssetType: boolean | null;
  /** What is in doubt, in words, where a person has to look. */
  readonly doubts: readonly string[];
}

/** All that the table looks at. */
export interface Circumstances {
  readonly act: Act;
  readonly offer: ResolvedOffer;
  readonly perimeter: PerimeterStatus;
  readonly state: ClientState;
  /** What stands at or before the act for its entity. */
  readonly seen: readonly EntrySeen[];
  readonly catalogue: Catalogue;
  readonly policy: Policy;
}

/** A row and its verdict: one that the row doesn't give doesn't compile. */
const rowOutcome = <R extends Row>(
  row: R,
  verdict: VerdictOf<R>,
  reasons: readonly Identity[] = [],
  doubts: readonly string[] = [],
): RowOutcome => ({
  row,
  verdict,
  reasons,
  newService: null,
  newAssetType: null,
  doubts,
});

/** Rows 1, 2, 4 and 3, which look at no request: all that a request itself may meet before it is judged as one. */
export const outcomeBeforeRequests = (c: Omit<Circumstances, 'seen'>): RowOutcome | null =>
  outcomeOutside(c) ?? outcomeByPlace(c);

/** 1: surely outside the perimeter, or before the regime (Article 61(1): "established or situated in the Union"). */
const outcomeOutside = ({ perimeter }: Pick<Circumstances, 'perimeter'>): RowOutcome | null =>
  perimeter === 'OUTSIDE' ? rowOutcome(1, 'OUT_OF_PERIMETER') : null;

/** Rows 2, 4 and 3. `null` where none of them fits. */
function outcomeByPlace(c: Omit<Circumstances, 'seen'>): RowOutcome | null {
  const { act, offer, perimeter } = c;
  // 2: nobody knows where the client is.
  if (perimeter === 'UNKNOWN')
    return rowOutcome(2, 'NEEDS_REVIEW', [], ['the location of the client is unknown or conflicting']);
  // 4: a service or an asset outside MiCA (Article 2(2)-(4), recital 94).
  const outside = liesOutsideMica(offer);
  if (outside === 'YES') return rowOutcome(4, 'OTHER_REGIME');
  if (outside === 'OPEN') return rowOutcome(15, 'NEEDS_REVIEW', [], ['it is open whether the asset lies outside MiCA']);
  // 3: the providing entity itself is authorised (Articles 59(1), 60, 63).
  const living = (): readonly (string | null)[] => possibleCountries(c.state.locations, act.when, c.policy);
  const authorised = c.catalogue.authorised(act.entityId, offer.service, act.when, living);
  if (authorised === 'YES') return rowOutcome(3, 'AUTHORISED');
  if (authorised === 'OPEN')
    return rowOutcome(15, 'NEEDS_REVIEW', [], ['it is open whether the entity was authorised']);
  return null;
}

/** The decision table for everything but requests, in the order in which its rows are tried. */
export function ruleAct(c: Circumstances): RowOutcome {
  // 1, 5, and 2, 4, 3.
  const before = outcomeOutside(c) ?? outcomeWithoutPromotion(c) ?? outcomeByPlace(c);
  if (before !== null) return before;
  const { act, offer, seen, policy } = c;
  // 15: an operational message that links to what isn't surely in scope.
  if (act.kind === 'CONTACT' && offersByLink(act)) {
    const doubt = 'an operational message links to what is not surely in the scope';
    return rowOutcome(15, 'NEEDS_REVIEW', identities(alike(c, inScope(c), BY_TYPE_OR_ASSET)), [doubt]);
  }
  const onFile = seen.filter((s) => !s.closed);
  const live = inScope(c);
  const named = namedRequest(c);
  const promotional = act.kind === 'CONTACT' && named.kind === 'NOT_COVERED';
  const enabling = act.kind === 'ENABLEMENT' || act.kind === 'USE';

  // 6: the initiative was not the client's own, so nothing built on it stands (Article 61(1), second subparagraph).
  if (onFile.length > 0 && onFile.every((s) => s.validity === 'INVALID')) {
    return rowOutcome(6, 'DEFEATS_61_1', identities(onFile));
  }
  // 7: nothing on file to rely on, or the relationship is closed.
  if (onFile.length === 0 || relationshipAt(c.state, act.entityId, act.when) === 'CLOSED') {
    if (promotional) return rowOutcome(7, 'DEFEATS_61_1');
    if (act.kind !== 'CONTACT') return rowOutcome(7, 'NO_BASIS');
  }
  // 7: what the client has ended, and not asked for again.
  if (enabling && named.kind === 'NOT_COVERED') {
    const scope = seen.filter((s) => s.validity !== 'INVALID');
    const ended = alike(
      c,
      scope.filter((s) => s.ended),
      BY_TYPE_OR_ASSET,
    );
    if (ended.length > 0 && alike(c, live, BY_TYPE_OR_ASSET).length === 0) {
      return rowOutcome(7, 'NO_BASIS', identities(ended));
    }
  }
  // 8, 9, 15: a reply or an enablement that names a live request covering the offer.
  if (named.kind === 'COVERED') return ruleByNamedRequest(named);

  // Enablements and uses may go on with the very asset asked for; marketing and roll-outs compare types.
  const comparison = enabling ? BY_TYPE_OR_ASSET : BY_TYPE;
  const typeMatch = live.map((s) => ({ seen: s, is: compareOffers(offer, s.entry.offer, comparison, policy) }));
  const same = typeMatch.filter(({ seen: s, is }) => is === 'SAME' && s.validity === 'VALID').map((l) => l.seen);
  // 10: servicing what is in scope ("a relationship specifically relating to" it).
  if (!promotional && same.length > 0) return rowOutcome(10, 'IN_SCOPE', identities(same));
  if (promotional) {
    // 11, or 15 where the request or the end of its window is undetermined.
    const inWindow = ruleInWindow(c, act);
    if (inWindow !== null) return inWindow;
    // 12: same type, but outside the context or the window of the original transaction (guideline 3).
    if (same.length > 0) return rowOutcome(12, 'FOLLOW_ON_OUTSIDE_CONTEXT', identities(same));
  }
  // 15: undetermined against something in scope, and same as nothing (guideline 4: case by case).
  const open = typeMatch.filter(({ is }) => is !== 'DIFFERENT').map((l) => l.seen);
  if (open.length > 0) {
    return rowOutcome(15, 'NEEDS_REVIEW', identities(open), [
      'it is undetermined whether this is of a type in the scope',
    ]);
  }
  // 13, 14: different from everything in scope (Article 61(2); 59(1) where it is enabled rather than marketed).
  return {
    ...(promotional
      ? rowOutcome(13, 'BREACH_61_2', identities(live))
      : rowOutcome(14, 'SCOPE_DRIFT_UNREQUESTED', identities(live))),
    newService: live.every((s) => s.entry.offer.service !== offer.service),
    newAssetType: live.every((s) => compareSides(offer, s.entry.offer, 'WITHIN', policy) === 'DIFFERENT'),
  };
}

/** 5: no promotion, or out of what a wind-down ended. It looks at requests only for what claims to go on with them. */
function outcomeWithoutPromotion(c: Circumstances): RowOutcome | null {
  switch (c.act.kind) {
    case 'CONTACT':
      return isNeutral(c.act) || linksToScope(c, c.act) ? rowOutcome(5, 'NEUTRAL') : null;
    case 'ENABLEMENT':
    case 'USE': {
      if (!c.act.exit) return null;
      const left = c.seen.filter((s) => endedByWindDown(c.state, s.entry, c.act.when, c.policy));
      const matched = alike(c, left, BY_TYPE_OR_ASSET);
      return matched.length > 0 ? rowOutcome(5, 'NEUTRAL', identities(matched)) : null;
    }
    case 'ROLL_OUT':
    case 'REQUEST':
      return null;
  }
}

/** Whether an operational message links to an offer that is surely in scope, compared as a use would be. */
export const linksToScope = (c: Circumstances, contact: ContactAct): boolean =>
  offersByLink(contact) &&
  relationshipAt(c.state, contact.entityId, contact.when) !== 'CLOSED' &&
  inScope(c).some(
    (s) => s.validity === 'VALID' && compareOffers(c.offer, s.entry.offer, BY_TYPE_OR_ASSET, c.policy) === 'SAME',
  );

/** The scope (of a relationship that is open): what was asked for, has not ended, and names an offer. */
const inScope = ({ seen }: Pick<Circumstances, 'seen'>): EntrySeen[] =>
  seen.filter((s) => !s.ended && s.validity !== 'INVALID' && s.entry.offer.offer !== null);

/** Those that the offer is the same as, or may be. */
const alike = ({ offer, policy }: Circumstances, seen: readonly EntrySeen[], comparison: Comparison): EntrySeen[] =>
  seen.filter(
    ({ entry }) => entry.offer.offer !== null && compareOffers(offer, entry.offer, comparison, policy) !== 'DIFFERENT',
  );

/** Rows 1, 2, 4 and 3 and then 6, 8, 9, 15 for one offer of a request. */
export function ruleRequest(
  c: Omit<Circumstances, 'seen'> & { readonly act: RequestAct },
  first: boolean,
  solicitations: readonly Solicitation[],
): { readonly rowOutcome: RowOutcome; readonly validity: Validity; readonly doubts: readonly string[] } {
  const judged = judgeRequest(c.act, c.offer, first, c.perimeter, solicitations, c.state, c.policy);
  const before = outcomeBeforeRequests(c);
  if (before !== null) {
    const undecided = judged.validity === 'VALID' ? 'UNDETERMINED' : judged.validity;
    const doubts = before.row === 1 ? ['it was made outside the perimeter'] : [...before.doubts, ...judged.doubts];
    return { rowOutcome: before, validity: before.row === 1 ? 'UNDETERMINED' : undecided, doubts };
  }
  switch (judged.validity) {
    case 'INVALID':
      return {
        rowOutcome: first
          ? rowOutcome(6, 'DEFEATS_61_1', judged.defeatedBy)
          : rowOutcome(9, 'CONTAMINATED_REQUEST', judged.defeatedBy),
        validity: 'INVALID',
        doubts: [],
      };
    case 'UNDETERMINED':
      return {
        rowOutcome: rowOutcome(15, 'NEEDS_REVIEW', judged.doubtedFor, judged.doubts),
        validity: 'UNDETERMINED',
        doubts: judged.doubts,
      };
    case 'VALID':
      return { rowOutcome: rowOutcome(8, 'CLIENT_INITIATED'), validity: 'VALID', doubts: [] };
  }
}

/** What naming a request does for the act; acts that can't name one, or name none, are covered by none. */
export function namedRequest(c: Pick<Circumstances, 'act' | 'offer' | 'seen' | 'policy'>): NamedRequest {
  const { act, offer, seen, policy } = c;
  if (act.kind === 'ENABLEMENT') return namedByEnablement(act, offer, seen, policy);
  if (act.kind === 'CONTACT' && act.content === 'RESPONSE') return namedByReply(act, offer, seen, policy);
  return { kind: 'NOT_COVERED', undetermined: false };
}

function ruleByNamedRequest(named: NamedRequest & { kind: 'COVERED' }): RowOutcome {
  const reasons = identities(named.by);
  switch (named.validity) {
    case 'VALID':
      return rowOutcome(8, 'CLIENT_INITIATED', reasons);
    case 'INVALID':
      return rowOutcome(9, 'CONTAMINATED_REQUEST', reasons);
    case 'UNDETERMINED':
      return rowOutcome(15, 'NEEDS_REVIEW', reasons, ['the request that it names is undetermined']);
  }
}

/** Row 11 needs both: the context (the contact names the request) and the time (its window). */
function ruleInWindow(c: Circumstances, contact: ContactAct): RowOutcome | null {
  if (contact.requestId === null) return null;
  const covering = c.seen
    .filter((s) => s.entry.origin === 'REQUEST' && s.entry.requestId === contact.requestId && !s.ended)
    .filter((s) => compareOffers(c.offer, s.entry.offer, BY_TYPE, c.policy) === 'SAME')
    .map((s) => ({ seen: s, window: windowPosition(s.entry.when, contact.when, c.policy) }))
    .filter(({ window }) => window !== 'PAST');
  if (covering.length === 0) return null;
  const reasons = identities(covering.map((k) => k.seen));
  const validity = worst(covering.map((k) => k.seen.validity));
  if (validity === 'INVALID') return null;
  if (validity === 'VALID' && covering.some(({ window }) => window === 'IN')) {
    return rowOutcome(11, 'ORIGINAL_TRANSACTION_WINDOW', reasons);
  }
  const doubt =
    validity === 'VALID' ? 'it is open whether the window had ended' : 'the request that it names is undetermined';
  return rowOutcome(15, 'NEEDS_REVIEW', reasons, [doubt]);
}

/** The facts behind entries, each once, in the order of time. */
function identities(seen: readonly EntrySeen[]): Identity[] {
  const sorted = [...seen].sort((a, b) => a.entry.when.from - b.entry.when.from || a.entry.position - b.entry.position);
  return sorted
    .map((s) => s.entry.identity)
    .filter((id, i, all) => all.findIndex((o) => o.source === id.source && o.id === id.id) === i);
}
