import {
  catalogueOf,
  EVERYONE,
  identityKey,
  identityOf,
  isCatalogueEvent,
  isMerge,
  isRetraction,
  isTouched,
  NOBODY,
  retractedBy,
  standingMerges,
  touchedBy,
  unite,
  type Catalogue,
  type CatalogueEvent,
  type ClientState,
  type MergeEvent,
  type Recorded,
  type Retracted,
  type Retraction,
  type Touched,
  type Union,
} from '#domain';

export interface Change {
  readonly position: number;
  readonly touched: Touched;
  /** Whether it is another rule pack that came into force. */
  readonly adoption: boolean;
}

/** What all clients share, up to a position of the log: the catalogue, which ids are one client, what was retracted. */
export class Knowledge {
  private constructor(
    readonly version: number,
    private readonly catalogueEvents: readonly CatalogueEvent[],
    private readonly merges: readonly MergeEvent[],
    private readonly retractions: readonly Retraction[],
    private readonly changes: readonly Change[],
    readonly retracted: Retracted,
    readonly union: Union,
    readonly catalogue: Catalogue,
  ) {}

  static readonly EMPTY = Knowledge.of(0, [], [], [], []);

  private static of(
    version: number,
    catalogueEvents: readonly CatalogueEvent[],
    merges: readonly MergeEvent[],
    retractions: readonly Retraction[],
    changes: readonly Change[],
  ): Knowledge {
    const retracted = retractedBy(retractions);
    const union = unite(standingMerges(merges, retracted));
    const catalogue = catalogueOf(catalogueEvents, retracted);
    return new Knowledge(version, catalogueEvents, merges, retractions, changes, retracted, union, catalogue);
  }

  /**
   * With more shared events, which must be later in the order of recording.
   * @param adoptions positions at which another rule pack came into force, ascending: they concern everybody
   */
  with(events: readonly Recorded[], adoptions: readonly number[] = []): Knowledge {
    const catalogueEvents = [...this.catalogueEvents];
    const merges = [...this.merges];
    const retractions = [...this.retractions];
    for (const event of events) {
      if (isCatalogueEvent(event)) catalogueEvents.push(event);
      else if (isMerge(event)) merges.push(event);
      else if (isRetraction(event)) retractions.push(event);
    }
    const version = Math.max(
      events.reduce((newest, e) => Math.max(newest, e.seq), this.version),
      ...adoptions,
    );
    const next = Knowledge.of(version, catalogueEvents, merges, retractions, this.changes);
    const changes: Change[] = [
      ...events.map((e) => ({ position: e.seq, touched: next.touchedBy(e), adoption: false })),
      ...adoptions.map((position) => ({ position, touched: EVERYONE, adoption: true })),
    ].sort((a, b) => a.position - b.position);
    return Knowledge.of(version, catalogueEvents, merges, retractions, [...this.changes, ...changes]);
  }

  /** Whom a shared event may touch. Merges and retractions of clients' own facts are settled where they are ingested. */
  touchedBy(event: Recorded): Touched {
    const named = this.namedBy(event);
    // An audience may name any of the ids that a client ever had.
    return { ...named, clientIds: [...new Set(named.clientIds.flatMap((id) => this.union.membersOf(id)))] };
  }

  private namedBy(event: Recorded): Touched {
    if (isCatalogueEvent(event)) return touchedBy(event, this.withRetracted());
    if (!isRetraction(event)) return NOBODY;
    const target = this.catalogueEvents.find((e) => identityKey(identityOf(e)) === identityKey(event.data.retracts));
    if (target === undefined) return NOBODY;
    const { clientId } = event.data;
    return clientId === undefined ? touchedBy(target, this.withRetracted()) : { ...NOBODY, clientIds: [clientId] };
  }

  /** Whether anything has changed since that touches a client judged by an older version. */
  touchedSince(version: number, state: ClientState): boolean {
    for (let i = this.changes.length - 1; i >= 0; i -= 1) {
      const change = this.changes[i];
      if (change === undefined || change.position <= version) return false;
      if (isTouched(change.touched, state.refs, state.memberIds)) return true;
    }
    return false;
  }

  /** The position at which another rule pack came into force after a client was judged; the last, or `null` if none. */
  adoptedSince(version: number): number | null {
    return this.changes.findLast((c) => c.adoption && c.position > version)?.position ?? null;
  }

  /** The merge that a retraction takes away, if it is one. */
  mergeRetractedBy(retraction: Retraction): MergeEvent | undefined {
    return this.merges.find((m) => identityKey(identityOf(m)) === identityKey(retraction.data.retracts));
  }

  /** The catalogue with what was retracted still in it: a retraction touches whom the fact had touched. */
  private withRetracted(): Catalogue {
    return catalogueOf(this.catalogueEvents, { everywhere: new Set(), forClient: new Map() });
  }
}
