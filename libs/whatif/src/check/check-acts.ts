import { compareJudgements, judge, type DomainEvent, type Judgement, type Policy } from '#domain';
import { clientStates, idsAffected, type Sql } from '#store';
import { factsOf, type LongWork } from '#history';
import { unretractedFacts, yieldingToOthers } from '#judging';
import { inThreads, type Threads } from '../threads.js';
import type { AnsweredChunk, CheckStart, Tell } from './answered-chunk.js';
import { judgeStored, readCheckContext, type CheckContext, type CheckContextWanted } from './check-context.js';
import { isPlanned, reachedBy } from './plan.js';

export interface CheckOptions<T> extends LongWork, CheckContextWanted {
  readonly tell: Tell<T>;
  /** Judge many clients beside the caller's thread, by a script that serves `serveCheck` with the same `tell`. */
  readonly threads?: (Threads & { readonly script: string }) | undefined;
}

/** Clients looked at together. */
const CHUNK = 1_000;

/** Of fewer clients a thread would take longer to start. */
const THREADS_FROM = 5_000;

/**
 * Judges planned acts against the log as it stands, as if they were recorded now: what one client would meet, or each of
 * a whole audience. Yields their verdicts alone, as they are to be told, clients in the order of their ids. Reads only.
 */
export async function* checkActs<T extends { readonly clientId: string }>(
  sql: Sql,
  options: CheckOptions<T>,
): AsyncGenerator<readonly T[]> {
  const { tell, policy, threads } = options;
  const context = await readCheckContext(sql, options);
  const survivors = await whomItMeets(sql, context);
  options.onProgress?.(0, survivors.length);
  const chunks = Array.from({ length: Math.ceil(survivors.length / CHUNK) }, (_, i) =>
    survivors.slice(i * CHUNK, (i + 1) * CHUNK),
  );
  const answered =
    threads === undefined || survivors.length < THREADS_FROM
      ? answerHere(sql, chunks, context, tell)
      : answerInThreads<T>(sql, chunks, policy, options.acts, threads);
  for await (const { clients, answers, whole } of answered) {
    options.signal?.throwIfAborted();
    const judgements = whole.length === 0 ? [] : await judgeWhole(sql, whole, context);
    // Each client is in one of the two.
    const all = [...answers, ...judgements.map((judgement) => tell(judgement, policy))];
    yield judgements.length === 0
      ? all
      : all.sort((a, b) => (a.clientId < b.clientId ? -1 : a.clientId > b.clientId ? 1 : 0));
    options.onProgress?.(clients, survivors.length);
  }
}

async function* answerHere<T>(
  sql: Sql,
  chunks: readonly (readonly string[])[],
  context: CheckContext,
  tell: Tell<T>,
): AsyncGenerator<AnsweredChunk<T>> {
  const yieldToOthers = yieldingToOthers();
  for (const ids of chunks) {
    const rows = context.plan.onlyAdds ? await clientStates(sql, ids) : [];
    const stored = new Map(rows.map((row) => [row.clientId, row]));
    const answers: T[] = [];
    const whole: string[] = [];
    for (const id of ids) {
      await yieldToOthers();
      const judgements = judgeStored(id, stored.get(id), context);
      if (judgements === null) whole.push(id);
      else for (const judgement of judgements) answers.push(tell(judgement, context.policy));
    }
    yield { clients: ids.length, answers, whole };
  }
}

const answerInThreads = <T>(
  sql: Sql,
  chunks: readonly (readonly string[])[],
  policy: Policy,
  acts: readonly DomainEvent[],
  { script, databaseUrl, count }: Threads & { readonly script: string },
): AsyncGenerator<AnsweredChunk<T>> =>
  inThreads<AnsweredChunk<T>, CheckStart>(sql, script, chunks, count, {
    databaseUrl,
    acts,
    rules: JSON.stringify(policy.packs),
  });

async function whomItMeets(sql: Sql, { plan, bySurvivor }: CheckContext): Promise<string[]> {
  const { clientMerges } = plan.sharedFacts;
  const ids = new Set(bySurvivor.keys());
  if (plan.fanOuts.length > 0) {
    const reached = reachedBy(plan);
    for (const id of [...(await idsAffected(sql, reached)), ...reached.clientIds]) ids.add(clientMerges.survivorOf(id));
  }
  return [...ids].sort();
}

async function judgeWhole(
  sql: Sql,
  survivors: readonly string[],
  { plan: { sharedFacts }, bySurvivor, policy }: CheckContext,
): Promise<Judgement[]> {
  const onFile = await factsOf(sql, sharedFacts, survivors);
  return survivors
    .flatMap((id) => {
      const added = unretractedFacts(bySurvivor.get(id) ?? [], sharedFacts).get(id) ?? [];
      const facts = [...(onFile.get(id) ?? []), ...added];
      const { judgements } = judge(id, sharedFacts.clientMerges.membersOf(id), facts, sharedFacts.catalogue, policy);
      return judgements.filter((j) => isPlanned(j.act));
    })
    .sort(compareJudgements);
}
