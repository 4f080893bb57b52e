/** A CloudEvent in the JSON event format, with whatever further attributes it carries. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly data?: unknown;
  readonly [attribute: string]: unknown;
}

/** Value and headers of a Kafka message, ready to be sent with a key of the sender's choice. */
export interface Encoded {
  /** `null` only for a binary event without data. */
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Anything that is an object: what is sent need not be sound, so that broken events can be tried. */
type Attributes = Readonly<Record<string, unknown>>;

/** CloudEvents Kafka binding 1.0.2, structured mode: the whole event is the value. */
export function structured(event: Attributes): Encoded & { readonly value: Buffer } {
  return {
    value: Buffer.from(JSON.stringify(event)),
    headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
  };
}

/**
 * CloudEvents Kafka binding 1.0.2, binary mode: the data is the value, the attributes are headers. An attribute that is
 * `null` is absent, one that is no string is written as its JSON.
 */
export function binary(event: Attributes): Encoded {
  const { data, data_base64: base64, datacontenttype, ...attributes } = event;
  const headers: Record<string, string> = { 'content-type': textOf(datacontenttype ?? 'application/json') };
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null) headers[`ce_${name}`] = textOf(value);
  }
  if (typeof base64 === 'string') return { value: Buffer.from(base64, 'base64'), headers };
  return { value: data === undefined ? null : Buffer.from(JSON.stringify(data)), headers };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
