import {
  alertKey,
  append,
  canAppend,
  isRetracted,
  isAffected,
  judge,
  versionFor,
  type ClientFact,
  type ClientState,
  type Judgement,
  type Policy,
} from '#domain';
import { alertIdOf, BLOCK_SIZE, blockOf } from '#log/codec';
import { compareAlerts, type AlertChange, type Trigger } from '../alert-changes.js';
import type { SharedFacts } from '../shared-facts.js';
import type { RecordedChange } from '#log';
import type { StoredAlert } from '#store';
import type { SharedFactsHistory } from './shared-facts-history.js';
import type { PolicyHistory } from './policy-history.js';
import { isSameChange, type ChangeSaid, type CheckedChange, type DifferenceCause } from './replayed-change.js';

/** All that the log holds of ids that were at any time one client. */
export interface MergeGroupRecord {
  readonly ids: readonly string[];
  /** Own facts, retracted or not, in the order of recording. */
  readonly facts: readonly ClientFact[];
  readonly changes: readonly RecordedChange[];
  /** By block, the ids that a merge, or the retraction of a fact of theirs, had judged again at once. */
  readonly immediateRejudgements: ReadonlyMap<number, readonly ImmediateRejudgement[]>;
}

export interface ImmediateRejudgement {
  readonly clientId: string;
  /** Position of the shared event. */
  readonly by: number;
}

interface JudgedLast {
  readonly state: ClientState;
  readonly policy: Policy;
  readonly sharedFacts: SharedFacts;
  /** End of the batch in which the client was judged last. */
  readonly judgedBefore: number;
}

/** No cause is compared: it says how ingest came to judge, not what the verdict is. */
const TRIGGER: Trigger = { cause: 'LATE_FACT', incidentId: null };

/**
 * One merge group's history gone through again, batch by batch as it was recorded: what each batch must have changed, by the
 * very functions that ingest uses, against what it is recorded to have changed.
 */
export class MergeGroupReplay {
  private readonly judgedLast = new Map<string, JudgedLast>();
  private readonly alerts = new Map<string, StoredAlert>();

  constructor(
    private readonly record: MergeGroupRecord,
    private readonly sharedFacts: SharedFactsHistory,
    private readonly policies: PolicyHistory,
  ) {}

  /** The batches that concern the mergeGroup, in the order of recording. */
  blocks(): number[] {
    const { facts, changes, immediateRejudgements } = this.record;
    const blocks = [
      ...facts.map((f) => blockOf(f.position)),
      ...changes.map((c) => blockOf(c.position)),
      ...immediateRejudgements.keys(),
    ];
    return [...new Set(blocks)].sort((a, b) => a - b);
  }

  /** Goes through one batch; batches must be given in their order. */
  step(block: number): CheckedChange[] {
    const start = block * BLOCK_SIZE;
    const end = start + BLOCK_SIZE;
    const within = (position: number): boolean => start <= position && position < end;
    const after = this.sharedFacts.before(end);
    const recorded = this.record.changes.filter((c) => within(c.position));
    const facts = this.record.facts.filter((f) => within(f.position));
    const rejudged = this.rejudged(block, start, after);
    const policy = this.policyFor(recorded, end);
    if (policy === undefined) return [];
    const survivors = new Set([
      ...facts.map((f) => after.clientMerges.survivorOf(f.data.clientId)),
      ...rejudged.keys(),
      ...recorded.map((c) => after.clientMerges.survivorOf(c.clientId)),
    ]);
    const checked: CheckedChange[] = [];
    for (const survivorId of survivors) {
      const task = { survivorId, start, end, after, policy, rejudgedBy: rejudged.get(survivorId) ?? null };
      const own = facts.filter((f) => after.clientMerges.survivorOf(f.data.clientId) === survivorId);
      const theirs = recorded.filter((c) => after.clientMerges.survivorOf(c.clientId) === survivorId);
      checked.push(...this.judgeClient(task, own, theirs));
    }
    for (const id of this.record.ids) if (after.clientMerges.survivorOf(id) !== id) this.judgedLast.delete(id);
    return checked;
  }

