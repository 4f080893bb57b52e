import type { components } from './schema';

type Schemas = components['schemas'];

export type Me = Schemas['Me'];
export type Alert = Schemas['Alert'];
export type SignedAlert = Schemas['SignedAlert'];
export type AlertSummary = Schemas['AlertSummary'];
export type AlertPage = Schemas['PageOfAlertSummary'];
export type AlertChange = Schemas['AlertChange'];
export type FilterField =
  | 'severity'
  | 'verdict'
  | 'status'
  | 'entityId'
  | 'service'
  | 'assetClass'
  | 'country'
  | 'kind'
  | 'assignee'
  | 'proposal';
/** How often each value occurs; the API's description leaves the names open. */
export interface FilterCounts {
  total: number;
  facets: Partial<Record<FilterField, { value: string; count: number }[]>>;
}
export type WorkOutcome = Schemas['WorkOutcome'];
export type Offer = AlertSummary['offer'];
export type Severity = AlertSummary['severity'];
export type Verdict = NonNullable<AlertSummary['verdict']>;
export type Status = AlertSummary['status'];
export type AlertKind = AlertSummary['kind'];
/** Whose proposal to close an alert waits, seen from whoever is signed in. */
export type ProposalOf = 'BY_OTHERS' | 'BY_ME' | 'NONE';
export type CloseReason = NonNullable<AlertSummary['proposed']>['reason'];
export type Incident = Schemas['Incident'];
export type Client = Schemas['Client'];
export type ClientSummary = Schemas['ClientSummary'];
export type ClientEntity = Client['entities'][number];
export type Gap = ClientEntity['gaps'][number];
export type Initiative = ClientEntity['initiative'];
export type Scope = Schemas['Scope'];
export type ScopeEntry = Scope['entities'][number]['entries'][number];
export type TimelineItem = Schemas['Timeline']['items'][number];
export type Strip = Schemas['Strip'];
export type StripMark = Strip['rows'][number]['marks'][number];
export type VerdictLine = Schemas['Verdicts']['items'][number];
export type Overview = Schemas['Overview'];
export type Today = Schemas['Today'];
export type Approval = Schemas['Approval'];
export type Drift = Schemas['Drift'];
export type DriftCell = Drift['cells'][number];
export type Rejection = Schemas['Rejection'];
export type RejectionPage = Schemas['PageOfRejection'];
export type RejectionOutcome = Schemas['RejectionOutcome'];
export type RejectionGroup = Schemas['RejectionGroup'];
export type PolicyVersion = Schemas['PolicyVersion'];
export type Health = Schemas['Health'];
export type Topic = Schemas['Topic'];
export type OffsetGap = Schemas['Gap'];
export type Person = Schemas['Person'];
export type Invitation = Schemas['Invitation'];
export type Key = Schemas['Key'];
export type AuditEntry = Schemas['AuditEntry'];
export type Silence = Schemas['Silence'];
export type Matcher = Schemas['AlertMatcher'];
export type MatcherField = Matcher['facet'];
export type Receiver = Schemas['Receiver'];
export type NewReceiver = Schemas['NewReceiver'];
export type Delivery = Schemas['Delivery'];
export type Book = Schemas['Book'];
export type Backtest = Schemas['Backtest'];
export type BacktestResult = Schemas['BacktestResult'];
export type AlertDifference = Omit<Schemas['BacktestDifference'], 'ordinal'>;
export type Check = Schemas['Check'];
export type Reconciliation = Schemas['Reconciliation'];
export type PlannedAct = Check['planned'][number];
export type CheckAnswer = Schemas['CheckAnswer'];
export type CheckAnswerPage = Schemas['PageOfCheckAnswer'];
export type CheckChoices = Schemas['CheckChoices'];
export type ClientsOnFile = Schemas['ClientsOnFile'];
export type Proposal = Schemas['PolicyProposal'];
export type Rebuild = Schemas['Rebuild'];
export type RebuildDifference = Schemas['RebuildDifference'];
type ReplayProgress = Schemas['ReplayProgress'];
export type ReplayedChange = Schemas['ReplayedChange'];
export type ReplayEnd = Schemas['ReplayEnd'];
export type ReplayLine = ReplayProgress | ReplayedChange | ReplayEnd;
export type EvidenceTask = Schemas['EvidenceTask'];
export type ClientDocument = Schemas['Document'];
export type Assurance = Schemas['Assurance'];
export type Erasure = Schemas['Erasure'];
export type LegalHold = Schemas['LegalHold'];
export type Shadow = Schemas['PolicyShadow'];
