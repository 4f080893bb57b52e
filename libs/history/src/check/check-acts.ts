import { compareJudgements, judge, type ClientFact, type DomainEvent, type Judgement, type Policy } from '#domain';
import { readState, type Knowledge } from '#ingest';
import { clientStates, idsTouched, policyInForce, type Sql } from '#store';
import { factsOf, standingFacts } from '../book.js';
import { grouped } from '../grouped.js';
import type { LongWork } from '../judged-book.js';
import { judgeFromWhereTheyStand, type ClientNow } from './judge-planned.js';
import { KnowledgeNow } from './knowledge-now.js';
import { isPlanned, planOf, reachedBy, type Plan } from './plan.js';

export interface CheckOptions extends LongWork {
  readonly policy: Policy;
  /** Events that have not happened, in the order in which they would be recorded. */
  readonly acts: readonly DomainEvent[];
  /** Kept from one check to the next by whoever asks often. */
  readonly shared?: KnowledgeNow;
}

/** Clients looked at together. */
const CHUNK = 1_000;

/**
 * Judges planned acts against the log as it stands, as if they were recorded now: what one client would meet, or each of
 * a whole audience. Yields their verdicts alone, clients in the order of their ids. Reads only.
 */
export async function* checkActs(sql: Sql, options: CheckOptions): AsyncGenerator<readonly Judgement[]> {
  const { policy, acts } = options;
  const before = await (options.shared ?? new KnowledgeNow()).read(sql);
  const plan = planOf(acts, before);
  const { union } = plan.knowledge;
  const bySurvivor = grouped(plan.facts, (fact) => union.survivorOf(fact.data.clientId));
  const survivors = await whomItMeets(sql, plan, bySurvivor.keys());
  options.onProgress?.(0, survivors.length);
  const isBehind = await behind(sql, before, policy);
  for (let i = 0; i < survivors.length; i += CHUNK) {
    options.signal?.throwIfAborted();
    const chunk = survivors.slice(i, i + CHUNK);
    const judgements: Judgement[] = [];
    const whole: string[] = [];
    const rows = plan.onlyAdds ? await clientStates(sql, chunk) : [];
    const stored = new Map(rows.map((row) => [row.clientId, row]));
    for (const id of chunk) {
      const row = stored.get(id);
      const now = row && { state: readState(row), knowledge: row.knowledge };
      const verdicts = now && judgeFromWhereTheyStand(now, bySurvivor.get(id) ?? [], plan, isBehind, policy);
      if (verdicts == null) whole.push(id);
      else judgements.push(...verdicts);
    }
    if (whole.length > 0) judgements.push(...(await judgeWhole(sql, whole, bySurvivor, plan, policy)));
    yield judgements.sort(compareJudgements);
    options.onProgress?.(chunk.length, survivors.length);
  }
}

async function whomItMeets(sql: Sql, plan: Plan, withFacts: Iterable<string>): Promise<string[]> {
  const { union } = plan.knowledge;
  const ids = new Set(withFacts);
  if (plan.fanOuts.length > 0) {
    const reached = reachedBy(plan);
    for (const id of [...(await idsTouched(sql, reached)), ...reached.clientIds]) ids.add(union.survivorOf(id));
  }
  return [...ids].sort();
}

/** Whether what is stored of a client is older than what all clients share, or than the pack. */
async function behind(sql: Sql, knowledge: Knowledge, policy: Policy): Promise<(now: ClientNow) => boolean> {
  const { version, spreading } = await policyInForce(sql);
  if (version !== policy.version || spreading) return () => true;
  return (now) => now.knowledge < knowledge.version && knowledge.touchedSince(now.knowledge, now.state);
}

async function judgeWhole(
  sql: Sql,
  survivors: readonly string[],
  planned: ReadonlyMap<string, readonly ClientFact[]>,
  { knowledge }: Plan,
  policy: Policy,
): Promise<Judgement[]> {
  const onFile = await factsOf(sql, knowledge, survivors);
  return survivors.flatMap((id) => {
    const added = standingFacts(planned.get(id) ?? [], knowledge).get(id) ?? [];
    const facts = [...(onFile.get(id) ?? []), ...added];
    const { judgements } = judge(id, knowledge.union.membersOf(id), facts, knowledge.catalogue, policy);
    return judgements.filter((j) => isPlanned(j.act));
  });
}
