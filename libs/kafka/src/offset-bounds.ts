import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import { partitionKey } from './assignment.js';
import { kafkaClient, silent, type Cluster } from './client.js';
import { explained } from './explain-failure.js';
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
      for (const { partition, low, high } of await settledOffsets(admin, topic)) {
        bounds.set(partitionKey({ topic, partition }), { low: BigInt(low), high: BigInt(high) });
      }
    }
    return bounds;
  });
}

const SETTLING_MS_MAX = 10_000;
const ASK_EVERY_MS = 100;

/** Asks again while a topic that has just been made, or a broker that has just come back, has no leaders yet. */
async function settledOffsets(admin: Admin, topic: string): ReturnType<Admin['fetchTopicOffsets']> {
  const until = performance.now() + SETTLING_MS_MAX;
  for (;;) {
    try {
      return await admin.fetchTopicOffsets(topic);
    } catch (error) {
      const passing = typeof error === 'object' && error !== null && 'retriable' in error && error.retriable === true;
      if (!passing || performance.now() > until) throw error;
    }
    await sleep(ASK_EVERY_MS);
  }
}

export interface PartitionOffsets extends OffsetBounds {
  partition: number;
}

/**
 * @returns for every partition of `topic`, ascending: its first offset and the one its next record will get
 * @throws KafkaFault when the topic or the cluster is not there
 */
export async function topicOffsets({ topic, ...cluster }: Cluster & { topic: string }): Promise<PartitionOffsets[]> {
  const kafka = kafkaClient({ ...cluster, clientId: 'topic-offsets', log: silent });
  const offsets = await explained(cluster, { topics: [topic] }, () =>
    withAdmin(kafka, (admin) => settledOffsets(admin, topic)),
  );
  return offsets
    .map(({ partition, low, high }) => ({ partition, low: BigInt(low), high: BigInt(high) }))
    .sort((a, b) => a.partition - b.partition);
}
