import type { Notice, NoticeAlert } from '../dispatch/notice.js';

/** What an alert is not. Goes out with everything that people read. */
export const INDICATION = 'An indication for review, not a legal determination.';

/** The notice in one line. */
export function headline({ type, group, severity, clients, alerts, overdue }: Notice): string {
  const count = `${plural(alerts, 'alert')} of ${plural(clients, 'client')}`;
  const what = group.kind === 'incident' ? `${group.title}: ${count}` : group.title;
  switch (type) {
    case 'alerts.raised':
      return `[${severity}] ${what}`;
    case 'alerts.changed':
      return `[${severity}] Changed: ${what}`;
    case 'alerts.overdue':
      return `[${severity}] Overdue (${overdue}): ${what}`;
    case 'alerts.repeated':
      return `[${severity}] Still open: ${what}`;
    case 'alerts.resolved':
      return `Resolved: ${group.kind === 'incident' ? group.title : what}`;
    case 'parity.differs':
      return `[${severity}] ${group.title}`;
    case 'parity.restored':
      return `Resolved: ${group.title}`;
    case 'test':
      return 'A test from Scopewatch';
  }
}

export const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** One alert in one line. */
export const lineOf = (alert: NoticeAlert): string =>
  [
    `${alert.severity} ${alert.verdict}`,
    `client ${alert.clientId}`,
    `entity ${alert.entityId}`,
    ...(alert.service === null ? [] : [alert.service]),
    ...(alert.overdue ? [`overdue since ${alert.dueAt}`] : []),
  ].join(' · ');
