import { parseWhen, type AlertView } from '#domain';
import { alertRowOf } from '#judging';
import type { AlertInUse, RecordedStep } from '#store';

/** What a change of an alert says, as far as its row follows from it. */
interface Body {
  readonly incidentId?: string;
  readonly survivorId?: string;
  readonly entityId: string;
  readonly verdict: string;
  readonly severity: string;
  readonly explanation: string;
  readonly detectedAt: string;
  readonly offer: { readonly service?: string } | null;
  readonly act: { readonly effectiveAt: string };
  readonly note?: { readonly assignee?: string | null; readonly reason?: string; readonly text?: string };
}

type Work = Pick<AlertInUse, 'status' | 'assignee' | 'work' | 'closedAt' | 'proposed'>;

const JUDGED = ['raised', 'rejudged', 'superseded'];
/** A time before everything that a database can date is no time. */
const OLDEST_MS = -62_000_000_000_000;
const NO_WORK: Work = { status: 'OPEN', assignee: null, work: 0, closedAt: null, proposed: null };

/**
 * The row that an alert must have by its recorded changes and by what the judge says of it now. Pure.
 * @param view what the judge says; `undefined` where nothing alerts any more
 * @param kept the view in the row; of an alert that no longer stands it is nowhere else
 * @returns `null` where nothing is on record, or where it still stands by the record but not by the judge
 */
export function rowOnRecord(
  steps: readonly RecordedStep[],
  view: AlertView | undefined,
  kept: AlertView | undefined,
): AlertInUse | null {
  const judged = steps.filter(({ kind }) => JUDGED.includes(kind));
  const [first, last] = [judged[0], judged.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { incidentId = null } = read(first);
  const work = steps.filter(({ kind }) => !JUDGED.includes(kind)).reduce(after, NO_WORK);
  const { alertId, recordedAt: raisedAt } = first;
  const changedAt = last.recordedAt;
  if (view !== undefined) return { ...alertRowOf(alertId, view, raisedAt, changedAt, incidentId), ...work };
  if (last.kind !== 'superseded' || kept === undefined) return null;
  return { ...alertRowOf(alertId, kept, raisedAt, changedAt, incidentId), ...superseded(last), ...work };
}

const read = ({ body }: RecordedStep): Body => JSON.parse(body) as Body;

/** What people have made of an alert after one more step. */
function after(work: Work, step: RecordedStep): Work {
  const next = { ...work, work: work.work + 1 };
  const { note = {}, detectedAt } = read(step);
  switch (step.kind) {
    case 'acknowledged':
      return { ...next, status: 'ACKNOWLEDGED' };
    case 'assigned':
      return { ...next, assignee: note.assignee ?? null };
    case 'escalated':
      return { ...next, status: 'ESCALATED' };
    case 'close-proposed': {
      const { reason, text } = note;
      return { ...next, proposed: JSON.stringify({ action: 'close', reason, text, by: step.actor, at: detectedAt }) };
    }
    case 'close-rejected':
      return { ...next, proposed: null };
    case 'closed':
      return { ...next, status: 'CLOSED', proposed: null, closedAt: step.recordedAt };
    case 'reopened':
      return { ...next, status: 'OPEN', proposed: null, closedAt: null };
    default:
      return next;
  }
}

/** As the last change tells it: the act is gone, or is judged otherwise. */
function superseded(step: RecordedStep): Partial<AlertInUse> {
  const { explanation, verdict, severity, entityId, survivorId = step.clientId, offer, act } = read(step);
  const from = parseWhen(act.effectiveAt)?.from ?? null;
  return {
    clientId: step.clientId,
    survivorId,
    entityId,
    verdict: explanation.startsWith('The act it was about is no longer on file.') ? null : verdict,
    severity,
    active: false,
    explanation,
    effectiveAt: from !== null && from > OLDEST_MS ? from : null,
    service: offer?.service ?? null,
  };
}
