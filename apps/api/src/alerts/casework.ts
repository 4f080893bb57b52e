import {
  decideWork,
  mentionsIn,
  type AlertView,
  type WorkDecision,
  type Proposed,
  type WorkStep,
  type WorkState,
} from '#domain';
import { addMentions, listAtOnce, personBehind, raiseVersion, recordAudit, type Tx } from '#store';
import { alertBody } from '#judging';
import { appendToLog, newBlock } from '#log';
import type { AlertFactRow } from '#log/codec';
import type { Caller } from '../access/caller.js';
import { requireWorker } from '../access/require-worker.js';
import { whyNotSecond, type Proposing } from '../access/second-person.js';
import { Database } from '../database.js';
import { Problem } from '../http/problem.js';
import { Rules } from '../rules.js';
import type { Alert } from './alerts.shapes.js';
import { Alerts } from './alerts.js';
import { etagOf } from './alert-rows.js';
import { lockAlert, writeWork, type AlertAtWork } from './work.queries.js';
import { requireNote } from './work-note.js';
import { close } from './work.operations.js';

/** The chain that facts by people are linked into. */
const CHAIN = 'desk';

type Done = Exclude<WorkDecision, { refused: unknown }>;

/** Work on alerts: each step is a fact in the log, and the alert's row is brought up to it in the same transaction. */
export class Casework {
  constructor(
    private readonly database: Database,
    private readonly alerts: Alerts,
    private readonly rules: Rules,
    private readonly onRecorded: () => void,
  ) {}

  /**
   * @param seen the version that the caller has seen, if they say so
   * @throws Problem CHANGED_MEANWHILE with the newer alert, REFUSED and SECOND_PERSON with the reason
   */
  async take(alertId: string, step: WorkStep, caller: Caller, seen: string | undefined): Promise<Alert> {
    const after = await this.database.write(async (tx) => {
      const row = await this.lock(tx, alertId, caller);
      const current = (): Promise<Alert> => this.alerts.readOne(tx, alertId, caller);
      if (seen !== undefined && seen !== '*' && seen !== etagOf(row)) {
        const detail = 'The alert has changed since you read it. Look at what it is now, then decide again.';
        throw new Problem('CHANGED_MEANWHILE', detail, { current: await current() });
      }
      if (step.action === 'assign') await requireWorker(tx, step.assignee, row.entityId);
      const { pack } = await this.rules.current(tx);
      // Facts of one client are recorded in the order of their positions: the client's row is ours from here on.
      const { block, first, recordedAt } = await newBlock(tx);
      const at = new Date(recordedAt).toISOString();
      const state = stateOf(row);
      const decision = decideWork(state, step, {
        by: caller.personId,
        notSecond: state.proposed === null ? null : await whyNotSecond(tx, state.proposed.by, caller, closingOf(row)),
        at,
        fourEyes: pack.fourEyes,
      });
      if ('refused' in decision) throw new Problem(decision.refused, decision.detail, { current: await current() });
      await record(tx, { alertId, row, decision, actor: caller.personId, block, first, recordedAt });
      const after = await current();
      // Withdrawn by whoever proposed, it is rejected all the same.
      const deed = step.action === 'withdraw' ? 'reject' : step.action;
      await recordAudit(tx, caller, `alert.${deed}`, alertId, state, decision.after);
      return after;
    });
    this.onRecorded();
    return after;
  }

  /** Locks the client and the alert, in the order in which ingest does. */
  private async lock(tx: Tx, alertId: string, caller: Caller): Promise<AlertAtWork> {
    const { survivorId } = await this.alerts.readOne(tx, alertId, caller);
    await raiseVersion(tx, survivorId);
    const row = await lockAlert(tx, alertId);
    if (row === undefined) throw new Problem('NOT_FOUND', `No alert has the id ${alertId}.`);
    return row;
  }
}

const closingOf = ({ entityId }: AlertAtWork): Proposing => ({
  by: close,
  reaches: (entities) => entities.includes(entityId),
});

const stateOf = ({ severity, status, assignee, proposed }: AlertAtWork): WorkState => ({
  severity,
  status,
  assignee,
  proposed: proposed === null ? null : (JSON.parse(proposed) as Proposed),
});

interface Recorded {
  readonly alertId: string;
  readonly row: AlertAtWork;
  readonly decision: Done;
  readonly actor: string;
  readonly block: number;
  readonly first: number;
  readonly recordedAt: number;
}

async function record(tx: Tx, { alertId, row, decision, actor, block, first, recordedAt }: Recorded): Promise<void> {
  const { fact, after } = decision;
  const names = await namesIn(tx, decision.note, actor);
  const mentions = await addMentions(tx, { clientId: row.clientId, alertId, position: first }, names);
  const note = { ...decision.note, ...(mentions.length === 0 ? {} : { mentions }), action: fact };
  requireNote(fact, note);
  const facts: AlertFactRow[] = [
    {
      position: first,
      clientId: row.clientId,
      alertId,
      kind: fact,
      cause: null,
      recordedAt,
      actor,
      body: JSON.stringify({
        ...alertBody({ ...row, alertId }, JSON.parse(row.view) as AlertView, { status: after.status, at: recordedAt }),
        actor,
        note,
      }),
    },
  ];
  const proposed = after.proposed === null ? null : JSON.stringify(after.proposed);
  const key = { clientId: row.clientId, alertId };
  await writeWork(tx, key, { ...after, proposed }, recordedAt);
  await listAtOnce(tx, [key]);
  await appendToLog(tx, { chain: CHAIN, block, recordedAt, facts });
}

/** Whom a step concerns: whom its words mention, and whoever proposed what somebody else decides by it. */
async function namesIn(tx: Tx, note: Done['note'], actor: string): Promise<string[]> {
  const { proposedBy, approvedBy, approvalText, text } = note;
  // What is approved was written by whoever proposed, who mentioned whom they meant.
  const words = approvedBy === undefined ? text : approvalText;
  const names = typeof words === 'string' ? mentionsIn(words) : [];
  if (typeof proposedBy !== 'string') return names;
  const proposer = await personBehind(tx, proposedBy);
  return proposer === (await personBehind(tx, actor)) ? names : [...new Set([...names, proposer])];
}
