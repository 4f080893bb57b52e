import { parseWhen } from '#domain';
import type { AlertFact, Note } from './alert-body.js';

/** A closing that waits for a second person, as it stands in the alert's row. */
interface Proposed {
  readonly action: 'close';
  readonly reason: string | undefined;
  readonly text: string | undefined;
  readonly by: string | null;
  readonly at: string;
}

/** What people have made of an alert. */
export interface Work {
  readonly severity: string;
  readonly status: string;
  readonly assignee: string | null;
  readonly proposed: Proposed | null;
}

/** One step of somebody's, with how the alert stood before and after it. */
export interface Step {
  readonly fact: AlertFact;
  readonly before: Work;
  readonly after: Work;
}

/** Something that can't have happened so. */
interface Fault {
  readonly kind: string;
  readonly position: number;
  readonly column: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** An alert as its changes tell it, from the first to the last. */
export interface History {
  /** The columns of its row that follow from them, by name. */
  readonly row: Readonly<Record<string, unknown>>;
  /** What the judge said last. */
  readonly judged: AlertFact | undefined;
  readonly steps: readonly Step[];
  readonly faults: readonly Fault[];
}

export interface Rules {
  /** Alerts of which severities took two people to close, by the pack in force at that position. */
  closingByTwo(position: number): readonly string[];
  /** The person behind a name that facts give: of a key, whoever made it. `null` where nobody is known by it. */
  personBehind(actor: string): string | null;
  /** Whether two such people are known, and not one and the same. */
  areTwo(one: string | null, other: string | null): boolean;
}

const JUDGED = ['raised', 'rejudged', 'superseded'];
const CAUSES = ['LATE_FACT', 'CORRECTION', 'RETRACTION', 'MERGE', 'POLICY', 'OCCURRENCE'];
const GONE = 'The act it was about is no longer on file.';

/** Follows one alert through its changes, in the order of recording. Pure. */
export function historyOf(facts: readonly AlertFact[], rules: Rules): History {
  const faults: Fault[] = [];
  const steps: Step[] = [];
  let judged: AlertFact | undefined;
  let changedAt = 0;
  let closedAt: number | null = null;
  let work: Work = { severity: '', status: 'OPEN', assignee: null, proposed: null };
  for (const fact of facts) {
    const fault = (kind: string, column: string, expected: unknown, actual: unknown): void => {
      if (expected !== actual) faults.push({ kind, position: fact.position, column, expected, actual });
    };
    const { body } = fact;
    if (JUDGED.includes(fact.kind)) {
      compareJudged(fact, judged, work, fault);
      judged = fact;
      changedAt = fact.recordedAt;
      work = { ...work, severity: body.severity };
      continue;
    }
    fault('NEVER_RAISED', 'kind', true, judged !== undefined);
    const after = taken(work, fact);
    fault('STEP_NOT_ALLOWED', 'kind', true, after !== null);
    compareStep(fact, work, rules, fault);
    if (after === null) continue;
    fault('DIFFERS', 'body', after.status, body.status);
    fault('DIFFERS', 'body', work.severity, body.severity);
    steps.push({ fact, before: work, after });
    work = after;
    closedAt = work.status === 'CLOSED' ? (closedAt ?? fact.recordedAt) : null;
  }
  const [first] = facts;
  const row = {
    ...(first === undefined ? {} : { incident_id: first.body.incidentId ?? null, raised_at: first.recordedAt }),
    ...(judged === undefined ? {} : { changed_at: changedAt, active: judged.kind !== 'superseded' }),
    status: work.status,
    assignee: work.assignee,
    proposed: work.proposed,
    work: steps.length,
    closed_at: closedAt,
    ...(judged?.kind === 'superseded' ? supersededRow(judged) : {}),
  };
  return { row, judged, steps, faults };
}

type Note_ = (kind: string, column: string, expected: unknown, actual: unknown) => void;

/** Each change by the judge follows from the one before: old and new verdicts chain together. */
function compareJudged(fact: AlertFact, before: AlertFact | undefined, work: Work, fault: Note_): void {
  const { body, kind, cause } = fact;
  fault('DIFFERS', 'actor', null, fact.actor);
  const status = kind === 'raised' ? 'OPEN' : kind === 'superseded' ? 'SUPERSEDED' : work.status;
  fault('DIFFERS', 'body', status, body.status);
  const first = kind === 'raised';
  fault(first ? 'RAISED_TWICE' : 'NEVER_RAISED', 'kind', first, before === undefined);
  const isCause = cause === null ? first : CAUSES.includes(cause);
  fault('DIFFERS', 'cause', true, isCause);
  if (before === undefined || first) return;
  fault('DIFFERS', 'body', before.body.incidentId, body.incidentId);
  const wasActive = before.kind !== 'superseded';
  if (kind === 'superseded') fault('SUPERSEDED_TWICE', 'kind', true, wasActive);
  const isGone = before.body.explanation.startsWith(GONE);
  const previous = !wasActive && isGone ? undefined : before.body.verdict;
  fault('VERDICTS_DO_NOT_CHAIN', 'body', previous, body.previousVerdict);
}

/** What a step makes of an alert; `null` where it could not be taken. */
function taken(work: Work, fact: AlertFact): Work | null {
  const note: Note = fact.body.note ?? { action: fact.kind };
  const isClosed = work.status === 'CLOSED';
  switch (fact.kind) {
    case 'acknowledged':
      return work.status === 'OPEN' ? { ...work, status: 'ACKNOWLEDGED' } : null;
    case 'assigned':
      return { ...work, assignee: note.assignee ?? null };
    case 'commented':
      return work;
    case 'escalated':
      return isClosed ? null : { ...work, status: 'ESCALATED' };
    case 'close-proposed': {
      const { reason, text } = note;
      const proposed = { action: 'close', reason, text, by: fact.actor, at: fact.body.detectedAt } as const;
      return isClosed || work.proposed !== null ? null : { ...work, proposed };
    }
    case 'close-rejected':
      return work.proposed === null ? null : { ...work, proposed: null };
    case 'closed':
      return isClosed ? null : { ...work, status: 'CLOSED', proposed: null };
    case 'reopened':
      return work.status !== 'OPEN' && work.proposed === null ? { ...work, status: 'OPEN' } : null;
    default:
      return null;
  }
}

/** Who took a step, and whether it took two people. */
function compareStep(fact: AlertFact, work: Work, rules: Rules, fault: Note_): void {
  const { actor, kind } = fact;
  const note: Note = fact.body.note ?? { action: kind };
  fault('NOBODY_BY_THAT_NAME', 'actor', true, actor !== null && rules.personBehind(actor) !== null);
  const { proposed } = work;
  if (kind === 'close-rejected') fault('DIFFERS', 'body', proposed?.by ?? null, note.proposedBy ?? null);
  if (kind !== 'closed') return;
  const asksForTwo = [work.severity, fact.body.severity].some((s) => rules.closingByTwo(fact.position).includes(s));
  if (!asksForTwo && note.approvedBy === undefined) return;
  const { by = null } = proposed ?? {};
  const proposer = by === null ? null : rules.personBehind(by);
  const two = rules.areTwo(by, actor);
  fault(
    'TAKES_TWO_PEOPLE',
    'actor',
    `somebody else than ${proposer ?? 'a proposer, of whom there is none'}`,
    two ? `somebody else than ${proposer ?? ''}` : actor,
  );
  fault('DIFFERS', 'body', by, note.proposedBy ?? null);
  fault('DIFFERS', 'body', actor, note.approvedBy ?? null);
  fault('DIFFERS', 'body', proposed?.reason, note.reason);
  fault('DIFFERS', 'body', proposed?.text, note.text);
}

/**
 * The row of an alert that no longer alerts, as the last change tells it. Its view, its class of asset and its country
 * were never told: of these only that they agree with one another can be seen.
 */
function supersededRow({ body, clientId }: AlertFact): Record<string, unknown> {
  const { offer } = body;
  return {
    verdict: body.explanation.startsWith(GONE) ? null : body.verdict,
    severity: body.severity,
    entity_id: body.entityId,
    survivor_id: body.survivorId ?? clientId,
    explanation: body.explanation,
    effective_at: datable(parseWhen(body.act.effectiveAt)?.from ?? null),
    service: offer !== null && 'service' in offer ? offer.service : null,
  };
}

/** A time before everything that a database can date is no time. */
export const datable = (ms: number | null): number | null => (ms !== null && ms > -62_000_000_000_000 ? ms : null);
