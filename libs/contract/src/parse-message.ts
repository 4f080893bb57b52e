import { checkEnvelope, identityOf } from './envelope.js';
import { eventOf, type TakeData } from './event-of.js';
import { readHeaders, type Headers } from './headers.js';
import { readJson, type ReadJson } from './json.js';
import { VALUE_BYTES_MAX } from './limits.js';
import { mediaOf } from './media-type.js';
import { parseEnvelope } from './parse-envelope.js';
import { rejected, type Parsed } from './parsed.js';
import { shown } from './sentence.js';

export interface Message {
  /** Which client or thing the message is partitioned by. The event itself says who it is about, so it isn't read. */
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Headers;
}

/**
 * Parses a Kafka message after the CloudEvents Kafka binding 1.0.2, in structured or binary mode.
 *
 * The mode is told by the content type; else, by any `ce_` header, it is binary. With neither the value is tried as a
 * structured event, for the producers that forget the header.
 * @param take makes the event of its data; the parser's own holds that against the schema of the type
 * @returns the event, or why it can't be taken; never throws
 */
export function parseMessage({ value, headers }: Message, take: TakeData = eventOf): Parsed {
  if (value !== null && value.length > VALUE_BYTES_MAX) {
    return rejected('TOO_LARGE', `the value has ${value.length} bytes; at most ${VALUE_BYTES_MAX} are taken`);
  }
  const read = readHeaders(headers);
  if (read.fault !== undefined) return rejected('NOT_CLOUDEVENT', read.fault);
  const { contentType, attributes } = read;
  switch (contentType === undefined ? 'other' : mediaOf(contentType)) {
    case 'cloudevents-json':
      return structured(value, take);
    case 'cloudevents-batch':
      return rejected(
        'NOT_CLOUDEVENT',
        `the content-type ${shown(contentType)} is a batch; one event a message is taken`,
      );
    case 'cloudevents-other':
      return rejected('NOT_CLOUDEVENT', `of the event formats only JSON is taken, not ${shown(contentType)}`);
    case 'json':
    case 'other':
      if (attributes !== undefined) return binary(value, attributes, contentType, take);
      return contentType === undefined ? structured(value, take) : withoutEnvelope(value, contentType);
  }
}

function structured(value: Buffer | null, take: TakeData): Parsed {
  const read = readValue(value);
  return read.ok ? parseEnvelope(read.json, take) : rejected('NOT_JSON', read.message);
}

function binary(value: Buffer | null, attributes: Attributes, contentType: string | undefined, take: TakeData): Parsed {
  const sound = checkEnvelope(attributes);
  if (!sound.ok) return sound;
  // No value is how this mode says "no data"; the schema of the type then says that it is missing.
  if (value === null || value.length === 0) return take(sound, undefined, 'binary');
  // The header content-type is where this mode carries datacontenttype; some producers give that instead.
  const dataType = contentType ?? attributes['datacontenttype'];
  if (dataType !== undefined && mediaOf(dataType) !== 'json') {
    const message = `the content-type is ${shown(dataType)}; only JSON is taken as data`;
    return rejected('NOT_JSON', message, identityOf(attributes));
  }
  const data = readJson(value, 'the value');
  return data.ok ? take(sound, data.json, 'binary') : rejected('NOT_JSON', data.message, identityOf(attributes));
}
type Attributes = Readonly<Record<string, string>>;

/** Neither the content type nor any header makes it a CloudEvent; all that is left is to say which it isn't. */
function withoutEnvelope(value: Buffer | null, contentType: string): Parsed {
  const read = readValue(value);
  return read.ok
    ? rejected('NOT_CLOUDEVENT', `no header begins with ce_ and the content-type is ${shown(contentType)}`)
    : rejected('NOT_JSON', read.message);
}

function readValue(value: Buffer | null): ReadJson {
  if (value === null) return { ok: false, message: 'the message has no value (a tombstone)' };
  if (value.length === 0) return { ok: false, message: 'the value is empty' };
  return readJson(value, 'the value');
}
