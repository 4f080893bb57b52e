import {
  EVERYONE,
  factsByClient,
  identityKey,
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
import { Derived } from './derived-from-shared.js';

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
    /** What follows from them, made once for however many changes. */
    private readonly derived = new Derived(sorted),
  ) {
    ({ retracted: this.retracted, clientMerges: this.clientMerges, catalogue: this.catalogue } = derived.common);
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
    return new SharedFacts(version, all, sorted, [...this.changes, ...changes], next.derived);
  }

  /** Whom a shared event may touch. Merges and retractions of clients' own facts are settled where they are ingested. */
  affectedBy(event: Recorded): Affected {
    const named = this.namedBy(event);
    // An audience may name any of the ids that a client ever had.
    return { ...named, clientIds: [...new Set(named.clientIds.flatMap((id) => this.clientMerges.membersOf(id)))] };
  }

  private namedBy(event: Recorded): Affected {
    const { withRetracted } = this.derived;
    if (isCatalogueEvent(event)) return affectedBy(event, withRetracted);
    if (!isRetraction(event)) return NOBODY;
    const target = this.derived.catalogueEvents.get(identityKey(event.data.retracts));
    if (target === undefined) return NOBODY;
    const { clientId } = event.data;
    return clientId === undefined ? affectedBy(target, withRetracted) : { ...NOBODY, clientIds: [clientId] };
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
    return this.derived.merges.get(identityKey(retraction.data.retracts));
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
