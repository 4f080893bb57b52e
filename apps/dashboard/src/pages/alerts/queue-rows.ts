import type { AlertSummary } from '../../api/types';

interface AlertRow {
  readonly alert: AlertSummary;
}
export interface GroupRow {
  readonly incidentId: string | null;
  readonly alerts: readonly AlertSummary[];
}
export type QueueRow = AlertRow | GroupRow;

export const keyOfRow = (row: QueueRow): string =>
  'alert' in row ? row.alert.alertId : `group ${row.incidentId ?? 'none'}`;

/** Flat in the server's order; or gathered by incident, each where its first alert stands. */
export function queueRows(alerts: readonly AlertSummary[], group: 'incident' | undefined): QueueRow[] {
  if (group === undefined) return alerts.map((alert) => ({ alert }));
  const groups = new Map<string | null, AlertSummary[]>();
  for (const alert of alerts) {
    const members = groups.get(alert.incidentId);
    if (members === undefined) groups.set(alert.incidentId, [alert]);
    else members.push(alert);
  }
  return [...groups].flatMap(([incidentId, members]): QueueRow[] => [
    { incidentId, alerts: members },
    ...members.map((alert) => ({ alert })),
  ]);
}
