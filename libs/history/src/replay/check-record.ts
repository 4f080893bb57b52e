import { partitionEvents, type Policy } from '#domain';
import { readStored } from '#log/codec';
import { changesOf, timelinesKnown, type RecordedChange } from '#log';
import type { Sql } from '#store';
import { readShared, survivorsOf } from '../book.js';
import {
  yieldingToOthers,
  grouped,
  MergeGroups,
  MergeGroupReplay,
  SharedFactsHistory,
  ImmediateRejudgements,
  type SharedFacts,
  type MergeGroupRecord,
  type CheckedChange,
} from '#judging';
import type { LongWork } from '../judged-book.js';
import { readPolicyHistory } from './read-policy-history.js';

/** Merge groups gone through side by side: so what all clients share is gone through once for all of them. */
const CHUNK = 500;

/** What is needed to go through anybody's history. */
export interface CheckedRecord {
  readonly shared: SharedFacts;
  readonly mergeGroups: MergeGroups;
  readonly policy: Policy | undefined;
}

interface Options extends LongWork {
  readonly clientIds?: readonly string[] | undefined;
  readonly onChecked: (checked: CheckedChange) => void;
}

/** Goes through the history of all clients, or of some, and tells of every change what it was found to be. */
export async function checkRecord(sql: Sql, options: Options): Promise<CheckedRecord> {
  const shared = await readShared(sql);
  const mergeGroups = new MergeGroups(shared.sorted.merges);
  const sharedFacts = new SharedFactsHistory(shared.events);
  const policies = await readPolicyHistory(sql);
  const immediateRejudgements = new ImmediateRejudgements(shared.events);
  const yieldToOthers = yieldingToOthers();
  const all = mergeGroups.all(options.clientIds ?? (await everybody(sql, shared)));
  options.onProgress?.(0, all.length);
  for (let i = 0; i < all.length; i += CHUNK) {
    options.signal?.throwIfAborted();
    const chunk = all.slice(i, i + CHUNK);
    const replays = (await recordsOf(sql, chunk, immediateRejudgements)).map((record) => {
      const replay = new MergeGroupReplay(record, sharedFacts, policies);
      return replay.blocks().map((block) => ({ block, replay }));
    });
    const steps = replays.flat().sort((a, b) => a.block - b.block);
    for (const { block, replay } of steps) {
      for (const checked of replay.step(block)) options.onChecked(checked);
      await yieldToOthers();
    }
    options.onProgress?.(chunk.length, all.length);
  }
  return { shared, mergeGroups, policy: policies.current };
}

async function everybody(sql: Sql, shared: SharedFacts): Promise<string[]> {
  const survivors = await survivorsOf(sql, shared);
  return survivors.flatMap((id) => shared.clientMerges.membersOf(id));
}

async function recordsOf(
  sql: Sql,
  mergeGroups: readonly (readonly string[])[],
  immediateRejudgements: ImmediateRejudgements,
): Promise<MergeGroupRecord[]> {
  const ids = mergeGroups.flat();
  const facts = partitionEvents((await timelinesKnown(sql, ids, {})).map(readStored)).clientFacts;
  const factsOf = grouped(facts, (fact) => fact.data.clientId);
  const changesById = grouped(await changesOf(sql, ids), (change) => change.clientId);
  return mergeGroups.map((mergeGroup) => {
    const own = mergeGroup.flatMap((id) => factsOf.get(id) ?? []).sort((a, b) => a.position - b.position);
    const changes: RecordedChange[] = mergeGroup.flatMap((id) => changesById.get(id) ?? []);
    changes.sort((a, b) => a.position - b.position);
    return { ids: mergeGroup, facts: own, changes, immediateRejudgements: immediateRejudgements.of(mergeGroup, own) };
  });
}
