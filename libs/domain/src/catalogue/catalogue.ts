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

  /** Whether the share of one of these ids in the campaign, roll-out or surface was retracted. */
  isShareRetracted(fact: { source: string; id: string }, memberIds: readonly string[]): boolean {
    if (this.retractedShares.size === 0) return false;
    return memberIds.some((clientId) => this.retractedShares.has(shareKey(fact, clientId)));
  }
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
