import fc from 'fast-check';
import { binary, DATA_SCHEMAS, routeOf, structured, TYPE_PREFIX, type CloudEvent } from '#contract';
import type { EventType } from '#domain';
import type { OutgoingMessage } from '#kafka';
import { Random } from '../../../apps/cli/src/demonstration/random';
import { nearly } from '../../../libs/contract/src/schema-values.testkit';
import { asEvent, lives, streams, type Unrecorded } from '../../../libs/domain/src/rules/stream.testkit';
import { mutated } from './mutate';
import { withOwnNames } from './own-names';

const INPUT = ['account', 'product', 'marketing'] as const;
type Input = (typeof INPUT)[number];

export interface FuzzMessage {
  readonly topic: Input;
  readonly message: OutgoingMessage;
}

/** What comes, and how often in a thousand. */
const KINDS = [
  ['event', 560],
  ['again', 60],
  ['conflicting', 30],
  ['mutated', 220],
  ['nearly', 80],
  ['raw', 49.9],
  ['huge', 0.1],
] as const;

/** Streams are drawn once and told under other names from then on: drawing costs more than all else. */
const STREAMS = 600;
const VALUES_PER_TYPE = 120;
const REMEMBERED = 2_000;
/** A campaign to everyone on file is work for all of them. */
const REACHES_ALL = 0.01;
const HUGE_BYTES = [900_000, 16 * 1024 * 1024 + 1];

/**
 * Messages of every kind that a topic can hold: sound streams dense with what is hard, the same again, the same id with other
 * words, sound messages mutated, data that nearly is what its type asks for, random bytes, and values at the limit of size.
 * The same for the same seed.
 */
export function* fuzzMessages(seed: number, count: number): Generator<FuzzMessage> {
  const random = new Random(seed);
  const events = eventsOf(seed, random);
  const near = nearlyEvents(seed);
  const remembered: CloudEvent[] = [];
  const sound = (): CloudEvent => {
    const event = events.next().value as CloudEvent;
    if (remembered.length < REMEMBERED) remembered.push(event);
    else remembered[random.whole(0, REMEMBERED - 1)] = event;
    return event;
  };
  const earlier = (): CloudEvent => (remembered.length === 0 ? sound() : random.pick(remembered));
  for (let n = 0; n < count; n += 1) {
    const kind = random.weighted(KINDS);
    switch (kind) {
      case 'event':
        yield sent(sound(), random);
        break;
      case 'again':
        yield sent(earlier(), random);
        break;
      case 'conflicting':
        yield sent({ ...sound(), id: earlier().id }, random);
        break;
      case 'mutated': {
        const { topic, message } = sent(random.chance(0.5) ? sound() : earlier(), random);
        // Some come to a topic that they don't belong to.
        yield { topic: random.chance(0.02) ? random.pick(INPUT) : topic, message: mutated(message, random) };
        break;
      }
      case 'nearly':
        yield sent({ ...random.pick(near), id: `n${seed}-${n}` }, random);
        break;
      case 'raw':
        yield { topic: random.pick(INPUT), message: raw(random) };
        break;
      case 'huge':
        yield { topic: random.pick(INPUT), message: huge(random) };
        break;
    }
  }
}

/** One stream after the other, each about things of its own. */
function* eventsOf(seed: number, random: Random): Generator<CloudEvent, never> {
  const drawn = [
    ...fc.sample(streams, { seed, numRuns: STREAMS / 2 }),
    ...fc.sample(lives, { seed, numRuns: STREAMS / 2 }),
  ];
  for (let told = 0; ; told += 1) {
    const stream: readonly Unrecorded[] = random.pick(drawn);
    const name = `${seed}-${told}`;
    for (const said of withOwnNames(stream, name)) {
      yield { ...asEvent(said), data: random.chance(REACHES_ALL) ? said.data : reachingFew(said.data, `S-${name}`) };
    }
  }
}

/** The same told to those of the stream's own segment where it would reach whoever is on file. */
function reachingFew(data: Unrecorded['data'], segmentId: string): Unrecorded['data'] {
  const { audience } = data;
  if (typeof audience !== 'object' || audience === null) return data;
  const { everyone, countries, ...few } = audience as Readonly<Record<string, unknown>>;
  return everyone === undefined && countries === undefined
    ? data
    : { ...data, audience: { segmentIds: [segmentId], ...few } };
}

const nearlyEvents = (seed: number): readonly CloudEvent[] =>
  (Object.keys(DATA_SCHEMAS) as EventType[]).flatMap((type) =>
    fc.sample(nearly(DATA_SCHEMAS[type]), { seed, numRuns: VALUES_PER_TYPE }).map((data) => ({
      specversion: '1.0' as const,
      id: '',
      source: 'n',
      type: `${TYPE_PREFIX}${type}`,
      time: '2026-02-01T12:00:00Z',
      data,
    })),
  );

/** As a producer sends it, in one of the two modes. */
function sent(event: CloudEvent, random: Random): FuzzMessage {
  const route = routeOf(event);
  if (route === null) throw new Error(`No topic is known for ${event.type}.`);
  const encoded = random.chance(0.5) ? structured(event) : binary(event);
  return { topic: route.topic, message: { ...encoded, key: route.key } };
}

function bytes(random: Random, length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, () => random.whole(0, 255)));
}

const raw = (random: Random): OutgoingMessage => ({
  key: random.chance(0.2) ? null : bytes(random, random.whole(0, 40)),
  value: random.chance(0.1) ? null : bytes(random, random.whole(0, 400)),
  headers: random.chance(0.5) ? {} : { 'content-type': bytes(random, 12), ce_id: bytes(random, 12) },
});

function huge(random: Random): OutgoingMessage {
  const pad = 'x'.repeat(random.pick(HUGE_BYTES));
  return { key: 'huge', value: JSON.stringify({ specversion: '1.0', id: 'huge', source: 's', pad }) };
}
