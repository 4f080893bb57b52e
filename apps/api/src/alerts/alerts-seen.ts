import type { AlertView, PolicyPack } from '#domain';
import { silencesInForce, type Sql } from '#store';
import type { AlertSummary } from './alerts.shapes.js';
import { alertRows } from './alerts.queries.js';
import { summaryOf, type QueueRow } from './alert-rows.js';

/** Alerts as they stood under two clocks, beside what people have made of them since. */
export async function alertsSeen(
  sql: Sql,
  views: ReadonlyMap<string, AlertView>,
  pack: PolicyPack,
): Promise<AlertSummary[]> {
  const rows = await alertRows(sql, [...views.keys()], pack);
  const onRecord = new Map(rows.map((row) => [row.alertId, row]));
  const silences = await silencesInForce(sql);
  const now = new Date();
  return [...views].map(([alertId, view]) =>
    summaryOf(seen(alertId, view, onRecord.get(alertId), now), { silences, now, pack }),
  );
}

function seen(alertId: string, view: AlertView, row: QueueRow | undefined, now: Date): QueueRow {
  const { verdict, severity, explanation, country, clientId, survivorId, entityId } = view;
  const shown = {
    alertId,
    clientId,
    survivorId,
    entityId,
    verdict,
    severity,
    explanation,
    country,
    view: JSON.stringify(view),
  };
  if (row !== undefined) return { ...row, ...shown };
  // Judged so now, and not recorded (yet): a client whom a fan-out has not reached.
  const never = {
    active: true,
    status: 'OPEN',
    incidentId: null,
    closedAt: null,
    assignee: null,
    work: 0,
    proposed: null,
  } as const;
  return { ...never, ...shown, effectiveAt: new Date(view.effectiveFrom), raisedAt: now, changedAt: now, dueAt: now };
}