  private judgeClient(task: Task, own: readonly ClientFact[], recorded: readonly RecordedChange[]): CheckedChange[] {
    const { survivorId, start, end, after, policy } = task;
    const known = this.judgedLast.get(survivorId);
    const { judgements, whole, state } = this.judged(task, own, known);
    this.judgedLast.set(survivorId, { state, policy, sharedFacts: after, judgedBefore: end });
    const onRecord = [...this.alerts].filter(([, a]) => after.clientMerges.survivorOf(a.clientId) === survivorId);
    const { changes, rows } = compareAlerts({
      judgements,
      whole,
      onRecord: new Map(onRecord),
      trigger: TRIGGER,
      isNew: (j) => j.act.position >= start,
      policy,
      at: recorded[0]?.recordedAt.getTime() ?? 0,
    });
    for (const row of rows) this.alerts.set(row.alertId, { ...row, status: 'OPEN' });
    const causing = (alertId: string) => this.causeOf(alertId, task, own, judgements, known, state);
    return this.compare(task, changes, recorded, known, causing);
  }

  private judged(task: Task, own: readonly ClientFact[], known: JudgedLast | undefined) {
    const { survivorId, end, after, policy, rejudgedBy } = task;
    const fresh = own.filter((f) => !isRetracted(f, after.retracted, after.clientMerges));
    const again = rejudgedBy !== null || own.length === 0;
    const simply =
      !again &&
      known !== undefined &&
      known.policy.version === policy.version &&
      !after.affectedSince(known.sharedFacts.version, known.state) &&
      canAppend(known.state, fresh, after.catalogue, policy);
    if (simply) {
      const judgements = append(known.state, fresh, after.catalogue, policy);
      return { judgements, whole: false, state: known.state };
    }
    return { ...this.whole(survivorId, end, after, policy), whole: true };
  }

  private whole(survivorId: string, end: number, { clientMerges, retracted, catalogue }: SharedFacts, policy: Policy) {
    const facts = this.record.facts.filter(
      (f) =>
        f.position < end &&
        clientMerges.survivorOf(f.data.clientId) === survivorId &&
        !isRetracted(f, retracted, clientMerges),
    );
    return judge(survivorId, clientMerges.membersOf(survivorId), facts, catalogue, policy);
  }

  private compare(
    task: Task,
    changes: readonly AlertChange[],
    recorded: readonly RecordedChange[],
    known: JudgedLast | undefined,
    causing: (alertId: string) => number | null,
  ): CheckedChange[] {
    const derived = new Map(changes.map((c) => [c.row.alertId, c]));
    const checked = recorded.map((fact): CheckedChange => {
      const body = bodyOf(fact);
      const says: ChangeSaid = { change: fact.kind, verdict: body.verdict, severity: body.severity };
      const due = derived.get(fact.alertId);
      derived.delete(fact.alertId);
      const dueSays = due === undefined ? null : saidBy(due);
      const same = dueSays !== null && isSameChange(says, dueSays);
      if (due === undefined) this.takeAsRecorded(fact);
      return {
        position: fact.position,
        alertId: fact.alertId,
        clientId: fact.clientId,
        entityId: body.entityId,
        by: causing(fact.alertId),
        act: body.act,
        recordedAt: fact.recordedAt.getTime(),
        difference: same
          ? null
          : { cause: this.whyOther(task, fact.alertId, says, body, known), recorded: says, derived: dueSays },
      };
    });
    for (const due of derived.values()) {
      const { row, body } = due;
      const cause = this.whyOther(task, row.alertId, null, null, known);
      checked.push({
        position: task.end - 1,
        alertId: row.alertId,
        clientId: row.clientId,
        entityId: row.entityId,
        by: causing(row.alertId),
        act: body['act'],
        recordedAt: null,
        difference: { cause, recorded: null, derived: saidBy(due) },
      });
    }
    return checked;
  }

