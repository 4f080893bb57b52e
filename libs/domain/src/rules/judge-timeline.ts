import { identityKey, offersByLink, solicitsForTheFirm, type Act, type RequestAct } from './act.js';
import { ALIKE_KEPT } from './appending.js';
import type { Campaign, Catalogue, RollOut } from '../catalogue/catalogue.js';
import { evolve, actOf } from '../client/client-facts.js';
import type { ClientFact } from '../event-register.js';
import {
  addRef,
  emptyState,
  settle,
  type ClientState,
  type Narrowing,
  type RelationshipFact,
  type ScopeEntry,
  type Solicitation,
  type Validity,
} from '../client/client-state.js';
import { derivedAct, derivedActs } from './derived-acts.js';
import type { Identity } from '../event.js';
import { basisOf } from './basis.js';
import { differencesOf } from './contrast.js';
import type { Judgement } from './judgement.js';
import { countryAt, perimeterStatusAt } from '../client/location.js';
import { canonicalJson, type ResolvedOffer } from '../assets/offer.js';
import type { Policy } from '../policy/policy.js';
import { endedByClosing, entriesSeen, standsAfterEqualRequests, type EntrySeen } from './scope.js';
import { driftsIntoOtherRegime, severityOf } from '../policy/severity.js';
import { ambientSolicitations, referralSolicitation } from './solicitation.js';
import {
  linksToScope,
  namedRequest,
  ruleAct,
  outcomeBeforeRequests,
  ruleRequest,
  type Circumstances,
  type RowOutcome,
} from './table.js';
import { withoutTellingsAgain } from '../client/repeated-contacts.js';
import { isFirst } from './validity.js';
import { VERDICT_REGISTER } from './verdict-register.js';
import { judgedAt, order, putOnFileAt, surelyAfter, surelyBefore } from '../time/when.js';

export interface Judged {
  readonly state: ClientState;
  readonly judgements: readonly Judgement[];
}

/**
 * Judges one client's whole timeline from nothing.
 * @param facts the client's own facts, of all ids that are one client, none of them retracted; in any order
 */
export function judge(
  clientId: string,
  memberIds: readonly string[],
  facts: readonly ClientFact[],
  catalogue: Catalogue,
  policy: Policy,
): Judged {
  const state = emptyState(clientId, memberIds);
  // In the order of recording, so that the state is the same whatever order they are read in.
  const timeline = [...facts].sort((a, b) => a.position - b.position);
  for (const fact of timeline) evolve(state, fact, catalogue);
  for (const fact of timeline) {
    if (fact.type === 'marketing.referral-rewarded.v1') {
      const solicitation = referralSolicitation(fact, state, policy);
      state.solicitations.push(solicitation);
      settle(state, solicitation.when);
    }
  }
  const acts = withoutTellingsAgain(timeline)
    .map((fact) => actOf(fact, catalogue))
    .filter((act) => act !== null);
  const derived = [...derivedActs(state, catalogue, policy)];
  for (const act of derived) {
    state.lastTo = Math.max(state.lastTo, act.when.to);
    settle(state, act.when);
    addRef(state, 'e', act.entityId);
  }
  return { state, judgements: new Fold(state, catalogue, policy).run([...acts, ...derived]) };
}

/** Adds facts for which `canAppend` holds; `state` is changed in place. */
export function append(
  state: ClientState,
  facts: readonly ClientFact[],
  catalogue: Catalogue,
  policy: Policy,
): readonly Judgement[] {
  for (const fact of facts) evolve(state, fact, catalogue);
  const acts = facts.map((fact) => actOf(fact, catalogue)).filter((act) => act !== null);
  return new Fold(state, catalogue, policy).run(acts);
}

/**
 * Adds facts, and the acts of campaigns and roll-outs, at the end of what `state` stands for: what `append` does, for acts
 * that are planned and so in nobody's state yet. Each must be surely later than all that is there (`state.lastTo`), and
 * `canAppend` must hold for the facts; `catalogue` holds the campaigns and roll-outs. `state` is changed in place.
 */
