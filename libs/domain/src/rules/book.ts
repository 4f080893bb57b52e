import { identityKey, identityOf } from './act.js';
import { Catalogue, shareKey } from '../catalogue/catalogue.js';
import type { Recorded } from '../event.js';
import {
  isCatalogueEvent,
  isMerge,
  isRetraction,
  type CatalogueEvent,
  type ClientFact,
  type MergeEvent,
  type Retraction,
} from '../event-register.js';
import { judge, type Judged } from './judge-timeline.js';
import type { Judgement } from './judgement.js';
import { canonicalJson } from '../assets/offer.js';
import type { Policy } from '../policy/policy.js';
import {
  isRetracted,
  retractedBy,
  unretractedMerges,
  mergeClients,
  type Retracted,
  type ClientMerges,
} from '../client/client-merges.js';

/** Accepted events, sorted by what they are about. */
export interface PartitionedEvents {
  readonly clientFacts: readonly ClientFact[];
  readonly catalogueEvents: readonly CatalogueEvent[];
  readonly merges: readonly MergeEvent[];
  readonly retractions: readonly Retraction[];
}

export function partitionEvents(events: readonly Recorded[]): PartitionedEvents {
  const clientFacts: ClientFact[] = [];
  const catalogueEvents: CatalogueEvent[] = [];
  const merges: MergeEvent[] = [];
  const retractions: Retraction[] = [];
  for (const event of events) {
    if (isCatalogueEvent(event)) catalogueEvents.push(event);
    else if (isMerge(event)) merges.push(event);
    else if (isRetraction(event)) retractions.push(event);
    else clientFacts.push(event);
  }
  return { clientFacts, catalogueEvents, merges, retractions };
}

/** The catalogue as all clients see it: without what was retracted for everyone, and with the retracted shares noted. */
export function catalogueOf(events: readonly CatalogueEvent[], retracted: Retracted): Catalogue {
  const unretracted = events.filter((e) => !retracted.everywhere.has(identityKey(identityOf(e))));
  const shares = unretracted.flatMap((e) =>
    (retracted.forClient.get(identityKey(identityOf(e))) ?? []).map((id) => shareKey(e, id)),
  );
  return new Catalogue(unretracted, new Set(shares));
}

/** All ids that a book knows: those with facts of their own, and those that an audience names. */
export function clientIdsOf(sorted: PartitionedEvents): Set<string> {
  const ids = new Set(sorted.clientFacts.map((f) => f.data.clientId));
  for (const event of sorted.catalogueEvents) {
    if (event.type !== 'marketing.campaign-launched.v1' && event.type !== 'product.rolled-out.v1') continue;
    for (const id of event.data.audience.clientIds ?? []) ids.add(id);
  }
  return ids;
}

/** What all clients share: which ids are one client, what was retracted, and the catalogue as it stands. */
export interface Common {
  readonly retracted: Retracted;
  readonly clientMerges: ClientMerges;
  readonly catalogue: Catalogue;
}

export function commonOf({ catalogueEvents, merges, retractions }: Omit<PartitionedEvents, 'clientFacts'>): Common {
  const retracted = retractedBy(retractions);
  const clientMerges = mergeClients(unretractedMerges(merges, retracted));
  return { retracted, clientMerges, catalogue: catalogueOf(catalogueEvents, retracted) };
}

/** A whole book judged: by survivor's id. */
export function judgeClients(sorted: PartitionedEvents, policy: Policy): Map<string, Judged> {
  const { retracted, clientMerges, catalogue } = commonOf(sorted);
  const facts = factsByClient(sorted.clientFacts, { retracted, clientMerges });
  const judged = new Map<string, Judged>();
  const survivors = new Set([...clientIdsOf(sorted)].map((id) => clientMerges.survivorOf(id)));
  for (const id of survivors) {
    judged.set(id, judge(id, clientMerges.membersOf(id), facts.get(id) ?? [], catalogue, policy));
  }
  return judged;
}

/** Judges a whole book from scratch. @returns every verdict, sorted as `compareJudgements` says */
export function judgeBook(events: readonly Recorded[], policy: Policy): Judgement[] {
  const all = [...judgeClients(partitionEvents(events), policy).values()].flatMap((judged) => judged.judgements);
  return all.sort(compareJudgements);
}

/** Clients' own facts without the retracted ones, by survivor. */
export function factsByClient(
  facts: readonly ClientFact[],
  { retracted, clientMerges }: Pick<Common, 'retracted' | 'clientMerges'>,
): Map<string, ClientFact[]> {
  const groups = new Map<string, ClientFact[]>();
  for (const fact of facts) {
    if (isRetracted(fact, retracted, clientMerges)) continue;
    const survivor = clientMerges.survivorOf(fact.data.clientId);
    const group = groups.get(survivor);
    if (group === undefined) groups.set(survivor, [fact]);
    else group.push(fact);
  }
  return groups;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By client, entity, effective time, act (source, id) and offer. */
export const compareJudgements = (a: Judgement, b: Judgement): number =>
  compareText(a.clientId, b.clientId) ||
  compareText(a.entityId, b.entityId) ||
  a.act.when.from - b.act.when.from ||
  a.act.when.to - b.act.when.to ||
  compareText(a.act.identity.source, b.act.identity.source) ||
  compareText(a.act.identity.id, b.act.identity.id) ||
  compareText(canonicalJson(a.offer), canonicalJson(b.offer));
