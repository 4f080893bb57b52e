import type { OutgoingMessage } from '#kafka';
import type { Random } from '../../../apps/cli/src/demonstration/random';

/** Numbers, texts and names at the edge of what JSON, JavaScript and PostgreSQL can hold. */
const EDGES = [
  ...['-0', '1e308', '1e999', '-1e-999', '9007199254740993', '0.1e-7', '00', 'NaN', 'null', 'true', '{}', '[]', '""'],
  ...['"\\u0000"', '"\\ud800"', '"\\udfff\\ud800"', '"\\uffff"', '"\u202e"', '"2026-02-30"', '"0000-01-01"'],
  ...['"9999-12-31T23:59:60Z"', '"__proto__"', '"constructor"', '"XX"', '"$$"', `"${'x'.repeat(300)}"`],
];
const HEADER_NAMES = [
  'content-type',
  'ce_id',
  'ce_source',
  'ce_type',
  'ce_time',
  'ce_specversion',
  'CE_ID',
  'ce_',
  'x',
];
const HEADER_VALUES = [
  ...['', '\u0000', '1.0', '0.3', 'application/json', 'application/cloudevents+json', 'text/xml; q', 'a'.repeat(3_000)],
  ...['application/cloudevents-batch+json', 'io.scopewatch.client.moved.v1', '2026-02-01T00:00:00Z'],
];
const DEPTHS = [2, 40, 70, 3_000];

/** One to three things done to the bytes of a sound message, as a broken producer or a bad disk would. */
export function mutated(sound: OutgoingMessage, random: Random): OutgoingMessage {
  let message = sound;
  for (let times = random.whole(1, 3); times > 0; times -= 1) message = random.pick(MUTATIONS)(message, random);
  return message;
}

type Mutation = (message: OutgoingMessage, random: Random) => OutgoingMessage;

/** @returns what does something to the value; without a value there is nothing to be done */
const toValue =
  (change: (value: Buffer, random: Random) => Buffer | string | null): Mutation =>
  (message, random) => {
    const value = Buffer.from(message.value ?? '');
    return value.length === 0 ? message : { ...message, value: change(value, random) };
  };

const at = (value: Buffer, random: Random): number => random.whole(0, value.length - 1);

function flipped(value: Buffer, random: Random): Buffer {
  const copy = Buffer.from(value);
  for (let bits = random.whole(1, 4); bits > 0; bits -= 1) {
    const byte = at(copy, random);
    copy[byte] = (copy[byte] ?? 0) ^ (1 << random.whole(0, 7));
  }
  return copy;
}

function withoutSlice(value: Buffer, random: Random): Buffer {
  const from = at(value, random);
  return Buffer.concat([value.subarray(0, from), value.subarray(from + random.whole(1, 20))]);
}

function withSliceTwice(value: Buffer, random: Random): Buffer {
  const from = at(value, random);
  const to = from + random.whole(1, 60);
  return Buffer.concat([value.subarray(0, to), value.subarray(from)]);
}

/** The value of one field is another one: told by a colon and what follows it. */
function withEdge(value: Buffer, random: Random): string {
  const text = value.toString('utf8');
  const fields = [...text.matchAll(/:("(?:[^"\\]|\\.)*"|[^,{}[\]"]+)/g)];
  if (fields.length === 0) return `${text}${random.pick(EDGES)}`;
  const { index, 0: found } = random.pick(fields);
  return `${text.slice(0, index)}:${random.pick(EDGES)}${text.slice(index + found.length)}`;
}

function nested(value: Buffer, random: Random): string {
  const depth = random.pick(DEPTHS);
  return random.chance(0.5)
    ? `${'['.repeat(depth)}${value.toString('utf8')}${']'.repeat(depth)}`
    : value.toString('utf8').replace(/:(?=["{[])/, `:${'{"a":'.repeat(depth)}1${'}'.repeat(depth)},"b":`);
}

const withHeader: Mutation = (message, random) => ({
  ...message,
  headers: { ...message.headers, [random.pick(HEADER_NAMES)]: random.pick(HEADER_VALUES) },
});

const withoutHeader: Mutation = (message, random) => {
  const names = Object.keys(message.headers ?? {});
  if (names.length === 0) return message;
  const gone = random.pick(names);
  return {
    ...message,
    headers: Object.fromEntries(Object.entries(message.headers ?? {}).filter(([name]) => name !== gone)),
  };
};

const MUTATIONS: readonly Mutation[] = [
  toValue(flipped),
  toValue(withoutSlice),
  toValue(withSliceTwice),
  toValue((value, random) => value.subarray(0, at(value, random))),
  toValue(withEdge),
  toValue(withEdge),
  toValue(withEdge),
  toValue(nested),
  toValue((value) => Buffer.from(`\uFEFF${value.toString('utf8')}`)),
  toValue((value) => Buffer.from(value.toString('utf8'), 'utf16le')),
  toValue(() => null),
  withHeader,
  withoutHeader,
  (message) => ({ ...message, key: null }),
  (message) => ({ ...message, key: '' }),
];
