import type { PolicyPack } from '../policy/policy.js';
import type { Severity } from '../vocabulary.js';
import type { CLOSE_REASONS, AlertStatus } from './alert-status.js';

/** Why a step can't be taken: it doesn't fit what the alert is, or it takes somebody else. */
type Refusal = 'REFUSED' | 'SECOND_PERSON';

/** Why somebody's agreement is not that of a second person. */
export interface NotSecond {
  readonly refused: Refusal;
  readonly detail: string;
}

/** One step of work on an alert, as somebody asks for it. */
export type WorkStep =
  | { readonly action: 'acknowledge' }
  | { readonly action: 'assign'; readonly assignee: string | null }
  | { readonly action: 'comment'; readonly text: string }
  | { readonly action: 'escalate'; readonly text?: string }
  | { readonly action: 'close'; readonly reason: (typeof CLOSE_REASONS)[number]; readonly text: string }
  | { readonly action: 'approve'; readonly text?: string }
  | { readonly action: 'reject'; readonly text: string }
  | { readonly action: 'withdraw'; readonly text: string }
  | { readonly action: 'reopen'; readonly text?: string };

/** A closing that waits for a second person. */
export interface Proposed {
  readonly action: 'close';
  readonly reason: (typeof CLOSE_REASONS)[number];
  readonly text: string;
  readonly by: string;
  readonly at: string;
}

/** What people have made of an alert so far. */
export interface WorkState {
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly assignee: string | null;
  readonly proposed: Proposed | null;
}

export type WorkFactKind =
  'acknowledged' | 'assigned' | 'commented' | 'escalated' | 'close-proposed' | 'close-rejected' | 'closed' | 'reopened';

/** What a step comes to: a fact for the log, and what the alert is after it; or a refusal with its reason. */
export type WorkDecision =
  | { readonly fact: WorkFactKind; readonly after: WorkState; readonly note: Readonly<Record<string, unknown>> }
  | { readonly refused: Refusal; readonly detail: string };

interface Asked {
  readonly by: string;
  /** Why whoever asks is no second person beside whoever proposed; `null` where they are. */
  readonly notSecond: NotSecond | null;
  readonly at: string;
  readonly fourEyes: PolicyPack['fourEyes'];
}

/** Decides one step of work. Pure. What people decided is only ever undone by people. */
export function decideWork(state: WorkState, step: WorkStep, { by, notSecond, at, fourEyes }: Asked): WorkDecision {
  switch (step.action) {
    case 'acknowledge':
      if (state.status !== 'OPEN') return refused(`This alert is ${state.status.toLowerCase()} already.`);
      return { fact: 'acknowledged', after: { ...state, status: 'ACKNOWLEDGED' }, note: {} };
    case 'assign':
      return { fact: 'assigned', after: { ...state, assignee: step.assignee }, note: { assignee: step.assignee } };
    case 'comment':
      return { fact: 'commented', after: state, note: { text: step.text } };
    case 'escalate':
      if (state.status === 'CLOSED') return refused('This alert is closed. Reopen it first.');
      return { fact: 'escalated', after: { ...state, status: 'ESCALATED' }, note: textOf(step.text) };
    case 'close': {
      if (state.status === 'CLOSED') return refused('This alert is closed already.');
      const { reason, text } = step;
      if (fourEyes.closing.includes(state.severity)) {
        if (state.proposed !== null)
          return refused(
            `${state.proposed.by} has proposed already to close this alert. Somebody else must approve or reject that first.`,
          );
        return {
          fact: 'close-proposed',
          after: { ...state, proposed: { action: 'close', reason, text, by, at } },
          note: { reason, text },
        };
      }
      return { fact: 'closed', after: { ...state, status: 'CLOSED', proposed: null }, note: { reason, text } };
    }
    case 'approve': {
      const { proposed } = state;
      if (proposed === null) return refused('Nobody has proposed to close this alert.');
      if (notSecond !== null) return notSecond;
      const { reason, text } = proposed;
      return {
        fact: 'closed',
        after: { ...state, status: 'CLOSED', proposed: null },
        note: {
          ...{ reason, text, proposedBy: proposed.by, approvedBy: by },
          ...(step.text === undefined ? {} : { approvalText: step.text }),
        },
      };
    }
    case 'reject':
      if (state.proposed === null) return refused('Nobody has proposed to close this alert.');
      return {
        fact: 'close-rejected',
        after: { ...state, proposed: null },
        note: { text: step.text, proposedBy: state.proposed.by },
      };
    case 'withdraw':
      if (state.proposed === null) return refused('Nobody has proposed to close this alert.');
      if (notSecond?.refused !== 'SECOND_PERSON')
        return refused(
          `${state.proposed.by} has proposed this, and only they can withdraw it. An approver may reject it.`,
        );
      return {
        fact: 'close-rejected',
        after: { ...state, proposed: null },
        note: { text: step.text, proposedBy: state.proposed.by },
      };
    case 'reopen':
      if (state.status === 'OPEN') return refused('This alert is open.');
      // It would take the proposal along.
      if (state.proposed !== null) return refused('Somebody has proposed to close this alert. That is decided first.');
      return { fact: 'reopened', after: { ...state, status: 'OPEN', proposed: null }, note: textOf(step.text) };
  }
}

const refused = (detail: string): WorkDecision => ({ refused: 'REFUSED', detail });

const textOf = (text: string | undefined): Record<string, unknown> => (text === undefined ? {} : { text });
