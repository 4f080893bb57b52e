import { readHeaders } from '#log/codec';
import { renamed, type Names } from './names.js';

type Fields = Readonly<Record<string, unknown>>;

/** An event as the log keeps it: the message as it came. */
interface Message {
  readonly key: Buffer | null;
  readonly headers: string | null;
  readonly value: Buffer;
}

/** Fields of `data` that hold the id of a client, by the contract. All others say the same of everybody else as before. */
const CLIENTS = new Set(['clientId', 'mergedClientId', 'referrerId']);
/** And those in which somebody has written words. */
const WORDS = new Set(['words', 'subject', 'excerpt', 'reason']);

/**
 * An event that names the client among others, without them: they are no longer in its audience, and where else it names
 * them the random id stands. What it says of everybody else stays as it was.
 * @returns `undefined` where it doesn't name them
 */
export function withoutClientInEvent(message: Message, of: Names): Message | undefined {
  const value = inValue(message, of);
  const key = message.key !== null && of.ids.includes(message.key.toString('utf8')) ? null : message.key;
  const headers = inHeaders(message.headers, of);
  if (value === message.value && key === message.key && headers === message.headers) return undefined;
  return { key, headers, value };
}

function inValue({ value, headers }: Message, of: Names): Buffer {
  const read = readJson(value.toString('utf8'));
  if (!isFields(read)) return value;
  const isEnvelope = !Object.keys(readHeaders(headers)).some((name) => name.startsWith('ce_'));
  const changed = isEnvelope ? inEnvelope(read, of) : inData(read, of);
  return JSON.stringify(changed) === JSON.stringify(read) ? value : Buffer.from(JSON.stringify(changed));
}

function inEnvelope(envelope: Fields, of: Names): Fields {
  return Object.fromEntries(
    Object.entries(envelope).map(([name, field]) => {
      if (name === 'data') return [name, inData(field, of)];
      if (name === 'subject') return [name, inClient(field, of)];
      return [name, name === 'data_base64' ? inBase64(field, of) : field];
    }),
  );
}

function inBase64(field: unknown, of: Names): unknown {
  const read = typeof field === 'string' ? readJson(Buffer.from(field, 'base64').toString('utf8')) : undefined;
  const changed = read === undefined ? undefined : inData(read, of);
  if (changed === undefined || JSON.stringify(changed) === JSON.stringify(read)) return field;
  return Buffer.from(JSON.stringify(changed)).toString('base64');
}

function inData(data: unknown, of: Names): unknown {
  if (!isFields(data)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, field]) => {
      if (CLIENTS.has(name)) return [name, inClient(field, of)];
      if (WORDS.has(name) && typeof field === 'string') return [name, renamed(field, of)];
      return [name, name === 'audience' && isFields(field) ? inAudience(field, of) : field];
    }),
  );
}

const inClient = (field: unknown, { ids, pseudonym }: Names): unknown =>
  typeof field === 'string' && ids.includes(field) ? pseudonym : field;

function inAudience(audience: Fields, { ids }: Names): Fields {
  const { clientIds } = audience;
  return Array.isArray(clientIds)
    ? { ...audience, clientIds: clientIds.filter((id) => !ids.includes(id as string)) }
    : audience;
}

/** Headers are kept in base64 by name. */
function inHeaders(headers: string | null, of: Names): string | null {
  const subject = readHeaders(headers)['ce_subject'];
  if (subject === undefined || !of.ids.includes(subject.toString('utf8'))) return headers;
  const all = { ...readHeaders(headers), ce_subject: Buffer.from(of.pseudonym) };
  return JSON.stringify(Object.fromEntries(Object.entries(all).map(([n, v]) => [n, v.toString('base64')])));
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
