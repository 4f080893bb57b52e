import type { Work } from '../api/alert-work';
import type { AlertSummary } from '../api/types';

/** Said in the log where it asks for words. */
const TAKEN_BACK = 'Taken back at once.';

/**
 * The steps that bring an alert back to what it was before a step; `null` where there are none. Nothing is taken out of the
 * log: what was undone stands there as done and undone.
 */
export function undoOf(before: AlertSummary, work: Work, after: AlertSummary): Work[] | null {
  switch (work.action) {
    case 'acknowledge':
    case 'escalate':
      // Re-opening would take a proposal along.
      return before.proposed === null ? backTo(before.status) : null;
    case 'assign':
      return [{ action: 'assign', assignee: before.assignee }];
    case 'close':
      if (after.status === 'CLOSED') return before.proposed === null ? backTo(before.status) : null;
      return after.proposed === null ? null : [{ action: 'withdraw', text: TAKEN_BACK }];
    case 'comment':
    case 'reopen':
    case 'approve':
    case 'reject':
    case 'withdraw':
      return null;
  }
}

function backTo(status: AlertSummary['status']): Work[] | null {
  switch (status) {
    case 'OPEN':
      return [{ action: 'reopen' }];
    case 'ACKNOWLEDGED':
      return [{ action: 'reopen' }, { action: 'acknowledge' }];
    case 'ESCALATED':
      return [{ action: 'reopen' }, { action: 'escalate', text: TAKEN_BACK }];
    case 'CLOSED':
      return null;
  }
}
