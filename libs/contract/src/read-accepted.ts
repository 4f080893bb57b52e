import type { DomainEvent } from '#domain';
import type { Envelope } from './envelope-schema.js';
import { soundEvent } from './event-of.js';
import { eventTypeOf } from './event-schemas.js';
import { isObject, readJson } from './json.js';

/**
 * Reads an event in structured mode that was accepted once, from the very bytes of its value, without holding it
 * against the schemas again: over a whole log that is half of the work, and what was accepted stays so whatever later
 * schemas say.
 * @returns `null` where it stands in the message in another way, which only the parser of messages knows how to read
 */
export function readAccepted(value: Uint8Array): DomainEvent | null {
  const read = readJson(value, 'the value');
  if (!read.ok || !isObject(read.json)) return null;
  const envelope = read.json as unknown as Envelope;
  const type = typeof envelope.type === 'string' ? eventTypeOf(envelope.type) : undefined;
  if (type === undefined || envelope.data === undefined || envelope.data_base64 != null) return null;
  return soundEvent({ ok: true, type, envelope }, envelope.data);
}
