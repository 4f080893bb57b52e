import fc from 'fast-check';
import {
  alertsOf,
  canonicalJson,
  emptyState,
  identityKey,
  isClientFact,
  isRetracted,
  isSharedEvent,
  isAffected,
  judgeClients,
  partitionEvents,
  type ClientFact,
  type ClientState,
  type Judgement,
  type Policy,
  type Recorded,
} from '#domain';
import { recorded, type Unrecorded } from '../../domain/src/rules/stream.testkit.js';
import { judgeTask, mustJudgeWhole } from './judging.js';
import { SharedFacts, readState, StateText } from '#judging';
import { fanOutsOf, immediateRejudgements, type FanOutPlan } from './shared-changes.js';

/** A client's row. */
interface Row {
  readonly sharedPosition: number;
  readonly state: string;
  readonly lastTo: number | null;
  readonly judgements: readonly Judgement[];
}

/**
 * What the monitor keeps of a book, in memory: batches are taken and shared changes are worked off by the very functions of
 * ingest, only without a database. So as much can be told as takes a database hours.
 */
export class KeptBook {
  private sharedFacts = SharedFacts.NONE;
  private readonly rows = new Map<string, Row>();
  private readonly events: Recorded[] = [];
  private waiting: FanOutPlan[] = [];
  /** How often facts were added to a kept state. */
  appended = 0;

  constructor(private readonly policy: Policy) {}

  take(batch: readonly Recorded[]): void {
    const before = this.sharedFacts;
    const shared = batch.filter(isSharedEvent);
    const facts = batch.filter(isClientFact);
    this.events.push(...batch);
    const after = shared.length === 0 ? before : before.with(shared);
    this.sharedFacts = after;
    const owners = new Map(this.events.flatMap((e) => (hasOwner(e) ? [[identityKey(e), e.data.clientId]] : [])));
    const ownerOf = (retraction: { data: { retracts: { source: string; id: string } } }): string | undefined =>
      owners.get(identityKey(retraction.data.retracts));
    const again = new Set(immediateRejudgements(shared, ownerOf, before, after).map((recall) => recall.survivorId));
    const survivors = new Set([...again, ...facts.map((f) => after.clientMerges.survivorOf(f.data.clientId))]);
    for (const id of survivors) {
      const own = facts.filter((f) => after.clientMerges.survivorOf(f.data.clientId) === id);
      this.judge(id, own, again.has(id));
    }
    for (const id of this.rows.keys()) if (after.clientMerges.survivorOf(id) !== id) this.rows.delete(id);
    for (const plan of fanOutsOf(shared, after)) {
      this.waiting.push(plan);
      for (const id of plan.affected.clientIds) this.give(after.clientMerges.survivorOf(id));
    }
  }

  /** Judges again whom the shared changes touch that are waiting. */
  fanOut(): void {
    const plans = this.waiting;
    this.waiting = [];
    for (const [id, row] of this.rows) {
      const { refs, memberIds } = readState(row);
      const isMeant = ({ affected }: FanOutPlan): boolean => isAffected(affected, refs, [...memberIds, id]);
      if (plans.some(isMeant)) this.judge(id, [], true);
    }
  }

  /** How many verdicts stand. */
  get verdicts(): number {
    return [...this.rows.values()].reduce((sum, { judgements }) => sum + judgements.length, 0);
  }

  /** Every client whose kept state, verdicts or alerts differ from those of judging all from nothing. */
  differences(): string[] {
    const whole = judgeClients(partitionEvents(this.events), this.policy);
    const ids = new Set([...whole.keys(), ...this.rows.keys()]);
    return [...ids].flatMap((id) => {
      const row = this.rows.get(id);
      const kept = row === undefined ? null : this.printed(readState(row), row.judgements);
      const judged = whole.get(id);
      const meant = judged === undefined ? null : this.printed(judged.state, judged.judgements);
      // Ids that nothing but a merge ever named may stand with nothing on file.
      return kept === meant || (meant === null && row?.judgements.length === 0) ? [] : [`${id}: ${kept} for ${meant}`];
    });
  }

