import type { Work } from '../api/alert-work';
import type { CloseReason } from '../api/types';

/** Actions that need words. */
export type AskedAction = 'assign' | 'comment' | 'escalate' | 'close' | 'approve' | 'reject' | 'withdraw';

export interface ClosingDraft {
  action: 'close';
  /** Empty until one is chosen. */
  reason: CloseReason | '';
  text: string;
}

/** Work as far as somebody has written it. */
export type Draft = Exclude<Work, { action: 'close' }> | ClosingDraft;

export function blank(action: AskedAction): Draft {
  switch (action) {
    case 'assign':
      return { action, assignee: '' };
    case 'approve':
    case 'comment':
    case 'reject':
    case 'withdraw':
      return { action, text: '' };
    case 'escalate':
      return { action };
    case 'close':
      return { action, reason: '', text: '' };
  }
}

/** @returns what can be sent; `undefined` while something is missing */
export function complete(draft: Draft): Work | undefined {
  if (draft.action === 'close') {
    const { action, reason, text } = draft;
    return reason === '' || text.trim() === '' ? undefined : { action, reason, text };
  }
  if (draft.action === 'assign') return draft.assignee === '' ? undefined : draft;
  if (draft.action === 'escalate' || !('text' in draft)) return draft;
  return (draft.text ?? '').trim() === '' ? undefined : draft;
}
