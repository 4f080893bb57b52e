import { classificationPeriods, typesAt, type ClassificationPeriods } from './classification.js';
import { countriesOf } from '../policy/country.js';
import type { EventOf, Recorded } from '../event.js';
import type { CatalogueEvent } from '../event-register.js';
import { anySurelyBy, byTime, laterRecorded, possibleAt } from '../time/state-at.js';
import type { AssetType, Service } from '../vocabulary.js';
import { surelyAfter, type When } from '../time/when.js';

export type Campaign = Recorded<EventOf<'marketing.campaign-launched.v1'>>;
export type RollOut = Recorded<EventOf<'product.rolled-out.v1'>>;
export type ProductDefinition = Recorded<EventOf<'product.defined.v1'>>;
export type Surface = Recorded<EventOf<'marketing.surface-published.v1'>>;
type Authorisation = Recorded<EventOf<'entity.authorised.v1' | 'entity.authorisation-ended.v1'>>;
type Classified = Recorded<EventOf<'asset.classified.v1'>>;

/** The facts that all clients share. Built once from its events (none of them retracted for everyone), then only read. */
export class Catalogue {
  readonly campaigns: readonly Campaign[];
  readonly rollOuts: readonly RollOut[];
  /** Surfaces by `surfaceId`, each list in the order of time: an event ends the one before it. */
  readonly surfaces: ReadonlyMap<string, readonly Surface[]>;
  /** No campaign or roll-out can add an act to a timeline after this time (ms). */
  readonly lastFanOut: number;
  private readonly classified: ReadonlyMap<string, readonly Classified[]>;
  private readonly periods = new Map<string, ClassificationPeriods>();
  private readonly products: ReadonlyMap<string, readonly ProductDefinition[]>;
  private readonly authorisations: ReadonlyMap<string, readonly Authorisation[]>;
  private naming: Naming | undefined;

  /** @param shares `identityKey|clientId` of each share of a campaign, roll-out or surface that was retracted */
  constructor(
    readonly events: readonly CatalogueEvent[],
    private readonly retractedShares: ReadonlySet<string> = new Set(),
  ) {
    const sorted = [...events].sort(byTime);
    this.campaigns = sorted.filter((e) => e.type === 'marketing.campaign-launched.v1');
    this.rollOuts = sorted.filter((e) => e.type === 'product.rolled-out.v1');
    this.surfaces = grouped(
      sorted.filter((e) => e.type === 'marketing.surface-published.v1'),
      (e) => e.data.surfaceId,
    );
    this.classified = grouped(
      sorted.filter((e) => e.type === 'asset.classified.v1'),
      (e) => e.data.assetId,
    );
    this.products = grouped(
      sorted.filter((e) => e.type === 'product.defined.v1'),
      (e) => e.data.productId,
    );
    this.authorisations = grouped(
      sorted.filter((e) => e.type === 'entity.authorised.v1' || e.type === 'entity.authorisation-ended.v1'),
      (e) => e.data.entityId,
    );
    this.lastFanOut = [...this.campaigns, ...this.rollOuts].reduce((last, e) => Math.max(last, e.when.to), -Infinity);
  }

  /** The latest time (ms) that any classification of the asset tells of: after it the asset is always the same. */
  lastClassified(assetId: string): number {
    const facts = this.classified.get(assetId);
    return facts === undefined ? -Infinity : facts.reduce((last, { when }) => Math.max(last, when.to), -Infinity);
  }

  /** The types that the asset may have at `at`; `undefined` among them where it may not be classified yet. */
  typesOf(assetId: string, at: When): readonly (AssetType | undefined)[] {
    const facts = this.classified.get(assetId);
    if (facts === undefined) return [undefined];
    let periods = this.periods.get(assetId);
    if (periods === undefined) this.periods.set(assetId, (periods = classificationPeriods(facts)));
    return typesAt(periods, at);
  }

  /**
   * The product's last definition at or before `at` (an open order counts as before), else the first after it. Of several at
   * one and the same time the later recorded holds, also where that time is the first one.
   */
  productAt(productId: string, at: When): ProductDefinition | undefined {
    const definitions = this.products.get(productId);
    const before = definitions?.findLast((d) => !surelyAfter(d.when, at));
    if (before !== undefined) return before;
    const first = definitions?.[0]?.when;
    return definitions?.findLast(({ when }) => when.from === first?.from && when.to === first.to);
  }

