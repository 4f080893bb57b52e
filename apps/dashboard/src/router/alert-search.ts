import type { AlertFilter, AlertList } from '../api/alerts';
import { KINDS, PROPOSALS, SEVERITIES, STATUSES } from '../words/alerts';
import { ALERTING } from '../words/verdicts';
import { flag, list, present, text, time, wanted, word, words } from './search-fields';

export const SORTS = ['urgency', 'dueAt', '-raisedAt', 'raisedAt', '-severity'] as const;
/** How the queue is sorted where nobody says otherwise. */
export const USUAL_SORT = 'urgency';

/** The whole state of the queue: which alerts, in which order, grouped or flat. */
export interface AlertSearch extends AlertList {
  group?: 'incident' | undefined;
}

export const alertSearch = (raw: Record<string, unknown>): AlertSearch =>
  present({
    severity: words(raw, 'severity', SEVERITIES),
    verdict: words(raw, 'verdict', ALERTING),
    status: words(raw, 'status', STATUSES),
    entityId: list(raw, 'entityId'),
    service: list(raw, 'service'),
    assetClass: list(raw, 'assetClass'),
    country: list(raw, 'country'),
    kind: words(raw, 'kind', KINDS),
    assignee: list(raw, 'assignee'),
    proposal: words(raw, 'proposal', PROPOSALS),
    mentions: text(raw, 'mentions'),
    mentionedFrom: time(raw, 'mentionedFrom'),
    incidentId: list(raw, 'incidentId'),
    clientId: list(raw, 'clientId'),
    article61_2: flag(raw, 'article61_2'),
    active: flag(raw, 'active'),
    overdue: flag(raw, 'overdue'),
    dueBefore: time(raw, 'dueBefore'),
    q: wanted(raw, 'q'),
    raisedFrom: time(raw, 'raisedFrom'),
    raisedTo: time(raw, 'raisedTo'),
    sort: word(raw, 'sort', SORTS),
    group: word(raw, 'group', ['incident'] as const),
  });

/** What the list is asked for. */
export function listOf({ group: _group, sort = USUAL_SORT, ...filter }: AlertSearch): AlertList {
  return { ...filter, sort };
}

/** Which alerts, whatever their order: counts and files know none. */
export function filterOf({ group: _group, sort: _sort, ...filter }: AlertSearch): AlertFilter {
  return filter;
}

/** What still has to be worked on. */
export const TO_DO = { status: ['OPEN', 'ACKNOWLEDGED', 'ESCALATED'] } satisfies AlertSearch;

/** Closings that somebody else has proposed: an approver decides. */
export const TO_APPROVE = { ...TO_DO, proposal: ['BY_OTHERS'] } satisfies AlertSearch;

/** What Article 61(2) itself is about, as opposed to what another regime governs. */
const OWN_REGIME = { verdict: ['BREACH_61_2', 'SCOPE_DRIFT_UNREQUESTED'] } satisfies AlertSearch;

/** Article 61(2): all of it that is open, and its parts, as the api counts them. */
export const ARTICLE_61_2 = {
  total: { ...TO_DO, article61_2: true },
  marketed: { ...TO_DO, article61_2: true, kind: ['MARKETED'], ...OWN_REGIME },
  enabled: { ...TO_DO, article61_2: true, kind: ['ENABLED', 'ROLLED_OUT', 'USED', 'REQUESTED'], ...OWN_REGIME },
  otherRegime: { ...TO_DO, article61_2: true, verdict: ['OTHER_REGIME'] },
} satisfies Readonly<Record<string, AlertSearch>>;
