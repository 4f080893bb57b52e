import { readHeaders } from '#log/codec';
import { names, renamed, type Names } from './names.js';

type Fields = Readonly<Record<string, unknown>>;

/** An event as the log keeps it: the message as it came. */
interface Message {
  readonly key: Buffer | null;
  readonly headers: string | null;
  readonly value: Buffer;
}

/** What names an event for ever stays: it is the event's own name, and nobody's id. */
const IDENTITY = new Set(['id', 'source']);
const IDENTITY_HEADERS = new Set(['ce_id', 'ce_source']);

/**
 * An event that names the client among others, without them: they are no longer in its audience, and where else it names
 * them the random id stands. What it says of everybody else stays as it was.
 * @returns `undefined` where it doesn't name them
 */
export function withoutClientInEvent(message: Message, of: Names): Message | undefined {
  const value = inValue(message.value, of);
  const key = message.key !== null && names(message.key.toString('utf8'), of) ? null : message.key;
  const headers = inHeaders(message.headers, of);
  if (value.equals(message.value) && key === message.key && headers === message.headers) return undefined;
  return { key, headers, value };
}

function inValue(value: Buffer, of: Names): Buffer {
  const read = readJson(value.toString('utf8'));
  if (!isFields(read)) return value;
  const changed = Object.fromEntries(
    Object.entries(read).map(([name, field]) => [
      name,
      IDENTITY.has(name) && 'type' in read ? field : inEnvelope(name, field, of),
    ]),
  );
  return JSON.stringify(changed) === JSON.stringify(read) ? value : Buffer.from(JSON.stringify(changed));
}

function inEnvelope(name: string, field: unknown, of: Names): unknown {
  if (name !== 'data_base64' || typeof field !== 'string') return inData(field, of);
  const read = readJson(Buffer.from(field, 'base64').toString('utf8'));
  return read === undefined ? field : Buffer.from(JSON.stringify(inData(read, of))).toString('base64');
}

function inData(data: unknown, of: Names): unknown {
  if (typeof data === 'string') return renamed(data, of);
  if (Array.isArray(data)) return data.map((one: unknown) => inData(one, of));
  if (!isFields(data)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, field]) => [
      name,
      name === 'clientIds' && Array.isArray(field)
        ? field.filter((id) => !of.ids.includes(id as string))
        : inData(field, of),
    ]),
  );
}

/** Headers are kept in base64 by name. */
function inHeaders(headers: string | null, of: Names): string | null {
  if (headers === null) return null;
  const entries = Object.entries(readHeaders(headers)).map(([name, value]) => {
    const text = value.toString('utf8');
    return [name, IDENTITY_HEADERS.has(name) ? value : Buffer.from(renamed(text, of))] as const;
  });
  const isNamed = entries.some(([name, value]) => !value.equals(readHeaders(headers)[name] ?? Buffer.alloc(0)));
  return isNamed ? JSON.stringify(Object.fromEntries(entries.map(([n, v]) => [n, v.toString('base64')]))) : headers;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
