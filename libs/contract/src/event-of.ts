import type { DomainEvent } from '#domain';
import type { Sound } from './envelope.js';
import { whenOf } from './formats.js';
import { deeperThan } from './json.js';
import { DATA_LEVELS_MAX } from './limits.js';
import { rejected, type ContentMode, type Parsed } from './parsed.js';
import { violation } from './sentence.js';
import { dataValidator } from './validator.js';

/**
 * The last step at the door: data that meets the schema of its type becomes an event of the domain.
 * The data is handed on as it is, with the fields that nobody here knows.
 */
export function eventOf({ type, envelope }: Sound, data: unknown, mode: ContentMode): Parsed {
  const { source, id, time } = envelope;
  const refuse = (message: string): Parsed => rejected('SCHEMA_VIOLATION', message, { source, id });
  if (data === undefined) return refuse('data is missing');
  const validate = dataValidator(type);
  if (!validate(data)) return refuse(violation(validate, 'data'));
  if (deeperThan(data, DATA_LEVELS_MAX)) return refuse(`data is nested deeper than ${DATA_LEVELS_MAX} levels`);

  return { ok: true, event: soundEvent({ ok: true, type, envelope }, data), envelopeTime: time, mode };
}

/** @param data that meets the schema of the type */
export function soundEvent({ type, envelope: { source, id, time } }: Sound, data: unknown): DomainEvent {
  const fields = data as { readonly effectiveAt?: string; readonly requestedAt?: string };
  const told = type === 'client.requested.v1' ? fields.requestedAt : fields.effectiveAt;
  const whenGiven = told ?? time;
  const when = whenOf(whenGiven);
  if (when === null) throw new Error(`A validated time is none: ${whenGiven}.`);
  // The schemas agree with the domain's types, which a type in event-schemas.ts makes the compiler check.
  return { source, id, type, when, whenGiven, dated: told !== undefined, data } as DomainEvent;
}
