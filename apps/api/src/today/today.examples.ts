import type { Static } from '@sinclair/typebox';
import { alertProposedExample } from '../alerts/alerts.examples.js';
import { incidentExample } from '../overview/overview.examples.js';
import type { Today } from './today.shapes.js';

const open = ['OPEN', 'ACKNOWLEDGED', 'ESCALATED'] as const;
const listed = (count: number, filter: object = {}) => ({ count, filter: { status: [...open], ...filter } });
const SINCE = '2026-03-01T17:02:11.000Z';
const DAY_ENDS = '2026-03-02T23:00:00.000Z';
const { proposed } = alertProposedExample;

export const todayExample: Static<typeof Today> = {
  at: '2026-03-02T12:00:00.000Z',
  dayEnds: DAY_ENDS,
  since: SINCE,
  empty: false,
  counts: {
    toDo: listed(1),
    overdue: listed(0, { overdue: true }),
    dueToday: listed(1, { overdue: false, dueBefore: DAY_ENDS }),
    mine: listed(0, { assignee: ['bo@bank.example'] }),
    unassigned: listed(0, { assignee: ['NOBODY'] }),
    closingsToApprove: listed(1, { proposal: ['BY_OTHERS'] }),
    ownProposals: listed(0, { proposal: ['BY_ME'] }),
    mentions: { count: 1, filter: { mentions: 'bo@bank.example', mentionedFrom: SINCE } },
    raisedSince: listed(1, { raisedFrom: SINCE }),
  },
  approvals: {
    total: 1,
    byKind: [{ kind: 'CLOSING', count: 1 }],
    items: [
      {
        kind: 'CLOSING',
        target: alertProposedExample.alertId,
        what: 'Close 1 alert of Campaign spring-eth as BREACH_CONFIRMED',
        by: proposed?.by ?? '',
        why: proposed?.text ?? '',
        at: proposed?.at ?? SINCE,
        alerts: 1,
        incidentId: incidentExample.incidentId,
      },
    ],
  },
  article61_2: {
    total: listed(1, { article61_2: true }),
    marketed: listed(1, { article61_2: true, kind: ['MARKETED'], verdict: ['BREACH_61_2', 'SCOPE_DRIFT_UNREQUESTED'] }),
    enabled: listed(0, {
      article61_2: true,
      kind: ['ENABLED', 'ROLLED_OUT', 'USED', 'REQUESTED'],
      verdict: ['BREACH_61_2', 'SCOPE_DRIFT_UNREQUESTED'],
    }),
    otherRegime: listed(0, { article61_2: true, verdict: ['OTHER_REGIME'] }),
  },
  evidenceTasks: { open: 3, mine: 1, byGap: [{ gap: 'NO_THIRD_COUNTRY_ACKNOWLEDGEMENT', count: 3 }] },
  mentions: [
    {
      alertId: alertProposedExample.alertId,
      clientId: 'c-1042',
      by: 'ann@bank.example',
      change: 'commented',
      text: 'Which list was this sent to, @bo@bank.example?',
      at: '2026-03-02T11:10:00.000Z',
    },
  ],
  causes: [incidentExample],
};
