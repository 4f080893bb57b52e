import { citationKey } from '../policy/severity.js';
import { identityKey, type Act } from '../rules/act.js';
import type { EventType, Identity } from '../event.js';
import type { FacetDifference } from '../rules/contrast.js';
import { explain } from '../rules/explain.js';
import type { Judgement } from '../rules/judgement.js';
import { assetClassOf, canonicalJson, type ResolvedOffer } from '../assets/offer.js';
import type { Citation, Policy } from '../policy/policy.js';
import { BEFORE_EVERYTHING, parseWhen } from '../time/when.js';
import type { Row } from '../rules/row-register.js';
import { isAlerting, VERDICT_REGISTER, type AlertingVerdict } from '../rules/verdict-register.js';
import { SEVERITIES, type JudgedOffer, type Severity } from '../vocabulary.js';

/** All that is shown of an alert, as the judge sees it. Plain data. */
export interface AlertView {
  /** The client that the act named; for a derived act the survivor. Part of the alert's identity. */
  readonly clientId: string;
  readonly survivorId: string;
  readonly entityId: string;
  readonly verdict: AlertingVerdict;
  readonly row: Row;
  readonly severity: Severity;
  readonly offer: JudgedOffer;
  readonly newService: boolean | null;
  readonly newAssetType: boolean | null;
  readonly otherRegimeDrift: boolean;
  /** Whether it is shown among the Article 61(2) alerts: marketed, or switched on, beyond what was asked for. */
  readonly article61_2: boolean;
  readonly kind: Act['kind'];
  /** Class of the asset at the act; `null` where it is unknown, in doubt or not specified. */
  readonly assetClass: string | null;
  /** Where the client lived at the act; `null` where that is unknown or in doubt. */
  readonly country: string | null;
  readonly act: Identity & { readonly type: EventType; readonly effectiveAt: string };
  /** Milliseconds since 1970. */
  readonly effectiveFrom: number;
  readonly reasons: readonly Identity[];
  readonly citations: readonly Citation[];
  readonly policyVersion: string;
  readonly explanation: string;
  /** By what a type is new, with both values; rows 13 and 14. Not there in what was recorded before it was told. */
  readonly differences?: readonly FacetDifference[];
  /** What row 7 stands on, in words. */
  readonly standsOn?: readonly string[];
  /** What leaves it undecided, in words. */
  readonly doubts?: readonly string[];
  readonly incident: Act['incident'];
  /** Uses of one offer on one account share an alert. */
  readonly occurrences: { readonly count: number; readonly first: string; readonly last: string };
}

/**
 * What an alert's identity is made of: client, entity, act (for a use its account) and offer, and nothing else. So a
 * redelivery, a replay, a rebuild or a new rule pack can only meet the same alert again.
 */
export function alertKey(judgement: Judgement): string {
  const { act, entityId, offer } = judgement;
  const place = act.kind === 'USE' ? ['account', act.accountId] : ['act', act.identity.source, act.identity.id];
  return canonicalJson([act.namedClientId, entityId, ...place, offer]);
}

/** The verdicts that alert or need a person, as alerts by key, in the order of judging. */
export function alertsOf(
  judgements: readonly Judgement[],
  policy: Policy,
  before: ReadonlyMap<string, AlertView> = new Map(),
): Map<string, AlertView> {
  const alerts = new Map<string, AlertView>();
  for (const judgement of judgements) {
    const view = alertView(judgement, policy);
    if (view === null) continue;
    const key = alertKey(judgement);
    const shared = alerts.get(key) ?? before.get(key);
    alerts.set(key, shared === undefined ? view : withOccurrence(shared, view));
  }
  return alerts;
}

function alertView(judgement: Judgement, policy: Policy): AlertView | null {
  const { act, severity, verdict } = judgement;
  if (!isAlerting(verdict) || severity === null) return null;
  const offer = resolved(judgement);
  return {
    clientId: act.namedClientId,
    survivorId: judgement.clientId,
    entityId: judgement.entityId,
    verdict,
    row: judgement.row,
    severity,
    offer: judgement.offer,
    newService: judgement.newService,
    newAssetType: judgement.newAssetType,
    otherRegimeDrift: judgement.otherRegimeDrift,
    article61_2: VERDICT_REGISTER[verdict].beyondScope || judgement.otherRegimeDrift,
    kind: act.kind,
    assetClass: assetClassOf(offer),
    country: judgement.country,
    act: { ...act.identity, type: act.type, effectiveAt: act.whenGiven },
    effectiveFrom: act.when.from,
    reasons: judgement.reasons,
    citations: citationsOf(judgement, policy),
    policyVersion: judgement.policyVersion,
    explanation: explain(judgement),
    ...(judgement.differences.length === 0 ? {} : { differences: judgement.differences }),
    ...(judgement.standsOn.length === 0 ? {} : { standsOn: judgement.standsOn }),
    ...(judgement.doubts.length === 0 ? {} : { doubts: judgement.doubts }),
    incident: act.incident,
    occurrences: { count: 1, first: act.whenGiven, last: act.whenGiven },
  };
}

/** The law that a verdict stands on; none for what neither alerts nor needs a person. */
export function citationsOf(judgement: Judgement, policy: Policy): readonly Citation[] {
  const { act, otherRegimeDrift, verdict } = judgement;
  if (!isAlerting(verdict)) return [];
  return policy.at(act.when).pack.citations[citationKey(verdict, act, resolved(judgement), otherRegimeDrift)];
}

const resolved = (judgement: Judgement): ResolvedOffer => {
  const offer = judgement.act.offers.find((o) => o.offer === judgement.offer);
  if (offer === undefined) throw new Error('An act is judged only for offers of its own.');
  return offer;
};

/**
 * A further use: counted; the worst verdict stands for all of them, of equals the earliest. It comes out the same in
 * whatever order the uses are taken up.
 */
function withOccurrence(shared: AlertView, next: AlertView): AlertView {
  const { count, first, last } = shared.occurrences;
  const at = next.act.effectiveAt;
  const occurrences = {
    count: count + 1,
    first: byTimeGiven(at, first) < 0 ? at : first,
    last: byTimeGiven(at, last) > 0 ? at : last,
  };
  return { ...(standsFor(next, shared) ? next : shared), occurrences };
}

/** Times as producers gave them, in the order of time; of equal ones by their text. */
function byTimeGiven(a: string, b: string): number {
  if (a === b) return 0;
  const [x, y] = [parseWhen(a) ?? BEFORE_EVERYTHING, parseWhen(b) ?? BEFORE_EVERYTHING];
  return x.from - y.from || x.to - y.to || (a < b ? -1 : 1);
}

function standsFor(next: AlertView, shared: AlertView): boolean {
  if (isWorse(next, shared) || isWorse(shared, next)) return isWorse(next, shared);
  const byTime = byTimeGiven(next.act.effectiveAt, shared.act.effectiveAt);
  if (byTime !== 0) return byTime < 0;
  return identityKey(next.act) < identityKey(shared.act);
}

const isWorse = (a: AlertView, b: AlertView): boolean => {
  const bySeverity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return (
    bySeverity > 0 || (bySeverity === 0 && VERDICT_REGISTER[a.verdict].gravity > VERDICT_REGISTER[b.verdict].gravity)
  );
};

/** Whether people would see a different verdict: what makes a re-judging a fact of its own. */
export const isOtherVerdict = (a: AlertView, b: AlertView): boolean =>
  a.verdict !== b.verdict ||
  a.row !== b.row ||
  a.severity !== b.severity ||
  a.newService !== b.newService ||
  a.newAssetType !== b.newAssetType;
