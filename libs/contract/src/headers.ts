import { isUtf8 } from 'node:buffer';

/** A header as Kafka clients hand it over; an array where the same name was given more than once. */
export type HeaderValue = Buffer | string | readonly (Buffer | string)[] | undefined;
export type Headers = Readonly<Record<string, HeaderValue>>;

/** The headers that matter: the content type, and the attributes of the event by their names without `ce_`. */
export interface ReadHeaders {
  readonly contentType: string | undefined;
  /** `undefined` where no header begins with `ce_`. */
  readonly attributes: Readonly<Record<string, string>> | undefined;
  /** What is wrong with them, as a sentence. */
  readonly fault: string | undefined;
}

const CONTENT_TYPE = 'content-type';
const PREFIX = 'ce_';

/** In binary mode the data is the value, so these are no attributes; the last one would not be a plain field. */
const NO_ATTRIBUTES: ReadonlySet<string> = new Set(['ce_data', 'ce_data_base64', 'ce___proto__']);

/**
 * Reads the headers after the CloudEvents Kafka binding 1.0.2: names are case-insensitive here, values are plain UTF-8.
 * Unlike the HTTP binding, this one doesn't percent-encode, so nothing is decoded.
 */
export function readHeaders(headers: Headers): ReadHeaders {
  let contentType: string | undefined;
  let attributes: Record<string, string> | undefined;
  let fault: string | undefined;
  for (const given in headers) {
    const value = headers[given];
    const header = given.toLowerCase();
    if (value === undefined) continue;
    if (header === CONTENT_TYPE) {
      fault ??= contentType === undefined ? faultOf(value) : MORE_THAN_ONCE;
      contentType = textOf(value);
    } else if (header.startsWith(PREFIX)) {
      attributes ??= {};
      if (NO_ATTRIBUTES.has(header)) continue;
      const name = header.slice(PREFIX.length);
      fault ??= Object.hasOwn(attributes, name) ? MORE_THAN_ONCE : faultOf(value);
      attributes[name] = textOf(value);
    }
    if (fault !== undefined)
      return { contentType, attributes, fault: `the header ${JSON.stringify(header)} is ${fault}` };
  }
  return { contentType, attributes, fault };
}

const MORE_THAN_ONCE = 'given more than once';

/** @returns what is wrong with a value; nobody can say which of several counts, and bad UTF-8 has no one meaning */
function faultOf(value: Exclude<HeaderValue, undefined>): string | undefined {
  if (typeof value === 'string') return undefined;
  if (Buffer.isBuffer(value)) return isUtf8(value) ? undefined : 'not valid UTF-8';
  const [only] = value;
  return value.length === 1 && only !== undefined ? faultOf(only) : MORE_THAN_ONCE;
}

const textOf = (value: Exclude<HeaderValue, undefined>): string =>
  typeof value === 'string' ? value : Buffer.isBuffer(value) ? value.toString('utf8') : value.join();