  /**
   * Whether the entity itself is authorised for the service at `at` (from the start, to the end exclusive).
   * @param living the countries in which the client may live then
   */
  authorised(
    entityId: string,
    service: Service | null,
    at: When,
    living: () => readonly (string | null)[],
  ): 'YES' | 'NO' | 'OPEN' {
    const all = this.authorisations.get(entityId);
    if (all === undefined || service === null) return 'NO';
    const facts = all.filter((e) => (e.data.services as readonly string[]).includes(service));
    const holding = laterRecorded(possibleAt(facts, at));
    if (holding.every((e) => e.type === 'entity.authorisation-ended.v1')) return 'NO';
    const where = living();
    const answers = holding.flatMap((e) => where.map((country) => authorisesIn(e, country)));
    if (!answers.includes(true)) return 'NO';
    return !answers.includes(false) && anySurelyBy(facts, at) ? 'YES' : 'OPEN';
  }

  /** Campaigns and roll-outs of a product, in the order of time. */
  ofProduct(productId: string): { readonly rollOuts: readonly RollOut[]; readonly campaigns: readonly Campaign[] } {
    const { rollOuts, campaigns } = this.named;
    return { rollOuts: rollOuts.get(productId) ?? [], campaigns: campaigns.get(`p:${productId}`) ?? [] };
  }

  /** Products that an asset is part of, and campaigns that name it or one of these, in the order of time. */
  withAsset(assetId: string): { readonly productIds: readonly string[]; readonly campaigns: readonly Campaign[] } {
    const { products, campaigns, places } = this.named;
    const productIds = [...(products.get(assetId) ?? [])];
    const found = new Set(
      [`a:${assetId}`, ...productIds.map((id) => `p:${id}`)].flatMap((n) => campaigns.get(n) ?? []),
    );
    return { productIds, campaigns: [...found].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0)) };
  }

  /** Made where it is first asked for: judging asks for none of it. */
  private get named(): Naming {
    return (this.naming ??= namingOf(this));
  }

  /** Whether the share of one of these ids in the campaign, roll-out or surface was retracted. */
  isShareRetracted(fact: { source: string; id: string }, memberIds: readonly string[]): boolean {
    if (this.retractedShares.size === 0) return false;
    return memberIds.some((clientId) => this.retractedShares.has(shareKey(fact, clientId)));
  }
}

/** What names what. */
interface Naming {
  /** Ids of products by the asset that a definition of theirs names. */
  readonly products: ReadonlyMap<string, ReadonlySet<string>>;
  readonly rollOuts: ReadonlyMap<string, readonly RollOut[]>;
  /** By `a:` and the asset, and by `p:` and the product, that they name. */
  readonly campaigns: ReadonlyMap<string, readonly Campaign[]>;
  /** Of campaigns, in the order of time. */
  readonly places: ReadonlyMap<Campaign, number>;
}

function namingOf({ events, campaigns, rollOuts }: Catalogue): Naming {
  const products = new Map<string, Set<string>>();
  for (const event of events) {
    if (event.type !== 'product.defined.v1') continue;
    for (const { assetId } of event.data.offers) {
      if (assetId === undefined) continue;
      const those = products.get(assetId);
      if (those === undefined) products.set(assetId, new Set([event.data.productId]));
      else those.add(event.data.productId);
    }
  }
  const byName = new Map<string, Campaign[]>();
  for (const campaign of campaigns) {
    const { offers = [], productIds = [] } = campaign.data;
    const assets = offers.flatMap(({ assetId }) => (assetId === undefined ? [] : [`a:${assetId}`]));
    for (const name of new Set([...assets, ...productIds.map((id) => `p:${id}`)])) {
      const those = byName.get(name);
      if (those === undefined) byName.set(name, [campaign]);
      else those.push(campaign);
    }
  }
  const places = new Map(campaigns.map((campaign, i) => [campaign, i]));
  return { products, rollOuts: grouped(rollOuts, (r) => r.data.productId), campaigns: byName, places };
}

/** An authorisation names its host states, or holds in all of the perimeter. */
const authorisesIn = ({ type, data }: Authorisation, country: string | null): boolean =>
  type === 'entity.authorised.v1' &&
  (data.countries === undefined || (country !== null && countriesOf(data.countries).includes(country)));

export const shareKey = (fact: { source: string; id: string }, clientId: string): string =>
  JSON.stringify([fact.source, fact.id, clientId]);

function grouped<E>(events: readonly E[], key: (event: E) => string): ReadonlyMap<string, readonly E[]> {
  const groups = new Map<string, E[]>();
  for (const event of events) {
    const group = groups.get(key(event));
    if (group === undefined) groups.set(key(event), [event]);
    else group.push(event);
  }
  return groups;
}
