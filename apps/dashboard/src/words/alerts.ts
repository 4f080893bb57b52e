import type { AlertKind, CloseReason, ProposalOf, Severity, Status } from '../api/types';

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
export const STATUSES: readonly Status[] = ['OPEN', 'ACKNOWLEDGED', 'ESCALATED', 'CLOSED'];
export const KINDS: readonly AlertKind[] = ['MARKETED', 'ENABLED', 'USED', 'ROLLED_OUT', 'REQUESTED'];

export const PROPOSALS: readonly ProposalOf[] = ['BY_OTHERS', 'BY_ME', 'NONE'];

export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

export const STATUS_LABELS: Readonly<Record<Status, string>> = {
  OPEN: 'Open',
  ACKNOWLEDGED: 'Acknowledged',
  ESCALATED: 'Escalated',
  CLOSED: 'Closed',
};

export const KIND_LABELS: Readonly<Record<AlertKind, string>> = {
  MARKETED: 'Marketed',
  ENABLED: 'Enabled',
  USED: 'Used',
  ROLLED_OUT: 'Rolled out',
  REQUESTED: 'Requested',
};

export const PROPOSAL_LABELS: Readonly<Record<ProposalOf, string>> = {
  BY_OTHERS: 'Proposed by others',
  BY_ME: 'Proposed by me',
  NONE: 'Not proposed',
};

export const CLOSE_REASON_LABELS: Readonly<Record<CloseReason, string>> = {
  BREACH_CONFIRMED: 'Breach confirmed',
  REMEDIATED: 'Remediated',
  CLIENT_INITIATED_EVIDENCE: 'Evidence of the client’s own initiative',
  FALSE_DATA: 'The data was wrong',
  ACCEPTED_RISK: 'Risk accepted',
  DUPLICATE: 'Duplicate',
  OTHER: 'Another reason',
};

const CHANGES: Readonly<Record<string, string>> = {
  raised: 'Raised',
  rejudged: 'Judged again',
  superseded: 'No longer alerts',
  acknowledged: 'Acknowledged',
  assigned: 'Assigned',
  commented: 'Commented',
  escalated: 'Escalated',
  'close-proposed': 'Closing proposed',
  'close-rejected': 'Closing rejected',
  closed: 'Closed',
  reopened: 'Re-opened',
};
export const changeLabel = (change: string): string => CHANGES[change] ?? change;

const CAUSES: Readonly<Record<string, string>> = {
  LATE_FACT: 'a fact that arrived late',
  CORRECTION: 'a correction',
  RETRACTION: 'a retraction',
  MERGE: 'a merge of clients',
  POLICY: 'a new rule pack',
  OCCURRENCE: 'another use',
};
export const causeLabel = (cause: string): string => CAUSES[cause] ?? cause;