export function appendPlanned(
  state: ClientState,
  facts: readonly ClientFact[],
  fanOuts: readonly (Campaign | RollOut)[],
  catalogue: Catalogue,
  policy: Policy,
): readonly Judgement[] {
  for (const fact of facts) evolve(state, fact, catalogue);
  const acts = facts.map((fact) => actOf(fact, catalogue)).filter((act) => act !== null);
  const derived = fanOuts.map((event) => derivedAct(event, state, catalogue, policy)).filter((act) => act !== null);
  return new Fold(state, catalogue, policy).run([...acts, ...derived]);
}

/** Ranks at one instant: solicitations, then requests, then all else. Closings and narrowings are facts seen by all. */
const SOLICITING = 1;
const REQUESTING = 2;
const FOLLOWING = 3;

/** One thing to do with one act. */
interface Step {
  /** When it is judged: an instant at its time, a day when it is over, a request as soon as it may have been made. */
  readonly key: number;
  readonly rank: number;
  readonly act: Act;
  readonly does: 'NOTE_PROMPT' | 'FREEZE' | 'JUDGE';
}

/**
 * One run over a stretch of a timeline, in the order of (effective time, rank at equal times, recording). An act is judged by
 * the pack in effect at its time; what earlier acts left on file stands as it was judged then.
 */
class Fold {
  private readonly judgements: Judgement[] = [];
  private requests: readonly RequestAct[] = [];
  /** Acts that may be solicitations, for requests whose order with them is open. */
  private soliciting: readonly Act[] = [];
  private ambient: readonly Solicitation[] | null = null;

  constructor(
    private readonly state: ClientState,
    private readonly catalogue: Catalogue,
    private readonly policy: Policy,
  ) {}

  run(acts: readonly Act[]): readonly Judgement[] {
    this.requests = acts.filter((act) => act.kind === 'REQUEST');
    this.soliciting = acts.filter(maySolicit);
    const steps: Step[] = [];
    for (const act of acts) {
      for (const { assetId } of act.offers) if (assetId !== null) addRef(this.state, 'a', assetId);
      if (act.kind === 'REQUEST') {
        steps.push({ key: putOnFileAt(act.when), rank: SOLICITING, act, does: 'NOTE_PROMPT' });
        steps.push({ key: putOnFileAt(act.when), rank: REQUESTING, act, does: 'JUDGE' });
        continue;
      }
      const rank = this.followsEqualRequests(act) ? FOLLOWING : SOLICITING;
      if (act.kind !== 'CONTACT' && perimeterStatusAt(this.state.locations, act.when, this.policy) === 'OUTSIDE') {
        steps.push({ key: putOnFileAt(act.when), rank: REQUESTING, act, does: 'FREEZE' });
      }
      steps.push({ key: judgedAt(act.when), rank, act, does: 'JUDGE' });
    }
    steps.sort((a, b) => a.key - b.key || a.rank - b.rank || a.act.position - b.act.position);
    for (const step of steps) this.take(step);
    return this.judgements;
  }

  private take({ act, does, rank }: Step): void {
    if (act.kind === 'REQUEST') {
      if (does === 'NOTE_PROMPT') this.notePrompt(act);
      else this.judgeRequest(act);
    } else if (does === 'FREEZE') this.freeze(act);
    else this.judgeAct(act, rank === FOLLOWING);
  }

  private judgeAct(act: Exclude<Act, RequestAct>, seesEqual: boolean): void {
    const { state } = this;
    const policy = this.policy.at(act.when);
    const namedId = namesRequest(act);
    const seen = entriesSeen(state, act.entityId, act.when, { seesEqual, namedRequest: namedId }, policy);
    const perimeter = perimeterStatusAt(state.locations, act.when, policy);
    for (const offer of act.offers) {
      const c = { act, offer, perimeter, state, seen, catalogue: this.catalogue, policy };
      const rowOutcome = ruleAct(c);
      this.conclude(act, offer, rowOutcome, seen);
      const solicitation = this.solicitationBy(c, rowOutcome);
      if (solicitation !== null) this.note(solicitation);
    }
  }

