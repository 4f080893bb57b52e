import { alertKey, alertsOf, isOtherVerdict, type AlertView, type Judgement, type Policy, type Verdict } from '#domain';
import { alertIdOf, incidentIdOf, type AlertFactKind } from '#log/codec';
import type { AlertRow, StoredAlert } from '#store';
import { alertBody } from './alert-body.js';

/** Why a verdict on record changed. */
export type Cause = 'LATE_FACT' | 'CORRECTION' | 'RETRACTION' | 'MERGE' | 'POLICY' | 'OCCURRENCE';

/** What made a client be judged again. */
export interface Trigger {
  readonly cause: Cause;
  /** What gathers the changes of one cause; `null` where the act alone does. */
  readonly incidentId: string | null;
}

export interface AlertChange {
  readonly kind: AlertFactKind;
  readonly cause: Cause | null;
  readonly row: AlertRow;
  /** What goes out, without the position that is not known yet. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface AlertChanges {
  readonly changes: readonly AlertChange[];
  /** Rows to write: those of the changes, and those whose details alone differ. */
  readonly rows: readonly AlertRow[];
}

interface Judging {
  /** The verdicts to take up: all of the client's, or those of new acts alone. */
  readonly judgements: readonly Judgement[];
  /** Whether `judgements` are all of the client's, so that an alert without one is gone. */
  readonly whole: boolean;
  /** Alerts on record, by id: all of the client's, or those that a further use may add to. */
  readonly onRecord: ReadonlyMap<string, StoredAlert>;
  readonly trigger: Trigger;
  /** Positions of facts recorded just now: alerts on their own acts have no cause beside them. */
  readonly isNew: (judgement: Judgement) => boolean;
  readonly policy: Policy;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const NO_CHANGES: AlertChanges = { changes: [], rows: [] };

/** Compares what the judge says with what is on record. Pure. */
export function compareAlerts(j: Judging): AlertChanges {
  // Most acts that are added alert nobody.
  if (!j.whole && j.judgements.every(({ severity }) => severity === null)) return NO_CHANGES;
  const changes: AlertChange[] = [];
  const rows: AlertRow[] = [];
  const before = j.whole ? new Map<string, AlertView>() : viewsOfUses(j);
  const byKey = alertsOf(j.judgements, j.policy, before);
  const newKeys = j.whole ? new Set(j.judgements.filter(j.isNew).map(alertKey)) : new Set(byKey.keys());
  const met = new Set<string>();
  for (const [key, view] of byKey) {
    const alertId = alertIdOf(key);
    met.add(alertId);
    const stored = j.onRecord.get(alertId);
    if (stored === undefined) {
      const cause = newKeys.has(key) ? null : j.trigger.cause;
      push(changes, rows, change('raised', cause, rowOf(alertId, view, null, j, cause), view, null, 'OPEN', j.at));
      continue;
    }
    const row = rowOf(alertId, view, stored, j, null);
    const known = JSON.parse(stored.view) as AlertView;
    if (!stored.active || isOtherVerdict(known, view)) {
      const cause = !j.whole ? 'OCCURRENCE' : j.trigger.cause;
      push(changes, rows, change('rejudged', cause, row, view, stored.verdict, stored.status, j.at));
    } else if (stored.view !== row.view || stored.survivorId !== row.survivorId) {
      rows.push({ ...row, changedAt: stored.changedAt });
    }
  }
  if (j.whole) {
    const verdicts = new Map(j.judgements.map((judgement) => [alertIdOf(alertKey(judgement)), judgement.verdict]));
    for (const stored of j.onRecord.values()) {
      if (!stored.active || met.has(stored.alertId)) continue;
      const [row, view] = supersededRow(stored, verdicts.get(stored.alertId) ?? null, j.at);
      push(changes, rows, change('superseded', j.trigger.cause, row, view, stored.verdict, 'SUPERSEDED', j.at));
    }
  }
  return { changes, rows };
}

function push(changes: AlertChange[], rows: AlertRow[], change: AlertChange): void {
  changes.push(change);
  rows.push(change.row);
}

/** Alerts that further uses add to, by key. */
function viewsOfUses(j: Judging): Map<string, AlertView> {
  const views = new Map<string, AlertView>();
  for (const judgement of j.judgements) {
    if (judgement.act.kind !== 'USE' || judgement.severity === null) continue;
    const stored = j.onRecord.get(alertIdOf(alertKey(judgement)));
    if (stored?.active === true) views.set(alertKey(judgement), JSON.parse(stored.view) as AlertView);
  }
  return views;
}

/** A time before everything that a database can date is no time. */
const datable = (ms: number): number | null => (ms > -62_000_000_000_000 ? ms : null);

function rowOf(
  alertId: string,
  view: AlertView,
  stored: StoredAlert | null,
  j: Judging,
  cause: Cause | null,
): AlertRow {
  if (stored !== null) return alertRowOf(alertId, view, stored.raisedAt, j.at, stored.incidentId);
  const byAct = view.incident === null ? null : incidentIdOf(view.incident);
  const byCause = cause === null ? null : j.trigger.incidentId;
  return alertRowOf(alertId, view, j.at, j.at, byAct ?? byCause);
}

/** An alert as the judge sees it, as a row. Times in ms since 1970. */
export const alertRowOf = (
  alertId: string,
  view: AlertView,
  raisedAt: number,
  changedAt: number,
  incidentId: string | null,
): AlertRow => ({
  clientId: view.clientId,
  alertId,
  survivorId: view.survivorId,
  entityId: view.entityId,
  verdict: view.verdict,
  severity: view.severity,
  active: true,
  incidentId,
  effectiveAt: datable(view.effectiveFrom),
  raisedAt,
  changedAt,
  explanation: view.explanation,
  kind: view.kind,
  service: view.offer !== null && 'service' in view.offer ? view.offer.service : null,
  assetClass: view.assetClass,
  country: view.country,
  article61_2: view.article61_2,
  view: JSON.stringify(view),
});

function supersededRow(stored: StoredAlert, verdict: Verdict | null, at: number): [AlertRow, AlertView] {
  const view = JSON.parse(stored.view) as AlertView;
  const now =
    verdict === null
      ? 'The act it was about is no longer on file.'
      : `It no longer alerts: the act is now judged ${verdict}.`;
  const { status: _status, ...row } = stored;
  return [{ ...row, verdict, active: false, changedAt: at, explanation: `${now} Before: ${view.explanation}` }, view];
}

function change(
  kind: AlertFactKind,
  cause: Cause | null,
  row: AlertRow,
  view: AlertView,
  previousVerdict: string | null,
  status: string,
  at: number,
): AlertChange {
  const body = alertBody(row, view, {
    ...(kind === 'raised' || previousVerdict === null ? {} : { previousVerdict }),
    ...(cause === null ? {} : { cause }),
    status,
    at,
  });
  return { kind, cause, row, body };
}
