import type { DomainEvent } from '#domain';
import type { Sound } from './envelope.js';
import { whenOf } from './formats.js';
import { deeperThan } from './json.js';
import { DATA_LEVELS_MAX } from './limits.js';
import { rejected, type ContentMode, type Parsed } from './parsed.js';
import { violation } from './sentence.js';
import { dataValidator } from './validator.js';
import { asMeant } from './without-nulls.js';

/** What makes an event of a sound envelope and its data. */
export type TakeData = (sound: Sound, data: unknown, mode: ContentMode) => Parsed;

/**
 * The last step at the door: data that meets the schema of its type becomes an event of the domain.
 * The data is handed on as it is meant, with the fields that nobody here knows.
 */
export const eventOf: TakeData = (sound, given, mode) => {
  const { type, envelope } = sound;
  const { source, id, time } = envelope;
  const refuse = (message: string): Parsed => rejected('SCHEMA_VIOLATION', message, { source, id });
  if (given === undefined) return refuse('data is missing');
  if (deeperThan(given, DATA_LEVELS_MAX)) return refuse(`data is nested deeper than ${DATA_LEVELS_MAX} levels`);
  const data = asMeant(type, given);
  const validate = dataValidator(type);
  if (!validate(data)) return refuse(violation(validate, 'data'));
  return { ok: true, event: soundEvent(sound, data), envelopeTime: time, mode };
};

/** @param data as it is meant, which meets the schema of the type */
export function soundEvent({ type, envelope: { source, id, time } }: Sound, data: unknown): DomainEvent {
  const fields = data as { readonly effectiveAt?: string; readonly requestedAt?: string };
  const given = type === 'client.requested.v1' ? fields.requestedAt : fields.effectiveAt;
  const whenGiven = given ?? time;
  const when = whenOf(whenGiven);
  if (when === null) throw new Error(`A validated time is none: ${whenGiven}.`);
  // The schemas agree with the domain's types, which a type in event-schemas.ts makes the compiler check.
  return { source, id, type, when, whenGiven, data } as DomainEvent;
}
