import { KafkaJSAggregateError } from 'kafkajs';
import type { ITopicConfig } from 'kafkajs';
import { kafkaClient, silent } from './client.js';
import { withAdmin } from './offset-bounds.js';

export interface TopicSpec {
  topic: string;
  partitions: number;
  /** Topic configuration by its Kafka name, such as `max.message.bytes`. */
  configEntries?: Record<string, string>;
}

export interface EnsureTopicsOptions {
  brokers: string[];
  topics: TopicSpec[];
  replicationFactor: number;
}

function alreadyThere(error: unknown): boolean {
  if (error instanceof KafkaJSAggregateError) return error.errors.every(alreadyThere);
  return typeof error === 'object' && error !== null && 'type' in error && error.type === 'TOPIC_ALREADY_EXISTS';
}

/**
 * Creates the topics that are missing and waits until they have leaders. Topics that exist stay as they are, whatever
 * their partitions and configuration.
 * @returns the names of those that were missing
 * @throws the error of kafkajs when one can't be created
 */
export async function ensureTopics({ brokers, topics, replicationFactor }: EnsureTopicsOptions): Promise<string[]> {
  const kafka = kafkaClient({ brokers, clientId: 'ensure-topics', log: silent });
  return withAdmin(kafka, async (admin) => {
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
      await admin.createTopics({ topics: wanted, waitForLeaders: true });
    } catch (error) {
      // Another process may have been faster with some of them.
      if (!alreadyThere(error)) throw error;
    }
    return missing.map(({ topic }) => topic);
  });
}
