import type { TSchema } from '@sinclair/typebox';
import { EVENT_TYPES, type EventType, type InputTopic } from '#domain';
import { EnvelopeSchema } from './envelope-schema.js';
import { DATA_SCHEMAS, TYPE_PREFIX } from './event-schemas.js';
import { Id, InstantText } from './primitives.js';
import { IN_SCHEMAS, OUT_SCHEMAS, forOthers, type JsonSchema } from './published-schema.js';
import { DEFAULT_TOPICS, keyField, topicOf, type OutTopic } from './topics.js';

type Node = Readonly<Record<string, unknown>>;
type Topic = InputTopic | OutTopic;

const KAFKA_BINDING = '0.5.0';
const ref = (path: string): Node => ({ $ref: `#/${path}` });
const byName = <T extends string>(names: readonly T[], make: (name: T) => unknown): Node =>
  Object.fromEntries(names.map((name) => [name, make(name)]));

const CHANNELS: Readonly<Record<Topic, string>> = {
  account: 'Clients, their requests, where they live, their accounts and what is switched on for them.',
  product: 'Asset classifications, products and their roll-outs, authorisations of the entities.',
  marketing: 'Contacts, campaigns, referral rewards and published surfaces.',
  alerts: 'Every change of an alert, at least once, in order per client.',
  rejections: 'Messages that could not be taken, with the reason.',
  checkpoints: 'The signed heads of the log, at least once, in the order of their sizes.',
};
const TOPICS = Object.keys(CHANNELS) as readonly Topic[];
const OUT_TYPES = Object.keys(OUT_SCHEMAS) as readonly (keyof typeof OUT_SCHEMAS)[];

const CHECKPOINT = 'checkpoint';

/** No CloudEvent: whoever checks it wants the very bytes that were signed. */
const checkpoint: Node = {
  name: CHECKPOINT,
  title: CHECKPOINT,
  summary: 'A signed head of the tree of all that is recorded (https://c2sp.org/tlog-checkpoint).',
  contentType: 'text/plain; charset=utf-8',
  payload: { type: 'string' },
  bindings: {
    kafka: { key: { type: 'string', description: 'The origin of the log.' }, bindingVersion: KAFKA_BINDING },
  },
};

/** The events that come in may stand in either content mode; what goes out is always structured. */
const inBinary = (type: string): string => `${type}.binary`;

const outTopicOf = (type: keyof typeof OUT_SCHEMAS): OutTopic =>
  type === 'message.rejected.v1' ? 'rejections' : 'alerts';

function messagesOf(topic: Topic): readonly string[] {
  const taken = EVENT_TYPES.filter((type) => topicOf(type) === topic).flatMap((type) => [type, inBinary(type)]);
  const notes = topic === 'checkpoints' ? [CHECKPOINT] : [];
  return [...taken, ...OUT_TYPES.filter((type) => outTopicOf(type) === topic), ...notes];
}

const channel = (topic: Topic): Node => ({
  address: DEFAULT_TOPICS[topic],
  description: `${CHANNELS[topic]} The address is the default name; it can be configured.`,
  messages: byName(messagesOf(topic), (name) => ref(`components/messages/${name}`)),
  bindings: { kafka: { topic: DEFAULT_TOPICS[topic], bindingVersion: KAFKA_BINDING } },
});

const operation = (topic: Topic): Node => ({
  action: topic === 'alerts' || topic === 'rejections' || topic === 'checkpoints' ? 'send' : 'receive',
  channel: ref(`channels/${topic}`),
  summary: CHANNELS[topic],
  messages: messagesOf(topic).map((name) => ref(`channels/${topic}/messages/${name}`)),
});

const keyed = (description: string, type: unknown = 'string'): Node => ({
  kafka: { key: { type, description }, bindingVersion: KAFKA_BINDING },
});

function keyOfInput(type: EventType): Node {
  return type === 'fact.retracted.v1'
    ? keyed('data.clientId where it is given, else data.retracts.id')
    : keyed(`data.${keyField(type)}`);
}

const structured = (type: string, schema: TSchema, bindings: Node): Node => ({
  name: `${TYPE_PREFIX}${type}`,
  title: type,
  summary: schema.description,
  contentType: 'application/cloudevents+json',
  payload: {
    allOf: [
      ref('components/schemas/envelope'),
      {
        type: 'object',
        required: ['data'],
        properties: { type: { const: `${TYPE_PREFIX}${type}` }, data: ref(`components/schemas/${type}`) },
      },
    ],
  },
  bindings,
});

const binary = (type: string, schema: TSchema, bindings: Node): Node => ({
  name: `${TYPE_PREFIX}${type}`,
  title: `${type} (binary content mode)`,
  summary: schema.description,
  contentType: 'application/json',
  headers: {
    type: 'object',
    required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time'],
    properties: {
      ce_specversion: { const: '1.0' },
      ce_id: forOthers(Id),
      ce_source: forOthers(Id),
      ce_type: { const: `${TYPE_PREFIX}${type}` },
      ce_time: forOthers(InstantText),
      'content-type': { type: 'string' },
    },
  },
  payload: ref(`components/schemas/${type}`),
  bindings,
});

function messages(): Node {
  const taken = EVENT_TYPES.flatMap((type) => [
    [type, structured(type, DATA_SCHEMAS[type], keyOfInput(type))],
    [inBinary(type), binary(type, DATA_SCHEMAS[type], keyOfInput(type))],
  ]);
  const sent = OUT_TYPES.map((type) => {
    const key =
      type === 'message.rejected.v1'
        ? keyed('The key of the rejected message.', ['string', 'null'])
        : keyed('data.clientId');
    return [type, structured(type, OUT_SCHEMAS[type], key)];
  });
  return Object.fromEntries([...taken, ...sent, [CHECKPOINT, checkpoint]]);
}

/** @returns the AsyncAPI 3.0.0 document of the Kafka interface, complete in itself */
export function asyncApi(): JsonSchema {
  const schemas: Readonly<Record<string, TSchema>> = { envelope: EnvelopeSchema, ...IN_SCHEMAS, ...OUT_SCHEMAS };
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Scopewatch',
      version: '1.0.0',
      description:
        'What the monitor takes from Kafka and what it sends: CloudEvents 1.0 in their Kafka binding, in structured and in binary content mode. A field that is not described is kept and ignored.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/cloudevents+json',
    channels: byName(TOPICS, channel),
    operations: byName(TOPICS, operation),
    components: {
      messages: messages(),
      schemas: byName(Object.keys(schemas), (name) => {
        const schema = schemas[name];
        return schema === undefined ? {} : forOthers(schema);
      }),
    },
  };
}
