import { Kafka, logLevel } from 'kafkajs';
import { routeOf, structured, type CloudEvent } from '#contract';
import type { InputTopic } from '#domain';
import { createProducer, ensureTopics, kafkaConfig, topicOffsets, type OutgoingMessage } from '#kafka';
import { showProgress, type Topics } from '#runtime';
import { cluster } from './cluster.js';

const SEND_CHUNK = 5_000;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The topics of one run, by names that nobody else uses. */
export const topicsOf = (run: string): Topics => ({
  account: `${run}-account`,
  product: `${run}-product`,
  marketing: `${run}-marketing`,
  alerts: `${run}-alerts`,
  rejections: `${run}-rejections`,
  checkpoints: `${run}-checkpoints`,
  erasures: `${run}-erasures`,
});

/** As the apps are told of them. */
export const topicSettings = (topics: Topics): Record<string, string> =>
  Object.fromEntries(
    Object.entries(topics).map(([topic, name]) => [`SCOPEWATCH_TOPIC_${topic.toUpperCase()}`, name as string]),
  );

export const inputTopics = (topics: Topics): string[] => [topics.account, topics.product, topics.marketing];

export async function makeTopics(brokers: readonly string[], names: readonly string[], partitions: number) {
  const topics = names.map((topic) => ({ topic, partitions }));
  await ensureTopics({ ...cluster(brokers), replicationFactor: 1, topics });
}

/** Sends events in this order to the topics that they belong to. @returns how many they were */
export async function send(
  brokers: readonly string[],
  events: Iterable<CloudEvent>,
  topicFor: (topic: InputTopic) => string,
  label: string,
): Promise<number> {
  const producer = createProducer({ ...cluster(brokers), clientId: 'scopewatch-bench', log: quiet });
  const progress = showProgress({ label, unit: 'events' });
  let sent = 0;
  let waiting = new Map<string, OutgoingMessage[]>();
  let queued = 0;
  const flush = async (): Promise<void> => {
    for (const [topic, messages] of waiting) await producer.send(topic, messages);
    progress.add(queued);
    sent += queued;
    queued = 0;
    waiting = new Map();
  };
  try {
    for (const event of events) {
      const route = routeOf(event);
      if (route === null) throw new Error(`No topic is known for ${event.type}.`);
      const topic = topicFor(route.topic);
      const messages = waiting.get(topic) ?? [];
      messages.push({ key: route.key, ...structured(event) });
      waiting.set(topic, messages);
      queued += 1;
      if (queued === SEND_CHUNK) await flush();
    }
    await flush();
  } finally {
    await producer.disconnect();
  }
  progress.done();
  return sent;
}

/** How many messages the topics hold. */
export async function messagesOn(brokers: readonly string[], topics: readonly string[]): Promise<number> {
  let messages = 0;
  for (const topic of topics) {
    for (const { low, high } of await topicOffsets({ ...cluster(brokers), topic })) messages += Number(high - low);
  }
  return messages;
}

/** The offset that the next message of a partition gets. */
export interface End {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export async function endsOf(brokers: readonly string[], topics: readonly string[]): Promise<End[]> {
  const ends: End[] = [];
  for (const topic of topics) {
    for (const { partition, high } of await topicOffsets({ ...cluster(brokers), topic }))
      ends.push({ topic, partition, offset: Number(high) });
  }
  return ends;
}

export async function removeTopics(brokers: readonly string[], isOurs: (name: string) => boolean): Promise<void> {
  const kafka = new Kafka({
    ...kafkaConfig(cluster(brokers)),
    clientId: 'scopewatch-bench',
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter(isOurs);
    if (topics.length > 0) await admin.deleteTopics({ topics });
  } finally {
    await admin.disconnect();
  }
}
