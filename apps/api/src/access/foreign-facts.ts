import { identityKey, type Identity, type Recorded } from '#domain';
import { SharedFactsNow } from '#judging/now';
import { identityHash, readStored } from '#log/codec';
import { findByIdentity } from '#log';
import type { Sql } from '#store';
import type { Caller } from './caller.js';

/** A derived act is named after the event that it comes from: `<event id>#<client id>`. */
export const sourceOf = ({ source, id }: Identity): Identity => ({
  source,
  id: id.slice(0, id.includes('#') ? id.lastIndexOf('#') : undefined),
});

type Limits = Pick<Caller, 'entities'>;

/**
 * Which facts are another entity's. Verdicts on one entity's acts may stand on what another one did, for to the client they
 * are one firm: whoever is limited sees the verdict, and not what that was.
 */
export class ForeignFacts {
  private readonly sharedFacts = new SharedFactsNow();

  /** @returns those of the facts, by `identityKey`, that the caller's roles don't reach */
  async among(sql: Sql, facts: readonly Identity[], { entities }: Limits): Promise<ReadonlySet<string>> {
    if (entities === null || facts.length === 0) return new Set();
    const events = await eventsNamed(sql, facts.map(sourceOf));
    const retracted = await eventsNamed(
      sql,
      [...events.values()].flatMap((event) => (event.type === 'fact.retracted.v1' ? [event.data.retracts] : [])),
    );
    const { catalogue } = await this.sharedFacts.read(sql);
    const entityOf = (event: Recorded): string | undefined => {
      if ('entityId' in event.data) return event.data.entityId;
      return 'productId' in event.data
        ? catalogue.productAt(event.data.productId, event.when)?.data.entityId
        : undefined;
    };
    const isForeign = (identity: Identity): boolean => {
      const event = events.get(identityKey(sourceOf(identity)));
      const about = event?.type === 'fact.retracted.v1' ? retracted.get(identityKey(event.data.retracts)) : event;
      const entity = about === undefined ? undefined : entityOf(about);
      return entity !== undefined && !entities.includes(entity);
    };
    return new Set(facts.filter(isForeign).map(identityKey));
  }

  /** The facts that the caller may be told of. */
  async without<F extends Identity>(sql: Sql, facts: readonly F[], caller: Limits): Promise<F[]> {
    const foreign = await this.among(sql, facts, caller);
    return facts.filter((fact) => !foreign.has(identityKey(fact)));
  }
}

/** The events that these identities name, by `identityKey`. */
export async function eventsNamed(sql: Sql, identities: readonly Identity[]): Promise<Map<string, Recorded>> {
  if (identities.length === 0) return new Map();
  const stored = await findByIdentity(sql, identities.map(identityHash));
  return new Map(stored.map((row) => readStored(row)).map((event) => [identityKey(event), event]));
}
