import {
  catalogueOf,
  commonOf,
  identityKey,
  identityOf,
  type Catalogue,
  type CatalogueEvent,
  type Common,
  type MergeEvent,
  type PartitionedEvents,
  type Recorded,
} from '#domain';

/** What is asked of shared facts again and again, each made where it is first asked for. */
export class Derived {
  readonly common: Common;
  private uncut: Catalogue | undefined;
  private byIdentity: ReadonlyMap<string, CatalogueEvent> | undefined;
  private mergesByIdentity: ReadonlyMap<string, MergeEvent> | undefined;

  constructor(private readonly sorted: PartitionedEvents) {
    this.common = commonOf(sorted);
  }

  /** The catalogue with what was retracted still in it: a retraction touches whom the fact had affected. */
  get withRetracted(): Catalogue {
    return (this.uncut ??= catalogueOf(this.sorted.catalogueEvents, { everywhere: new Set(), forClient: new Map() }));
  }

  get catalogueEvents(): ReadonlyMap<string, CatalogueEvent> {
    return (this.byIdentity ??= byIdentity(this.sorted.catalogueEvents));
  }

  get merges(): ReadonlyMap<string, MergeEvent> {
    return (this.mergesByIdentity ??= byIdentity(this.sorted.merges));
  }
}

const byIdentity = <E extends Recorded>(events: readonly E[]): ReadonlyMap<string, E> =>
  new Map(events.map((event) => [identityKey(identityOf(event)), event]));
