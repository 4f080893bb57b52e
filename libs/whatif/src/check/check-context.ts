import {
  compareJudgements,
  JUDGE_VERSION,
  type ClientFact,
  type DomainEvent,
  type Judgement,
  type Policy,
} from '#domain';
import { readState, grouped, type SharedFacts } from '#judging';
import { SharedFactsNow } from '#judging/now';
import { policyInForce, type Sql, type StoredState } from '#store';
import { judgeFromWhereTheyStand, type ClientNow } from './judge-planned.js';
import { planOf, type Plan } from './plan.js';

/** What planned acts are judged by. */
export interface CheckContext {
  readonly plan: Plan;
  /** Planned facts by whose they are. */
  readonly bySurvivor: ReadonlyMap<string, readonly ClientFact[]>;
  /** Whether what is stored of a client is older than what all clients share, or than the rules. */
  readonly isBehind: (now: ClientNow) => boolean;
  readonly policy: Policy;
}

export interface CheckContextWanted {
  readonly policy: Policy;
  /** Events that have not happened, in the order in which they would be recorded. */
  readonly acts: readonly DomainEvent[];
  /** Kept from one check to the next by whoever asks often. */
  readonly shared?: SharedFactsNow | undefined;
}

export async function readCheckContext(
  sql: Sql,
  { policy, acts, shared = new SharedFactsNow() }: CheckContextWanted,
): Promise<CheckContext> {
  const sharedFacts = await shared.read(sql);
  const plan = planOf(acts, sharedFacts);
  const { clientMerges } = plan.sharedFacts;
  const bySurvivor = grouped(plan.facts, (fact) => clientMerges.survivorOf(fact.data.clientId));
  return { plan, bySurvivor, isBehind: await behind(sql, sharedFacts, policy), policy };
}

async function behind(sql: Sql, sharedFacts: SharedFacts, policy: Policy): Promise<CheckContext['isBehind']> {
  const { version, judge, spreading } = await policyInForce(sql);
  if (version !== policy.version || judge !== JUDGE_VERSION || spreading) return () => true;
  return (now) => now.sharedPosition < sharedFacts.version && sharedFacts.affectedSince(now.sharedPosition, now.state);
}

/** One client's verdicts on what is planned, or that they can't be told from where the client stands. */
export function judgeStored(
  id: string,
  row: StoredState | undefined,
  context: CheckContext,
): readonly Judgement[] | null {
  if (row === undefined) return null;
  const now = { state: readState(row), sharedPosition: row.sharedPosition };
  const { plan, bySurvivor, isBehind, policy } = context;
  const verdicts = judgeFromWhereTheyStand(now, bySurvivor.get(id) ?? [], plan, isBehind, policy);
  return verdicts === null ? null : [...verdicts].sort(compareJudgements);
}
