import type { DomainEvent, EventType } from '#domain';
import type { Envelope } from './envelope-schema.js';
import { soundEvent, type TakeData } from './event-of.js';
import { eventTypeOf } from './event-schemas.js';
import { isObject, readJson } from './json.js';
import { parseMessage, type Message } from './parse-message.js';
import { rejected, type Parsed } from './parsed.js';
import { asMeant } from './without-nulls.js';

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
  // Looking for the word is much quicker than looking through the data.
  const mayHaveNulls = Buffer.from(value.buffer, value.byteOffset, value.byteLength).includes('null');
  return soundEvent({ ok: true, type, envelope }, asAccepted(type, envelope.data, mayHaveNulls));
}

/** Reads a message that was accepted once, in whatever mode it came, without holding its data against the schemas again. */
export const readAcceptedMessage = (message: Message): Parsed => parseMessage(message, takeAccepted);

const takeAccepted: TakeData = (sound, data, mode) => {
  const { source, id, time } = sound.envelope;
  if (data === undefined) return rejected('SCHEMA_VIOLATION', 'data is missing', { source, id });
  return { ok: true, event: soundEvent(sound, asAccepted(sound.type, data, true)), envelopeTime: time, mode };
};

/**
 * The data of an event as it is meant. A field that the schemas didn't know when it was accepted was taken whatever it held,
 * so what is looked into must have its form; what is only compared with words of ours needs no look.
 */
function asAccepted(type: EventType, data: unknown, mayHaveNulls: boolean): unknown {
  const meant = mayHaveNulls ? asMeant(type, data) : data;
  if (type !== 'entity.authorised.v1' || !isObject(meant)) return meant;
  const { countries, ...rest } = meant;
  const sound = Array.isArray(countries) && countries.every((country) => typeof country === 'string');
  return countries === undefined || sound ? meant : rest;
}
