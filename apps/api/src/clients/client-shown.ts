import type { Static } from '@sinclair/typebox';
import { TYPE_PREFIX } from '#contract';
import {
  alertKey,
  explain,
  identityKey,
  isInstant,
  reasonIn,
  SHOWN_KINDS,
  type Identity,
  type Judgement,
  type When,
} from '#domain';
import { actKindWords } from '#evidence';
import type { ClientAsOf, EntityAsOf } from '#judging';
import { alertIdOf } from '#log/codec';
import type { AlertSummary } from '../alerts/alerts.shapes.js';
import type { Client, Scope, Verdicts } from './clients.shapes.js';
import { isoOf, type Clocks } from './clocks.js';

/**
 * A client as given over HTTP. Pure.
 * @param entities those that the caller may see
 * @param hidden facts, by `identityKey`, that the caller may not be named
 */
export function clientShown(
  { clientId: id, memberIds, whereabouts }: ClientAsOf,
  clocks: Clocks,
  entities: readonly EntityAsOf[],
  hidden: ReadonlySet<string>,
  alerts: readonly AlertSummary[],
): Static<typeof Client> {
  return {
    clientId: id,
    memberIds: [...memberIds],
    ...clocks.shown,
    country: whereabouts.country,
    location: whereabouts.perimeter,
    entities: entities.map((e) => ({
      entityId: e.entityId,
      initiative: e.initiative.status,
      initiativeFacts: e.initiative.facts.filter((f) => !hidden.has(identityKey(f))).map(identityOf),
      gaps: [...e.gaps],
      firstContactChannel: e.onboardings.find((o) => o.firstContactChannel !== null)?.firstContactChannel ?? null,
      exposureCheck: e.onboardings.find((o) => o.exposure !== null)?.exposure?.result ?? null,
      acknowledged: e.onboardings.some((o) => o.acknowledged),
      documents: e.onboardings.flatMap((o) => o.documents.map(({ kind, uri, sha256 }) => ({ kind, uri, sha256 }))),
    })),
    alerts: [...alerts],
  };
}

/** What a client asked for, and beside it what was marketed or switched on beyond it. Pure. */
export function scopeShown(
  past: ClientAsOf,
  clocks: Clocks,
  entities: readonly EntityAsOf[],
  alerts: readonly AlertSummary[],
): Static<typeof Scope> {
  return {
    clientId: past.clientId,
    ...clocks.shown,
    entities: entities.map((e) => ({
      entityId: e.entityId,
      relationship: e.relationship,
      entries: e.scope.map(({ offer, validity, original, requestId, identity, origin, when }) => ({
        offer: offer as AlertSummary['offer'],
        validity,
        original,
        requestId,
        identity: identityOf(identity),
        effectiveAt: whenText(when),
        origin,
      })),
      beyond: alerts
        .filter((a) => a.article61_2 && a.entityId === e.entityId)
        .map(({ alertId, offer, kind, verdict, act }) => ({
          alertId,
          offer,
          kind,
          verdict: verdict ?? '',
          effectiveAt: act.effectiveAt,
        })),
    })),
  };
}

const identityOf = ({ source, id }: Identity): { source: string; id: string } => ({ source, id });

/** A day is shown as a date, an instant as a time. */
const whenText = (when: When): string => (isInstant(when) ? isoOf(when.from) : isoOf(when.from).slice(0, 10));

export function verdictShown(j: Judgement, hidden: ReadonlySet<string>): Static<typeof Verdicts>['items'][number] {
  const { act } = j;
  const explanation = explain(j);
  return {
    entityId: j.entityId,
    act: { ...identityOf(act.identity), type: `${TYPE_PREFIX}${act.type}`, effectiveAt: act.whenGiven },
    kind: SHOWN_KINDS[act.kind],
    what: actKindWords(act),
    offer: j.offer as AlertSummary['offer'],
    verdict: j.verdict,
    row: j.row,
    severity: j.severity,
    newService: j.newService,
    newAssetType: j.newAssetType,
    reasons: j.reasons
      .filter((r) => identityKey(r) !== identityKey(act.identity) && !hidden.has(identityKey(r)))
      .map(identityOf),
    alertId: j.severity === null ? null : alertIdOf(alertKey(j)),
    reason: reasonIn(explanation),
    explanation,
    policyVersion: j.policyVersion,
  };
}