  /** What was recorded goes on from what was recorded, so that one difference is shown once. */
  private takeAsRecorded(fact: RecordedChange): void {
    const alert = this.alerts.get(fact.alertId);
    if (alert !== undefined) this.alerts.set(fact.alertId, { ...alert, active: fact.kind !== 'superseded' });
  }

  /** @param says what is recorded; `null` where nothing is, though something is due */
  private whyOther(
    task: Task,
    alertId: string,
    says: ChangeSaid | null,
    body: Body | null,
    known: JudgedLast | undefined,
  ): DifferenceCause {
    const { policy, after } = task;
    // While a new pack spreads, a client may have been judged by the old one, by the new one, or first by one then by both.
    const changed = known !== undefined && known.policy.version !== policy.version;
    if (changed || (body !== null && body.policyVersion !== versionFor(policy, body.act.effectiveAt))) return 'POLICY';
    if (known === undefined || known.sharedFacts.version === after.version) return 'CODE';
    // By what all clients shared when this client was judged last: did a shared fact come in between?
    const verdictBy = (sharedFacts: SharedFacts): string | undefined =>
      this.whole(task.survivorId, task.end, sharedFacts, policy).judgements.find(
        (j) => alertIdOf(alertKey(j)) === alertId,
      )?.verdict;
    const before = verdictBy(known.sharedFacts);
    return (says === null ? before !== verdictBy(after) : before === says.verdict) ? 'LATE_FACT' : 'CODE';
  }

  /** The event that a change of this alert comes from. */
  private causeOf(
    alertId: string,
    task: Task,
    own: readonly ClientFact[],
    judgements: readonly Judgement[],
    known: JudgedLast | undefined,
    state: ClientState,
  ): number | null {
    const act = judgements.findLast((j) => alertIdOf(alertKey(j)) === alertId)?.act;
    if (act !== undefined && act.position >= (known?.judgedBefore ?? 0)) return act.position;
    const newest = own.at(-1);
    if (newest !== undefined) return newest.position;
    if (task.rejudgedBy !== null) return task.rejudgedBy;
    const since = this.sharedFacts.within(known?.judgedBefore ?? 0, task.end);
    const touching = since.findLast((e) => isAffected(task.after.affectedBy(e), state.refs, state.memberIds));
    return touching?.position ?? null;
  }

  private policyFor(recorded: readonly RecordedChange[], end: number): Policy | undefined {
    const judged = recorded.find((c) => c.kind !== 'superseded');
    if (judged === undefined) return this.policies.before(end);
    const { policyVersion, act } = bodyOf(judged);
    return this.policies.judging(policyVersion, act.effectiveAt, end) ?? this.policies.before(end);
  }

  private rejudged(block: number, start: number, after: SharedFacts): Map<string, number> {
    const before = this.sharedFacts.before(start);
    const rejudged = new Map<string, number>();
    for (const { clientId, by } of this.record.immediateRejudgements.get(block) ?? []) {
      for (const id of [...before.clientMerges.membersOf(clientId), ...after.clientMerges.membersOf(clientId)]) {
        rejudged.set(after.clientMerges.survivorOf(id), by);
      }
    }
    return rejudged;
  }
}

interface Task {
  readonly survivorId: string;
  readonly start: number;
  readonly end: number;
  readonly after: SharedFacts;
  readonly policy: Policy;
  readonly rejudgedBy: number | null;
}

interface Body {
  readonly entityId: string;
  readonly verdict: string;
  readonly severity: string;
  readonly policyVersion: string;
  readonly act: { readonly effectiveAt: string };
}

const bodyOf = (fact: RecordedChange): Body => JSON.parse(fact.body) as Body;

const saidBy = ({ kind, body }: AlertChange): ChangeSaid => ({
  change: kind,
  verdict: String(body['verdict']),
  severity: String(body['severity']),
});
