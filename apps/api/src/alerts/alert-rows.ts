import { TYPE_PREFIX } from '#contract';
import { meets, reasonIn, SHOWN_KINDS, type AlertView, type AlertStatus, type PolicyPack } from '#domain';
import type { ActiveSilence } from '#store';
import type { Static } from '@sinclair/typebox';
import type { Alert, AlertSummary, Proposal } from './alerts.shapes.js';
import { differencesShown } from './differences-shown.js';

/** One row of the queue. */
export interface QueueRow {
  readonly clientId: string;
  readonly alertId: string;
  readonly survivorId: string;
  readonly entityId: string;
  readonly verdict: AlertSummary['verdict'];
  readonly severity: AlertSummary['severity'];
  readonly active: boolean;
  readonly status: AlertStatus;
  readonly incidentId: string | null;
  readonly effectiveAt: Date | null;
  readonly raisedAt: Date;
  readonly changedAt: Date;
  readonly closedAt: Date | null;
  readonly dueAt: Date;
  readonly explanation: string;
  readonly country: string | null;
  readonly assignee: string | null;
  readonly work: number;
  readonly proposed: string | null;
  readonly view: string;
}

/** The version that a person has seen: it changes with every step of work and with every judging. */
export const etagOf = (row: Pick<QueueRow, 'work' | 'changedAt'>): string => `"${row.work}-${row.changedAt.getTime()}"`;

/** What else is asked to show an alert: what is kept quiet, the time, and the pack in force. */
interface Beside {
  readonly silences: readonly ActiveSilence[];
  readonly now: Date;
  readonly pack: Pick<PolicyPack, 'fourEyes'>;
}

export function summaryOf(row: QueueRow, { silences, now, pack }: Beside): AlertSummary {
  const view = JSON.parse(row.view) as AlertView;
  const service = view.offer !== null && 'service' in view.offer ? view.offer.service : null;
  const { clientId, alertId, survivorId, entityId, verdict, severity, active, status, incidentId, country, assignee } =
    row;
  const open = active && status !== 'CLOSED';
  const summary: AlertSummary = {
    alertId,
    clientId,
    survivorId,
    entityId,
    verdict,
    severity,
    article61_2: view.article61_2,
    kind: SHOWN_KINDS[view.kind],
    active,
    status,
    assignee,
    // The offer as the event gave it, facets and all.
    offer: view.offer as AlertSummary['offer'],
    service,
    assetClass: view.assetClass ?? 'UNSPECIFIED',
    newService: view.newService,
    newAssetType: view.newAssetType,
    act: { ...view.act, type: `${TYPE_PREFIX}${view.act.type}` },
    incidentId,
    campaign: view.incident?.kind === 'CAMPAIGN' ? view.incident.key : null,
    country,
    effectiveAt: row.effectiveAt?.toISOString() ?? null,
    raisedAt: row.raisedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    dueAt: open ? row.dueAt.toISOString() : null,
    overdue: open && row.dueAt < now,
    changedSinceClosed: row.closedAt !== null && row.changedAt > row.closedAt,
    silenced: false,
    proposed: row.proposed === null ? null : (JSON.parse(row.proposed) as Static<typeof Proposal>),
    closingTakesTwo: pack.fourEyes.closing.includes(severity),
    occurrences: view.occurrences.count,
    reason: reasonIn(row.explanation),
    explanation: row.explanation,
    etag: etagOf(row),
  };
  return { ...summary, silenced: silences.some(({ matchers }) => meets(summary, matchers)) };
}

export function detailOf(row: QueueRow, beside: Beside): Alert {
  const view = JSON.parse(row.view) as AlertView;
  const { count, first, last } = view.occurrences;
  return {
    ...summaryOf(row, beside),
    row: view.row,
    reasons: view.reasons.map(({ source, id }) => ({ source, id })),
    citations: view.citations.map(({ article, sourceStatus }) => ({ article, sourceStatus })),
    differences: differencesShown(view.differences),
    standsOn: [...(view.standsOn ?? [])],
    doubts: [...(view.doubts ?? [])],
    policyVersion: view.policyVersion,
    firstUse: count > 1 ? first : null,
    lastUse: count > 1 ? last : null,
  };
}