  private judgeRequest(request: RequestAct): void {
    const { state, catalogue } = this;
    const policy = this.policy.at(request.when);
    const perimeter = perimeterStatusAt(state.locations, request.when, policy);
    const first = isFirst(request, state);
    const solicitations = this.solicitationsFor(request);
    const entries = request.offers.map((offer) => {
      const c = { act: request, offer, perimeter, state, catalogue, policy };
      const { rowOutcome, validity, doubts } = ruleRequest(c, first, solicitations);
      this.conclude(request, offer, rowOutcome, []);
      return { offer, rowOutcome, validity, doubts };
    });
    for (const { offer, rowOutcome, validity, doubts } of entries) {
      if (!VERDICT_REGISTER[rowOutcome.verdict].entersScope) continue;
      this.enter(request, offer, validity, doubts);
    }
  }

  private enter(request: RequestAct, offer: ResolvedOffer, validity: Validity, doubts: readonly string[]): void {
    this.state.entries.push({
      identity: request.identity,
      when: request.when,
      position: request.position,
      entityId: request.entityId,
      requestId: request.requestId,
      origin: 'REQUEST',
      openQuestion: request.openEnded || request.noOffers,
      offer,
      validity,
      ...(validity === 'UNDETERMINED' && doubts.length > 0 ? { doubts: [...new Set(doubts)].sort() } : {}),
    });
  }

  /** What is in use outside the perimeter is frozen as found: an entry that is undetermined. */
  private freeze(act: Exclude<Act, RequestAct>): void {
    const { state } = this;
    for (const offer of act.offers) {
      const requestId = namesRequest(act);
      const like = canonicalJson([offer.offer, offer.variants]);
      const known = state.entries.some(
        (e) =>
          e.origin === 'FROZEN' &&
          e.entityId === act.entityId &&
          e.requestId === requestId &&
          surelyBefore(e.when, act.when) &&
          !mayEndBetween(state.relationships, e, act) &&
          !mayEndBetween(state.narrowings, e, act) &&
          canonicalJson([e.offer.offer, e.offer.variants]) === like,
      );
      if (known) continue;
      const { identity, when, position, entityId } = act;
      settle(state, when);
      state.entries.push({
        identity,
        when,
        position,
        entityId,
        requestId,
        origin: 'FROZEN',
        openQuestion: false,
        offer,
        validity: 'UNDETERMINED',
      });
    }
  }

  /** A prompted request is itself a solicitation of what it asks for, at its very time. */
  private notePrompt(request: RequestAct): void {
    if (request.prompted !== 'YES') return;
    const perimeter = perimeterStatusAt(this.state.locations, request.when, this.policy);
    for (const offer of request.offers) {
      this.note({
        identity: request.identity,
        when: request.when,
        offer: offer.offer === null ? null : offer,
        certainty: perimeter === 'OUTSIDE' ? 'UNDETERMINED' : 'FULL',
      });
    }
  }

  private note(solicitation: Solicitation): void {
    const { solicitations } = this.state;
    if (solicitations.length >= ALIKE_KEPT) {
      const like = canonicalJson([solicitation.offer, solicitation.certainty]);
      const alike = solicitations.filter((s) => canonicalJson([s.offer, s.certainty]) === like);
      if (alike.length >= ALIKE_KEPT) return;
    }
    // Almost always at the end: only what came late stands before others.
    let place = solicitations.length;
    for (; place > 0; place -= 1) {
      const before = solicitations[place - 1];
      if (before === undefined || judgedAt(before.when) <= judgedAt(solicitation.when)) break;
    }
    solicitations.splice(place, 0, solicitation);
  }

