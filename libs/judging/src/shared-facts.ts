import {
  catalogueOf,
  commonOf,
  EVERYONE,
  factsByClient,
  identityKey,
  identityOf,
  isCatalogueEvent,
  isRetraction,
  isAffected,
  NOBODY,
  partitionEvents,
  affectedBy,
  type Catalogue,
  type ClientFact,
  type ClientState,
  type Common,
  type MergeEvent,
  type Recorded,
  type Retracted,
  type Retraction,
  type PartitionedEvents,
  type Affected,
  type ClientMerges,
} from '#domain';

export interface Change {
  readonly position: number;
  readonly affected: Affected;
  /** Whether it is another rule pack that came into force. */
  readonly activation: boolean;
}

/** What all clients share, up to a position of the log: the catalogue, which ids are one client, what was retracted. */
export class SharedFacts implements Common {
  readonly retracted: Retracted;
  readonly clientMerges: ClientMerges;
  readonly catalogue: Catalogue;

  private constructor(
    /** Position of the newest of them, or of the newest activation of a pack, or erasure. */
    readonly version: number,
    /** In the order of recording. */
    readonly events: readonly Recorded[],
    readonly sorted: PartitionedEvents,
    private readonly changes: readonly Change[],
  ) {
    ({ retracted: this.retracted, clientMerges: this.clientMerges, catalogue: this.catalogue } = commonOf(sorted));
  }

  static readonly NONE = SharedFacts.of([]);

  /** All of them at once, as the past is looked at: whom each had affected when it came is not among it. */
  static of(events: readonly Recorded[]): SharedFacts {
    return new SharedFacts(newestOf(events, 0), events, partitionEvents(events), []);
  }

  /**
   * With more shared events, which must be later in the order of recording.
   * @param activations positions at which another rule pack came into force, ascending: they concern everybody
   * @param erasures positions at which clients were erased from them: they concern nobody else
   */
  with(
    events: readonly Recorded[],
    activations: readonly number[] = [],
    erasures: readonly number[] = [],
  ): SharedFacts {
    const more = partitionEvents(events);
    const sorted: PartitionedEvents = {
      clientFacts: [],
      catalogueEvents: [...this.sorted.catalogueEvents, ...more.catalogueEvents],
      merges: [...this.sorted.merges, ...more.merges],
      retractions: [...this.sorted.retractions, ...more.retractions],
    };
    const version = Math.max(newestOf(events, this.version), ...activations, ...erasures);
    const all = [...this.events, ...events];
    const next = new SharedFacts(version, all, sorted, this.changes);
    const changes: Change[] = [
      ...events.map((e) => ({ position: e.position, affected: next.affectedBy(e), activation: false })),
      ...activations.map((position) => ({ position, affected: EVERYONE, activation: true })),
    ].sort((a, b) => a.position - b.position);
    return new SharedFacts(version, all, sorted, [...this.changes, ...changes]);
  }

  /** Whom a shared event may touch. Merges and retractions of clients' own facts are settled where they are ingested. */
  affectedBy(event: Recorded): Affected {
    const named = this.namedBy(event);
    // An audience may name any of the ids that a client ever had.
    return { ...named, clientIds: [...new Set(named.clientIds.flatMap((id) => this.clientMerges.membersOf(id)))] };
  }

  private namedBy(event: Recorded): Affected {
    if (isCatalogueEvent(event)) return affectedBy(event, this.withRetracted());
    if (!isRetraction(event)) return NOBODY;
    const target = this.sorted.catalogueEvents.find(
      (e) => identityKey(identityOf(e)) === identityKey(event.data.retracts),
    );
    if (target === undefined) return NOBODY;
    const { clientId } = event.data;
    return clientId === undefined ? affectedBy(target, this.withRetracted()) : { ...NOBODY, clientIds: [clientId] };
  }

  /** Whether anything has changed since that touches a client judged by an older version. */
  affectedSince(version: number, state: ClientState): boolean {
    for (let i = this.changes.length - 1; i >= 0; i -= 1) {
      const change = this.changes[i];
      if (change === undefined || change.position <= version) return false;
      if (isAffected(change.affected, state.refs, state.memberIds)) return true;
    }
    return false;
  }

  /** The position at which another rule pack came into force after a client was judged; the last, or `null` if none. */
  activatedSince(version: number): number | null {
    return this.changes.findLast((c) => c.activation && c.position > version)?.position ?? null;
  }

  /** The merge that a retraction takes away, if it is one. */
  mergeRetractedBy(retraction: Retraction): MergeEvent | undefined {
    return this.sorted.merges.find((m) => identityKey(identityOf(m)) === identityKey(retraction.data.retracts));
  }

  /** The catalogue with what was retracted still in it: a retraction touches whom the fact had affected. */
  private withRetracted(): Catalogue {
    return catalogueOf(this.sorted.catalogueEvents, { everywhere: new Set(), forClient: new Map() });
  }
}

/** Clients' own facts without the retracted ones, by survivor. */
export const unretractedFacts = (
  events: readonly Recorded[],
  shared: Pick<Common, 'clientMerges' | 'retracted'>,
): Map<string, ClientFact[]> => factsByClient(partitionEvents(events).clientFacts, shared);

function newestOf(events: readonly Recorded[], least: number): number {
  return events.reduce((newest, { position }) => Math.max(newest, position), least);
}
