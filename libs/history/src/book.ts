import {
  catalogueOf,
  clientIdsOf,
  isRetracted,
  retractedBy,
  sortOut,
  standingMerges,
  unite,
  type Catalogue,
  type ClientFact,
  type Recorded,
  type Retracted,
  type Sorted,
  type Union,
} from '#domain';
import { readStored } from '#ingest';
import { clientIdsKnown, sharedKnown, timelinesKnown, type Known } from '#log';
import type { Sql } from '#store';

/** What all clients share, as far as it was known. */
export interface Shared {
  readonly events: readonly Recorded[];
  readonly sorted: Sorted;
  readonly retracted: Retracted;
  readonly union: Union;
  readonly catalogue: Catalogue;
}

export function sharedOf(events: readonly Recorded[]): Shared {
  const sorted = sortOut(events);
  const retracted = retractedBy(sorted.retractions);
  const union = unite(standingMerges(sorted.merges, retracted));
  return { events, sorted, retracted, union, catalogue: catalogueOf(sorted.catalogueEvents, retracted) };
}

export const readShared = async (sql: Sql, known: Known = {}): Promise<Shared> =>
  sharedOf((await sharedKnown(sql, known)).map(readStored));

/** The survivors of all ids that a book knows: by facts of their own, by an audience, or by a merge. Sorted. */
export async function survivorsOf(sql: Sql, shared: Shared, known: Known = {}): Promise<string[]> {
  const ids = clientIdsOf(shared.sorted);
  for (const { data } of shared.sorted.merges) ids.add(data.clientId).add(data.mergedClientId);
  for (const id of await clientIdsKnown(sql, known)) ids.add(id);
  return [...new Set([...ids].map((id) => shared.union.survivorOf(id)))].sort();
}

/** The standing facts of these clients, by survivor. */
export async function factsOf(
  sql: Sql,
  shared: Pick<Shared, 'union' | 'retracted'>,
  survivors: readonly string[],
  known: Known = {},
): Promise<Map<string, ClientFact[]>> {
  const members = survivors.flatMap((id) => shared.union.membersOf(id));
  const events = (await timelinesKnown(sql, members, known)).map(readStored);
  return standingFacts(events, shared);
}

/** Clients' own facts without the retracted ones, by survivor. */
export function standingFacts(
  events: readonly Recorded[],
  shared: Pick<Shared, 'union' | 'retracted'>,
): Map<string, ClientFact[]> {
  const bySurvivor = new Map<string, ClientFact[]>();
  for (const fact of sortOut(events).clientFacts) {
    if (isRetracted(fact, shared.retracted, shared.union)) continue;
    const survivor = shared.union.survivorOf(fact.data.clientId);
    const facts = bySurvivor.get(survivor);
    if (facts === undefined) bySurvivor.set(survivor, [fact]);
    else facts.push(fact);
  }
  return bySurvivor;
}
