import { EVENT_REGISTER, identityKey, type Audience, type EventType, type Recorded } from '#domain';
import type { ClientAsOf, SharedFacts } from '#judging';
import { sourceOf } from '../access/foreign-facts.js';

/**
 * Which events about a client a caller sees who is limited to some entities that share the client with others. What
 * names an entity is seen by those who reach that. What names none is seen where it concerns them: a roll-out that was
 * judged as an act of theirs or is of their product, a membership that something of theirs was addressed by, the
 * retraction of something that they see. Where the client lives and which ids are the client concerns all. Pure.
 * @param entities `null`: all
 * @param events everything on file that is about the client, also what is not shown in the end
 */
export function seenOf(
  entities: readonly string[] | null,
  past: ClientAsOf,
  { catalogue, events: shared }: Pick<SharedFacts, 'catalogue' | 'events'>,
  events: readonly Recorded[],
): (event: Recorded) => boolean {
  if (entities === null) return () => true;
  const judged = past.verdicts.filter((verdict) => entities.includes(verdict.entityId));
  const causes = new Set(judged.map(({ act: { identity } }) => identityKey(sourceOf(identity))));
  const isOwn = (event: Recorded): boolean => {
    const { data } = event;
    if ('entityId' in data) return entities.includes(data.entityId);
    const product = 'productId' in data ? catalogue.productAt(data.productId, event.when) : undefined;
    return causes.has(identityKey(event)) || (product !== undefined && entities.includes(product.data.entityId));
  };
  const own = events.filter(isOwn);
  const segments = new Set(own.flatMap((event) => audienceOf(event)?.segmentIds ?? []));
  const byIdentity = new Map([...shared, ...events].map((event) => [identityKey(event), event]));

  const sees = (event: Recorded): boolean => {
    const { type, data } = event;
    if (type === 'segment.changed.v1') return segments.has(data.segmentId);
    if (type !== 'fact.retracted.v1') return isOwn(event) || concernsAll(type);
    const retracted = byIdentity.get(identityKey(data.retracts));
    // A retraction can't be retracted, so this goes no further down.
    return retracted !== undefined && retracted.type !== 'fact.retracted.v1' && sees(retracted);
  };
  return sees;
}

const concernsAll = (type: EventType): boolean => {
  const registered = EVENT_REGISTER[type];
  return 'everyEntity' in registered && registered.everyEntity;
};

const audienceOf = ({ data }: Recorded): Audience | undefined => ('audience' in data ? data.audience : undefined);
