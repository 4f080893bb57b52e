import type { EventType } from '#domain';
import { DATA_SCHEMAS } from './event-schemas.js';
import { parseMessage, type Message } from './parse-message.js';
import type { Parsed, Rejected } from './parsed.js';
import { smallestOf } from './smallest.testkit.js';

/** The smallest sound data of each type. */
export const SMALLEST = Object.fromEntries(
  Object.entries(DATA_SCHEMAS).map(([type, schema]) => [type, smallestOf(schema)]),
) as Readonly<Record<EventType, Readonly<Record<string, unknown>>>>;

export const TIME = '2026-02-01T12:00:00Z';

/** A structured event of a type, of its smallest data unless other is given. */
export const envelope = (type: EventType, data: unknown = SMALLEST[type], attributes: object = {}) => ({
  specversion: '1.0',
  id: 'e1',
  source: 's',
  type: `io.scopewatch.${type}`,
  time: TIME,
  data,
  ...attributes,
});

export const STRUCTURED = { 'content-type': Buffer.from('application/cloudevents+json') };

/** The headers of a binary event. */
export const ceHeaders = (type: EventType, others: Readonly<Record<string, string | undefined>> = {}) =>
  Object.fromEntries(
    Object.entries({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: 'e1',
      ce_source: 's',
      ce_type: `io.scopewatch.${type}`,
      ce_time: TIME,
      ...others,
    }).flatMap(([name, value]) => (value === undefined ? [] : [[name, Buffer.from(value)]])),
  );

const bytesOf = (value: unknown): Buffer | null =>
  value === null || Buffer.isBuffer(value)
    ? value
    : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

/** Parses a message whose value is given as bytes, as text, or as what its JSON says. */
export const parse = (value: unknown, headers: Message['headers'] = STRUCTURED): Parsed =>
  parseMessage({ key: null, value: bytesOf(value), headers });

/** @returns the rejection, or fails where the message was accepted */
export function refusalOf(parsed: Parsed): Rejected {
  if (parsed.ok) throw new Error(`Accepted: ${JSON.stringify(parsed.event)}`);
  return parsed;
}

/** @returns reason and sentence of a rejection in one line */
export const whyNot = (parsed: Parsed): string => {
  const { reason, message } = refusalOf(parsed);
  return `${reason}: ${message}`;
};

/** @returns the event, or fails with the sentence of its rejection */
export function eventIn(parsed: Parsed) {
  if (!parsed.ok) throw new Error(`${parsed.reason}: ${parsed.message}`);
  return parsed.event;
}
