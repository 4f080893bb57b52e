import type { Work } from '../api/alert-work';
import type { AlertSummary } from '../api/types';

/** What the alert will probably look like, to be shown before the server has said so. */
export function expected(alert: AlertSummary, work: Work): AlertSummary {
  switch (work.action) {
    case 'acknowledge':
      return alert.status === 'OPEN' ? { ...alert, status: 'ACKNOWLEDGED' } : alert;
    case 'assign':
      return { ...alert, assignee: work.assignee };
    case 'escalate':
      return { ...alert, status: 'ESCALATED' };
    case 'reopen':
      return { ...alert, status: 'OPEN' };
    // Where it takes two it is only proposed; the server decides.
    case 'close':
      return alert.closingTakesTwo ? alert : { ...alert, status: 'CLOSED' };
    case 'approve':
      return { ...alert, status: 'CLOSED', proposed: null };
    case 'reject':
    case 'withdraw':
      return { ...alert, proposed: null };
    case 'comment':
      return alert;
  }
}
