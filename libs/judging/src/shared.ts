import {
  catalogueOf,
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