  /** Whether and how an act, as judged for one offer, counts as a solicitation. */
  private solicitationBy(c: Circumstances, rowOutcome: RowOutcome): Solicitation | null {
    const { act, offer } = c;
    if (!maySolicit(act)) return null;
    const made = { identity: act.identity, when: act.when, offer: offer.offer === null ? null : offer };
    if (act.kind === 'CONTACT' && act.content === 'OPERATIONAL') {
      return linksToScope(c, act) ? null : { ...made, certainty: 'UNDETERMINED' };
    }
    if (act.kind === 'CONTACT' && act.content === 'RESPONSE') {
      const named = namedRequest(c);
      // A reply to an invalid request is no client's initiative either: it counts as promotion does.
      const validity = named.kind === 'COVERED' ? named.validity : null;
      if (validity === 'VALID') return null;
      const undetermined = named.kind === 'COVERED' ? validity === 'UNDETERMINED' : named.undetermined;
      if (undetermined) return { ...made, certainty: 'UNDETERMINED' };
    }
    switch (VERDICT_REGISTER[rowOutcome.verdict].solicits) {
      case 'NO':
        return null;
      case 'UNDETERMINED':
        return { ...made, certainty: 'UNDETERMINED' };
      case 'FULLY':
        return { ...made, certainty: 'FULL' };
    }
  }

  /** All that may have solicited a request: judged acts, what is open with it (without being judged), and the ambient. */
  private solicitationsFor(request: RequestAct): Solicitation[] {
    this.ambient ??= [...ambientSolicitations(this.state, this.catalogue, this.policy)];
    const noted = this.state.solicitations.filter(
      (s) => !isSame(s, request) && order(s.when, request.when) !== 'after' && !this.isOpenAct(s, request),
    );
    return [...noted, ...this.ambient, ...this.openSolicitations(request)];
  }

  /** Acts of this run that are open with the request are taken up by `openSolicitations`, not by their verdict. */
  private isOpenAct(s: Solicitation, request: RequestAct): boolean {
    return order(s.when, request.when) === 'open' && this.soliciting.some((act) => isSame(s, act));
  }

  private *openSolicitations(request: RequestAct): Generator<Solicitation> {
    for (const act of this.soliciting) {
      if (act === request || order(act.when, request.when) !== 'open') continue;
      // A reply or an enablement that names this request stands after it.
      if (act.entityId === request.entityId && namesRequest(act) === request.requestId && act.kind !== 'REQUEST')
        continue;
      for (const offer of act.offers) {
        if (this.isSurelyReply(act, offer, request)) continue;
        const { identity, when } = act;
        yield { identity, when, offer: offer.offer === null ? null : offer, certainty: 'UNDETERMINED' };
      }
    }
  }

  /**
   * Whether it answers, beyond doubt, some other request that is valid: then it is no promotion at all. Only requests surely
   * before `request` are judged by then, whatever was recorded first; with one of the same day under that id it is in doubt.
   */
  private isSurelyReply(act: Act, offer: ResolvedOffer, request: RequestAct): boolean {
    if (act.kind !== 'CONTACT' || act.content !== 'RESPONSE' || act.requestId === null) return false;
    const isInDoubt = (r: { entityId: string; requestId: string | null; when: Act['when'] }): boolean =>
      r.entityId === act.entityId && r.requestId === act.requestId && order(r.when, request.when) === 'open';
    if (this.state.entries.some(isInDoubt) || this.requests.some(isInDoubt)) return false;
    const options = { seesEqual: true, namedRequest: act.requestId };
    const policy = this.policy.at(act.when);
    const seen = entriesSeen(this.state, act.entityId, act.when, options, policy);
    const named = namedRequest({ act, offer, seen, policy });
    return named.kind === 'COVERED' && named.validity === 'VALID';
  }

  private followsEqualRequests(act: Exclude<Act, RequestAct>): boolean {
    const requestId = namesRequest(act);
    return standsAfterEqualRequests(act, requestId !== null && this.isOnFile(act, requestId));
  }

