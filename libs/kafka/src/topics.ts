import { KafkaJSAggregateError, type Admin, type ITopicConfig } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaClient, silent, type Cluster } from './client.js';
import { explained } from './explain-failure.js';
import { withAdmin } from './offset-bounds.js';

export interface TopicSpec {
  topic: string;
  partitions: number;
  /** Topic configuration by its Kafka name, such as `max.message.bytes`. */
  configEntries?: Record<string, string>;
}

export interface EnsureTopicsOptions extends Cluster {
  topics: TopicSpec[];
  /** Copies of each topic; `CLUSTER_DEFAULT`: as many as the cluster is set up for. */
  replicationFactor: number;
}

/** Brokers put their own `default.replication.factor` in its place. */
export const CLUSTER_DEFAULT = -1;

function alreadyThere(error: unknown): boolean {
  if (error instanceof KafkaJSAggregateError) return error.errors.every(alreadyThere);
  return typeof error === 'object' && error !== null && 'type' in error && error.type === 'TOPIC_ALREADY_EXISTS';
}

/**
 * Creates the topics that are missing and waits until they have leaders. Topics that exist stay as they are, whatever
 * their partitions and configuration.
 * @returns the names of those that were missing
 * @throws KafkaFault when one can't be created
 */
export async function ensureTopics({ topics, replicationFactor, ...cluster }: EnsureTopicsOptions): Promise<string[]> {
  const kafka = kafkaClient({ ...cluster, clientId: 'ensure-topics', log: silent });
  const about = { topics: topics.map(({ topic }) => topic) };
  return explained(cluster, about, () =>
    withAdmin(kafka, async (admin) => {
      const existing = new Set(await admin.listTopics());
      const missing = topics.filter(({ topic }) => !existing.has(topic));
      if (missing.length === 0) return [];
      const wanted: ITopicConfig[] = missing.map(({ topic, partitions, configEntries = {} }) => ({
        topic,
        numPartitions: partitions,
        replicationFactor,
        configEntries: Object.entries(configEntries).map(([name, value]) => ({ name, value })),
      }));
      try {
        await admin.createTopics({ topics: wanted, waitForLeaders: false });
      } catch (error) {
        // Another process may have been faster with some of them.
        if (!alreadyThere(error)) throw error;
      }
      await leaders(admin, missing);
      return missing.map(({ topic }) => topic);
    }),
  );
}

const LEADERS_MS_MAX = 30_000;
const ASK_EVERY_MS = 100;

/** kafkajs's own waiting fails where a broker has not heard of a new topic yet; this asks again. */
async function leaders(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
  const until = performance.now() + LEADERS_MS_MAX;
  for (;;) {
    try {
      const metadata = await admin.fetchTopicMetadata({ topics: topics.map(({ topic }) => topic) });
      if (metadata.topics.every(({ partitions }) => partitions.length > 0 && partitions.every((p) => p.leader >= 0)))
        return;
      if (performance.now() > until) throw new Error(`${topics.map((t) => t.topic).join(', ')}: no leaders yet`);
    } catch (error) {
      if (performance.now() > until) throw error;
    }
    await sleep(ASK_EVERY_MS);
  }
}
