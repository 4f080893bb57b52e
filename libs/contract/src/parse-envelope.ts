import { checkEnvelope } from './envelope.js';
import type { Envelope } from './envelope-schema.js';
import { eventOf, type TakeData } from './event-of.js';
import { isObject, readJson, type ReadJson } from './json.js';
import { mediaOf } from './media-type.js';
import { rejected, type Parsed } from './parsed.js';
import { shown } from './sentence.js';

/**
 * Parses a whole event in the CloudEvents JSON format that is a JSON value already: a line of a file, an entry of a
 * scenario, the value of a message in structured mode.
 * @param json any JSON value
 * @param take makes the event of its data; the parser's own holds that against the schema of the type
 * @returns the event, or why it can't be taken; never throws
 */
export function parseEnvelope(json: unknown, take: TakeData = eventOf): Parsed {
  if (!isObject(json)) return rejected('NOT_CLOUDEVENT', 'the value is JSON but not an object');
  const sound = checkEnvelope(json);
  if (!sound.ok) return sound;
  const { envelope } = sound;
  const identity = { source: envelope.source, id: envelope.id };
  if (envelope.data !== undefined && envelope.data_base64 != null) {
    return rejected('NOT_CLOUDEVENT', 'data and data_base64 are both given, which CloudEvents forbids', identity);
  }
  const data = dataOf(envelope);
  return data.ok ? take(sound, data.json, 'structured') : rejected('NOT_JSON', data.message, identity);
}

/** The data of a structured event: given as JSON, or as the bytes of a JSON text in base64. */
function dataOf({ data, data_base64: base64, datacontenttype }: Envelope): ReadJson {
  if (datacontenttype != null && mediaOf(datacontenttype) !== 'json') {
    return { ok: false, message: `datacontenttype is ${shown(datacontenttype)}; only JSON is taken as data` };
  }
  if (base64 == null) return { ok: true, json: data };
  if (!BASE64.test(base64)) return { ok: false, message: 'data_base64 is not base64' };
  return readJson(Buffer.from(base64, 'base64'), 'data_base64');
}

// Buffer.from skips what is not base64, which would make something of anything.
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
