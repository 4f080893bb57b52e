import type { Static } from '@sinclair/typebox';
import { TYPE_PREFIX } from '#contract';
import { alertKey, identityKey, parseWhen } from '#domain';
import { stripOf, type StripEvent } from '#evidence';
import type { ClientAsOf, EntityAsOf } from '#judging';
import { alertIdOf } from '#log/codec';
import { sourceOf } from '../access/foreign-facts.js';
import type { Strip, TimelineItem } from './clients.shapes.js';

/**
 * A client's strip as given over HTTP. Pure.
 * @param entities those that the caller may see
 * @param items what is on file of the client, as far as the caller may see it
 */
export function stripShown(
  { ranges, verdicts }: Pick<ClientAsOf, 'ranges' | 'verdicts'>,
  entities: readonly Pick<EntityAsOf, 'entityId'>[],
  items: readonly Static<typeof TimelineItem>[],
): Pick<Static<typeof Strip>, 'from' | 'to' | 'rows'> {
  const visible = new Set(entities.map(({ entityId }) => entityId));
  const events = items.filter(({ retracted }) => !retracted).flatMap((item) => eventOf(item) ?? []);
  const byIdentity = new Map(events.map((event) => [identityKey(event.identity), event]));
  const { from, to, rows } = stripOf({
    ranges: ranges.filter(({ entry }) => visible.has(entry.entityId)),
    judged: verdicts
      .filter(({ entityId }) => visible.has(entityId))
      .map((judgement) => ({
        judgement,
        alertId: judgement.severity === null ? null : alertIdOf(alertKey(judgement)),
      })),
    events,
    eventOf: (identity) => byIdentity.get(identityKey(identity)) ?? byIdentity.get(identityKey(sourceOf(identity))),
  });
  return {
    from,
    to,
    rows: rows.map(({ label, says, bands, marks }) => ({ label, says, bands: [...bands], marks: [...marks] })),
  };
}

function eventOf({ source, id, type, effectiveAt, data, position }: Static<typeof TimelineItem>): StripEvent | null {
  const when = parseWhen(effectiveAt);
  if (when === null) return null;
  return { identity: { source, id }, type: type.slice(TYPE_PREFIX.length), when, data, position };
}