  private printed(state: ClientState, judgements: readonly Judgement[]): string {
    const verdicts = judgements.map((j) =>
      canonicalJson([j.act.identity, j.entityId, j.offer, j.verdict, j.row, j.severity, j.reasons, j.newService]),
    );
    const alerts = Object.fromEntries(alertsOf(judgements, this.policy));
    return canonicalJson({ state: { ...state, refs: [...state.refs].sort() }, verdicts: verdicts.sort(), alerts });
  }

  private judge(id: string, facts: readonly ClientFact[], again: boolean): void {
    const { retracted, clientMerges } = this.sharedFacts;
    const row = this.rows.get(id);
    const unretracted = facts.filter((fact) => !isRetracted(fact, retracted, clientMerges));
    const known = row === undefined ? undefined : { sharedPosition: row.sharedPosition, state: readState(row) };
    const text = known === undefined ? new StateText() : StateText.of(known.state);
    const whole = again || (known !== undefined && mustJudgeWhole(known, unretracted, this.sharedFacts, this.policy));
    const onFile = whole ? this.onFile(id, facts) : known === undefined ? [] : null;
    const task = { survivorId: id, facts: unretracted, onFile, known };
    const judged = judgeTask(task, this.sharedFacts, this.policy);
    const state = (judged.whole ? new StateText() : text).next(judged.state);
    if (!judged.whole) this.appended += 1;
    this.rows.set(id, {
      sharedPosition: this.sharedFacts.version,
      state: state ?? row?.state ?? '',
      lastTo: state === null ? judged.state.lastTo : null,
      judgements: judged.whole ? judged.judgements : [...(row?.judgements ?? []), ...judged.judgements],
    });
  }

  private onFile(id: string, but: readonly ClientFact[]): ClientFact[] {
    const { retracted, clientMerges } = this.sharedFacts;
    return this.events
      .filter(isClientFact)
      .filter(
        (f) =>
          clientMerges.survivorOf(f.data.clientId) === id &&
          !but.includes(f) &&
          !isRetracted(f, retracted, clientMerges),
      );
  }

  /** Whom an audience names has a row from then on. */
  private give(id: string): void {
    if (this.rows.has(id)) return;
    const state = JSON.stringify(emptyState(id, this.sharedFacts.clientMerges.membersOf(id)));
    this.rows.set(id, { sharedPosition: 0, state, lastTo: null, judgements: [] });
  }
}

const hasOwner = (event: Recorded): event is Recorded & { readonly data: { readonly clientId: string } } =>
  'clientId' in event.data && event.type !== 'fact.retracted.v1';

/** How a stream arrives: in which order and batches, and after which batches shared changes are worked off. */
export interface Arrival {
  readonly places: readonly number[];
  readonly endsBatch: readonly boolean[];
  readonly fansOut: readonly boolean[];
}

const FACTS_MAX = 30;
const each = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(value, { minLength: FACTS_MAX, maxLength: FACTS_MAX });

export const arrivals: fc.Arbitrary<Arrival> = fc.record({
  // Nearly in the order in which it is told, or in any.
  places: fc.oneof(each(fc.nat({ max: 3 })), each(fc.nat({ max: 100 }))),
  endsBatch: each(fc.boolean()),
  fansOut: each(fc.boolean()),
});

/** Tells a stream to a book as it arrives. */
export function tell(stream: readonly Unrecorded[], { places, endsBatch, fansOut }: Arrival, policy: Policy): KeptBook {
  const inOrder = stream
    .map((fact, i) => ({ fact, place: i + (places[i] ?? 0) }))
    .sort((a, b) => a.place - b.place)
    .map(({ fact }) => fact);
  const book = new KeptBook(policy);
  let batch: Recorded[] = [];
  for (const [i, event] of recorded(inOrder).entries()) {
    batch.push(event);
    if (endsBatch[i] !== true && i < stream.length - 1) continue;
    book.take(batch);
    batch = [];
    if (fansOut[i] === true) book.fanOut();
  }
  book.fanOut();
  return book;
}
