import type { Work, WorkAction } from '../api/alert-work';
import type { AlertSummary } from '../api/types';
import { counted } from '../words/numbers';

const ACTION_LABELS: Readonly<Record<WorkAction, string>> = {
  acknowledge: 'Acknowledge',
  assign: 'Assign',
  comment: 'Comment',
  escalate: 'Escalate',
  close: 'Close',
  reopen: 'Re-open',
  approve: 'Approve closing',
  reject: 'Reject closing',
  withdraw: 'Withdraw closing',
};

/** What closing these comes to: where it takes two people, only to proposing it. */
function closeLabel(alerts: readonly Pick<AlertSummary, 'closingTakesTwo'>[]): string {
  if (alerts.length > 0 && alerts.every(({ closingTakesTwo }) => closingTakesTwo)) return 'Propose closing';
  return alerts.some(({ closingTakesTwo }) => closingTakesTwo) ? 'Close or propose' : ACTION_LABELS.close;
}

/** As the button for this says it. */
export const actionLabel = (action: WorkAction, alerts: readonly AlertSummary[]): string =>
  action === 'close' ? closeLabel(alerts) : ACTION_LABELS[action];

const DONE: Readonly<Record<WorkAction, string>> = {
  acknowledge: 'acknowledged',
  assign: 'assigned',
  comment: 'commented',
  escalate: 'escalated',
  close: 'closed',
  reopen: 're-opened',
  approve: 'closed',
  reject: 'left open',
  withdraw: 'no longer proposed to be closed',
};

/** "3 alerts closed, 2 wait for a second person." */
export function doneSentence({ action }: Work, done: readonly AlertSummary[]): string {
  const waiting = action === 'close' ? done.filter(({ status }) => status !== 'CLOSED').length : 0;
  const parts = [
    ...(done.length > waiting ? [`${counted(done.length - waiting, 'alert')} ${DONE[action]}`] : []),
    ...(waiting > 0 ? [`${counted(waiting, 'closing')} proposed: a second person has to approve`] : []),
  ];
  return `${parts.join(', ')}.`;
}
