import { isUtf8 } from 'node:buffer';
import { eventTypeOf, foreignBytes } from '#contract';
import { CATALOGUE_TYPES, type Audience, type EventType } from '#domain';
import { readHeaders } from '#log/codec';

/** A message that could not be taken, as it came. */
export interface RejectedMessage {
  readonly key: Buffer | null;
  readonly headers: string | null;
  readonly value: Buffer | null;
}

/** What can be read of a message that could not be taken. */
export interface Legible {
  /** Whether all of its value can be read, so that whom it doesn't name, it is not about. */
  readonly whole: boolean;
  /** A fact of a kind that concerns clients without naming them: a campaign to a segment, a classification. */
  readonly shared: boolean;
  /** Whether one of these ids stands in it as a word: in the key, the value or the headers, in whatever way it is written. */
  names(ids: readonly string[]): boolean;
  /** What may be an id: its key, and what stands between quotation marks. */
  readonly words: readonly string[];
  /** Whether a field stands in it that holds ids of clients, in whatever way it is written. */
  readonly hasClientField: boolean;
  /** Whatever in it may be an id, also where nothing marks it as one: each word of the key, the value and the headers. */
  allWords(): string[];
}

const WORDS_MAX = 5_000;
/** Some of what may stand between two words may stand in an id too. */
const BETWEEN_WORDS = [/[\s"',;(){}]+/, /[\s"',;(){}[\]:<>]+/];
const CLIENT_FIELD = /[cC]lientIds?|referrerId/;

export function legibleOf({ key, headers, value }: RejectedMessage): Legible {
  const attributes = Object.entries(attributesOf(headers));
  const bodies = value === null ? [] : textsOf(value);
  const json = bodies.map(jsonOf).find((read) => read !== undefined);
  const around = [...(key === null ? [] : textsOf(key)), ...attributes.flatMap(([, bytes]) => textsOf(bytes))];
  const texts = [...around, ...bodies].flatMap((text) => (text.includes('\\') ? [text, unescaped(text)] : [text]));
  const typeGiven = attributes.find(([name]) => name.toLowerCase() === 'ce_type')?.[1].toString('utf8');
  const quoted = texts.flatMap((text) => [...text.matchAll(/"([^"]{1,256})"/g)].map(([, word = '']) => word));
  return {
    whole: json !== undefined,
    shared: isShared(json?.value, typeGiven),
    names: (ids) => texts.some((text) => ids.some((id) => standsIn(text, id))),
    words: [...new Set([...(key === null ? [] : textsOf(key)), ...quoted])].slice(0, WORDS_MAX),
    hasClientField: bodies.some((text) => CLIENT_FIELD.test(text) || CLIENT_FIELD.test(unescaped(text))),
    allWords: () => [
      ...new Set([...around, ...quoted, ...BETWEEN_WORDS.flatMap((by) => texts.flatMap((t) => t.split(by)))]),
    ],
  };
}

/** What is stored of the headers can be read, unless somebody has altered it: then it is a text like any other. */
function attributesOf(stored: string | null): Record<string, Buffer> {
  try {
    return readHeaders(stored);
  } catch {
    return { stored: Buffer.from(stored ?? '') };
  }
}

/** Bytes as each text that they may be. */
function textsOf(bytes: Buffer): string[] {
  const is = foreignBytes(bytes);
  if (is === 'UTF-16 (little-endian)') return [new TextDecoder('utf-16le').decode(bytes)];
  if (is === 'UTF-16 (big-endian)') return [new TextDecoder('utf-16be').decode(bytes)];
  if (isUtf8(bytes)) return [bytes.toString('utf8').replace(/^\uFEFF/, '')];
  const texts = [bytes.toString('utf8'), bytes.toString('latin1')];
  // UTF-16 that begins with something else, or in the middle of other bytes.
  if (!bytes.includes(0)) return texts;
  for (const start of [0, 1]) {
    for (const encoding of ['utf-16le', 'utf-16be'])
      texts.push(new TextDecoder(encoding).decode(bytes.subarray(start)));
  }
  return texts;
}

function jsonOf(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Without what JSON may put in place of a character. */
const unescaped = (text: string): string =>
  text
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\(["\\/])/g, '$1');

const WORD = /[\p{L}\p{N}_]/u;

/** `c1` does not stand in `c10`. */
function standsIn(text: string, id: string): boolean {
  if (id === '') return false;
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    const before = text[at - 1] ?? '';
    const after = text[at + id.length] ?? '';
    const begins = !WORD.test(id[0] ?? '') || !WORD.test(before);
    if (begins && (!WORD.test(id.at(-1) ?? '') || !WORD.test(after))) return true;
  }
  return false;
}

/** Types of which the event says neither whom it concerns nor that it concerns nobody. */
const SHARED: readonly EventType[] = CATALOGUE_TYPES.filter((type) => type !== 'product.withdrawn.v1');

function isShared(json: unknown, typeGiven: string | undefined): boolean {
  const type = typeGiven ?? fieldOf(json, 'type');
  const known = typeof type === 'string' ? eventTypeOf(type) : undefined;
  if (known === undefined) return false;
  const data = typeGiven === undefined ? fieldOf(json, 'data') : json;
  if (known === 'fact.retracted.v1') return typeof fieldOf(data, 'clientId') !== 'string';
  if (known === 'marketing.campaign-launched.v1' || known === 'product.rolled-out.v1') {
    return !namesItsAudience(fieldOf(data, 'audience'));
  }
  return SHARED.includes(known);
}

/** Reaches nobody but whom it names. */
function namesItsAudience(audience: unknown): boolean {
  const reaching: readonly (keyof Audience)[] = ['segmentIds', 'countries', 'everyone'];
  return (
    Array.isArray(fieldOf(audience, 'clientIds')) && reaching.every((name) => fieldOf(audience, name) === undefined)
  );
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? (value as Record<string, unknown>)[name] : undefined;
