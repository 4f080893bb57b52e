import type { CLOSE_REASONS } from '#domain';

type CloseReason = (typeof CLOSE_REASONS)[number];

const REASON_WORDS: Readonly<Record<CloseReason, string>> = {
  BREACH_CONFIRMED: 'breach confirmed',
  REMEDIATED: 'remediated',
  CLIENT_INITIATED_EVIDENCE: 'evidence of the client’s own initiative',
  FALSE_DATA: 'the data was wrong',
  ACCEPTED_RISK: 'risk accepted',
  DUPLICATE: 'duplicate',
  OTHER: 'another reason',
};

const CAUSE_WORDS: Readonly<Record<string, string>> = {
  LATE_FACT: 'a fact that came late',
  CORRECTION: 'a correction',
  RETRACTION: 'a retraction',
  MERGE: 'a merge of clients',
  POLICY: 'another rule pack',
  OCCURRENCE: 'another use of the same kind',
};

/** What a fact about an alert may say beside what the alert is. */
export interface Note {
  readonly text?: string;
  readonly reason?: string;
  readonly assignee?: string | null;
  readonly proposedBy?: string;
  readonly approvedBy?: string;
  readonly approvalText?: string;
}

const because = (cause: string | null): string =>
  cause === null ? '' : `, because of ${CAUSE_WORDS[cause] ?? cause.toLowerCase()}`;

const reasonWords = (reason: string | undefined): string =>
  reason === undefined ? '' : ` as “${REASON_WORDS[reason as CloseReason] ?? reason}”`;

/** What was done about an alert, as one sentence. */
export function decisionWords(kind: string, cause: string | null, note: Note): string {
  switch (kind) {
    case 'raised':
      return `Raised${because(cause)}.`;
    case 'rejudged':
      return `Judged again${because(cause)}.`;
    case 'superseded':
      return `No longer alerts${because(cause)}.`;
    case 'acknowledged':
      return 'Took note of it.';
    case 'assigned':
      return note.assignee == null ? 'Gave it back: nobody is assigned.' : `Assigned it to ${note.assignee}.`;
    case 'commented':
      return 'Commented.';
    case 'escalated':
      return 'Escalated it.';
    case 'close-proposed':
      return `Proposed to close it${reasonWords(note.reason)}; a second person has to approve.`;
    case 'close-rejected':
      return `As the second person, refused the closing that ${note.proposedBy ?? 'somebody'} had proposed.`;
    case 'closed':
      return note.approvedBy === undefined
        ? `Closed it${reasonWords(note.reason)}.`
        : `As the second person, approved the closing that ${note.proposedBy ?? 'somebody'} had proposed; closed${reasonWords(note.reason)}.`;
    case 'reopened':
      return 'Re-opened it.';
    default:
      return `${kind}${because(cause)}.`;
  }
}

export const NO_DECISION = 'Nobody has decided anything about it yet.';