  /** Whether a request of that id is on file by the time of the act that names it; needs none of them judged. */
  private isOnFile(act: Act, requestId: string): boolean {
    const { state, catalogue } = this;
    const isMeant = (r: { entityId: string; requestId: string | null; when: Act['when'] }): boolean =>
      r.entityId === act.entityId &&
      r.requestId === requestId &&
      !surelyAfter(r.when, act.when) &&
      endedByClosing(state, r, act.when) !== 'YES';
    if (state.entries.some((e) => e.origin === 'REQUEST' && isMeant(e))) return true;
    return this.requests.some((request) => {
      if (!isMeant(request)) return false;
      const policy = this.policy.at(request.when);
      const perimeter = perimeterStatusAt(state.locations, request.when, policy);
      return request.offers.some((offer) => {
        const before = outcomeBeforeRequests({ act: request, offer, perimeter, state, catalogue, policy });
        return before === null || VERDICT_REGISTER[before.verdict].entersScope;
      });
    });
  }

  private conclude(act: Act, offer: ResolvedOffer, rowOutcome: RowOutcome, seen: readonly EntrySeen[]): void {
    const policy = this.policy.at(act.when);
    const drift = driftsIntoOtherRegime(rowOutcome.verdict, act, offer, this.state);
    const severity = severityOf(rowOutcome.verdict, act, drift, policy);
    const scope = seen.filter((s) => !s.ended && s.validity !== 'INVALID' && s.entry.offer.offer !== null);
    const basis = basisOf({ act, offer, rowOutcome, seen, state: this.state, policy });
    this.judgements.push({
      clientId: this.state.clientId,
      entityId: act.entityId,
      act,
      offer: offer.offer,
      row: rowOutcome.row,
      verdict: rowOutcome.verdict,
      newService: rowOutcome.newService,
      newAssetType: rowOutcome.newAssetType,
      severity,
      otherRegimeDrift: drift,
      reasons: distinct([act.identity, ...rowOutcome.reasons]),
      standsOn: basis.standsOn,
      doubts: basis.doubts,
      differences: differencesOf(offer, rowOutcome, scope, policy),
      scope: scope.map((s) => ({ identity: s.entry.identity, offer: s.entry.offer.offer })),
      country: severity === null ? null : countryAt(this.state.locations, act.when, policy),
      policyVersion: policy.version,
    });
  }
}

/**
 * Whether one of these closings or narrowings may stand between an entry and a later act, so that it may end the one and not
 * what the other leaves. Those surely after the act end both or neither, so whether they are known yet makes no difference.
 */
const mayEndBetween = (
  facts: readonly (RelationshipFact | Narrowing)[],
  entry: Pick<ScopeEntry, 'when' | 'entityId'>,
  act: Act,
): boolean =>
  facts.some(
    (f) =>
      f.entityId === entry.entityId &&
      !('open' in f && f.open) &&
      !surelyBefore(f.when, entry.when) &&
      !surelyAfter(f.when, act.when),
  );

/** What may be a solicitation, as far as that can be told without judging it. */
function maySolicit(act: Act): boolean {
  switch (act.kind) {
    case 'CONTACT': {
      if (!solicitsForTheFirm(act)) return false;
      if (act.content === 'EDUCATIONAL') return act.linksToPlatform;
      return act.content !== 'OPERATIONAL' || offersByLink(act);
    }
    case 'ROLL_OUT':
      return act.visible;
    case 'ENABLEMENT':
      return act.visible && act.enabledBy !== 'CLIENT';
    case 'USE':
      return false;
    case 'REQUEST':
      return act.prompted === 'YES';
  }
}

function namesRequest(act: Act): string | null {
  switch (act.kind) {
    case 'CONTACT':
      return act.content === 'RESPONSE' ? act.requestId : null;
    case 'ENABLEMENT':
      return act.requestId;
    case 'USE':
    case 'ROLL_OUT':
      return null;
    case 'REQUEST':
      return act.requestId;
  }
}

/** Each fact once, the first mention counting. */
function distinct(identities: readonly Identity[]): readonly Identity[] {
  if (identities.length < 2) return identities;
  return [...new Map(identities.map((identity) => [identityKey(identity), identity])).values()];
}

const isSame = (s: { identity: Act['identity'] }, act: { identity: Act['identity'] }): boolean =>
  s.identity.id === act.identity.id && s.identity.source === act.identity.source;
