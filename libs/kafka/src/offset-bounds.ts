import type { Admin, Kafka } from 'kafkajs';
import { partitionKey } from './assignment.js';
import { kafkaClient, silent } from './client.js';
import type { OffsetBounds } from './start-positions.js';

/** Connects an administrative client for one piece of work. */
export async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** @returns the bounds of all partitions of `topics`, by `${topic}/${partition}` */
export function offsetBounds(kafka: Kafka, topics: string[]): Promise<Map<string, OffsetBounds>> {
  return withAdmin(kafka, async (admin) => {
    const bounds = new Map<string, OffsetBounds>();
    for (const topic of topics) {
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        bounds.set(partitionKey({ topic, partition }), { low: BigInt(low), high: BigInt(high) });
      }
    }
    return bounds;
  });
}

export interface PartitionOffsets extends OffsetBounds {
  partition: number;
}

/**
 * @returns for every partition of `topic`, ascending: its first offset and the one its next record will get
 * @throws the error of kafkajs when the topic or the cluster is not there
 */
export async function topicOffsets(options: { brokers: string[]; topic: string }): Promise<PartitionOffsets[]> {
  const kafka = kafkaClient({ brokers: options.brokers, clientId: 'topic-offsets', log: silent });
  const offsets = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(options.topic));
  return offsets
    .map(({ partition, low, high }) => ({ partition, low: BigInt(low), high: BigInt(high) }))
    .sort((a, b) => a.partition - b.partition);
}
