import { identityKey, identityOf } from '../rules/act.js';
import type { Recorded } from '../event.js';
import type { MergeEvent, Retraction } from '../event-register.js';
import { byTime } from '../time/state-at.js';

/** Which ids are one client. */
export interface ClientMerges {
  /** The id that stands for the client: itself where it was never merged. */
  survivorOf(clientId: string): string;
  /** All ids of that client, sorted. */
  membersOf(clientId: string): readonly string[];
  /** Whether two ids are one client. */
  readonly isTrivial: boolean;
}

/**
 * Unites what was merged. Of a pair, either way round, only the last merge or unmerge counts; of the merges left, in
 * that order, one whose ids already have one survivor has no effect. So the record is reversible, and cycles do nothing.
 */
export function mergeClients(merges: readonly MergeEvent[]): ClientMerges {
  const lastOfPair = new Map<string, MergeEvent>();
  for (const event of [...merges].sort(byTime)) {
    const pair = [event.data.clientId, event.data.mergedClientId].sort();
    lastOfPair.set(JSON.stringify(pair), event);
  }
  const groups = new Map<string, { survivor: string; members: string[] }>();
  const groupOf = (id: string) => groups.get(id) ?? { survivor: id, members: [id] };
  for (const event of [...lastOfPair.values()].sort(byTime)) {
    if (event.type !== 'client.merged.v1') continue;
    const into = groupOf(event.data.clientId);
    const from = groupOf(event.data.mergedClientId);
    if (into.survivor === from.survivor) continue;
    const united = { survivor: into.survivor, members: [...into.members, ...from.members].sort() };
    for (const id of united.members) groups.set(id, united);
  }
  return {
    survivorOf: (clientId) => groups.get(clientId)?.survivor ?? clientId,
    membersOf: (clientId) => groups.get(clientId)?.members ?? [clientId],
    isTrivial: groups.size === 0,
  };
}

/** What retractions take away: facts as if never recorded, and single clients' shares of a fact that many share. */
export interface Retracted {
  /** `identityKey`s of facts retracted for everyone. */
  readonly everywhere: ReadonlySet<string>;
  /** By `identityKey`, the ids for which alone a fact was retracted. */
  readonly forClient: ReadonlyMap<string, readonly string[]>;
}

export function retractedBy(retractions: readonly Retraction[]): Retracted {
  const everywhere = new Set<string>();
  const forClient = new Map<string, string[]>();
  for (const { data } of retractions) {
    const key = identityKey(data.retracts);
    if (data.clientId === undefined) everywhere.add(key);
    else {
      const ids = forClient.get(key);
      if (ids === undefined) forClient.set(key, [data.clientId]);
      else ids.push(data.clientId);
    }
  }
  return { everywhere, forClient };
}

/** The merges that stand. A merge belongs to both its ids, so naming either retracts it. */
export const unretractedMerges = (merges: readonly MergeEvent[], retracted: Retracted): MergeEvent[] =>
  merges.filter((m) => {
    const key = identityKey(identityOf(m));
    const ids = retracted.forClient.get(key) ?? [];
    return !retracted.everywhere.has(key) && !ids.some((id) => id === m.data.clientId || id === m.data.mergedClientId);
  });

/** Whether a client's own fact is retracted: for everyone, or for its client (not for another one). */
export function isRetracted(
  fact: Recorded & { data: { clientId: string } },
  retracted: Retracted,
  clientMerges: ClientMerges,
): boolean {
  if (retracted.everywhere.size === 0 && retracted.forClient.size === 0) return false;
  const key = identityKey(identityOf(fact));
  if (retracted.everywhere.has(key)) return true;
  const survivor = clientMerges.survivorOf(fact.data.clientId);
  return (retracted.forClient.get(key) ?? []).some((id) => clientMerges.survivorOf(id) === survivor);
}
