import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { kafkaClient, silent, type Cluster } from './client.js';
import { explainFailure } from './explain-failure.js';
import { KafkaFault } from './kafka-fault.js';
import type { Log } from './log.js';
import { topicOffsets, withAdmin } from './offset-bounds.js';
import { rawRecordFrom, type RawRecord } from './raw-record.js';
import { settledWithin } from './signal.js';
import { MAX_WAIT_MS, Reading } from './topic-reading.js';

export interface ReadTopicOptions extends Cluster {
  topic: string;
  /** Gives up when nothing at all comes for so long, in milliseconds. Default 30 000. */
  idleTimeoutMs?: number;
  log?: Log;
}

const DISCONNECT_TIMEOUT_MS = 10_000;

async function read(payload: EachBatchPayload, reading: Reading): Promise<void> {
  const { batch } = payload;
  while (reading.full && payload.isRunning()) {
    await reading.changed.wait(500);
    await payload.heartbeat();
  }
  if (!payload.isRunning()) return;
  const records = batch.messages.flatMap((message) => rawRecordFrom(0n, batch.topic, batch.partition, message) ?? []);
  reading.reached(batch.partition, BigInt(batch.lastOffset()) + 1n, records);
  const last = batch.messages[batch.messages.length - 1];
  if (last) payload.resolveOffset(last.offset);
}

async function start(consumer: Consumer, topic: string, reading: Reading): Promise<void> {
  const { events } = consumer;
  consumer.on(events.FETCH, ({ payload }) => reading.fetched(payload.duration));
  consumer.on(events.CRASH, ({ payload }) => {
    reading.failure = payload.error;
    reading.changed.notify();
  });
  // Batches of which nothing is visible never reach `eachBatch`, but they do bring the reader forward.
  consumer.on(events.START_BATCH_PROCESS, ({ payload }) => {
    if (payload.batchSize === 0) reading.reached(payload.partition, BigInt(payload.lastOffset) + 1n, []);
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: (payload) => read(payload, reading),
  });
}

const LOADING_MS_MAX = 30_000;
const ASK_EVERY_MS = 200;

/** A broker that has just come up needs a moment before it takes groups, and kafkajs gives up on that at once. */
async function untilGroupsAreTaken(kafka: Kafka, groupId: string): Promise<void> {
  const until = performance.now() + LOADING_MS_MAX;
  await withAdmin(kafka, async (admin) => {
    for (;;) {
      try {
        await admin.fetchOffsets({ groupId });
        return;
      } catch (error) {
        const passing = typeof error === 'object' && error !== null && 'retriable' in error && error.retriable === true;
        if (!passing || performance.now() > until) throw error;
      }
      await sleep(ASK_EVERY_MS);
    }
  });
}

async function forget(kafka: Kafka, consumer: Consumer, groupId: string): Promise<void> {
  await settledWithin(consumer.disconnect(), DISCONNECT_TIMEOUT_MS);
  await settledWithin(
    withAdmin(kafka, (admin) => admin.deleteGroups([groupId])),
    DISCONNECT_TIMEOUT_MS,
  );
}

/**
 * Reads everything that `topic` holds at the moment of the call, from the earliest offset on, then ends. Ascending within
 * a partition. Commits nothing; its consumer group is deleted at the end.
 * @throws KafkaFault when Kafka fails, or is silent for `idleTimeoutMs`
 */
export async function* readTopic(options: ReadTopicOptions): AsyncGenerator<RawRecord[], void, undefined> {
  const { topic, idleTimeoutMs = 30_000, log = silent, ...cluster } = options;
  const groupId = `read-${topic}-${randomUUID()}`;
  const kafka = kafkaClient({ ...cluster, clientId: groupId, log });
  const remaining = new Map<number, bigint>();
  for (const { partition, low, high } of await topicOffsets({ ...cluster, topic })) {
    if (high > low) remaining.set(partition, high);
  }
  const reading = new Reading(remaining);
  if (reading.done) return;
  const consumer = kafka.consumer({
    groupId,
    allowAutoTopicCreation: false,
    maxWaitTimeInMs: MAX_WAIT_MS,
    maxBytesPerPartition: 8 * 1024 * 1024,
    maxBytes: 64 * 1024 * 1024,
    retry: { restartOnFailure: () => Promise.resolve(false) },
  });
  try {
    await untilGroupsAreTaken(kafka, groupId);
    await start(consumer, topic, reading);
    while (!reading.done && !reading.exhausted) {
      if (reading.failure) throw reading.failure;
      if (reading.isSilentFor(idleTimeoutMs))
        throw new KafkaFault(
          `Of the topic ${topic} nothing came for ${idleTimeoutMs} ms, though it holds more; check the brokers and try again.`,
          'OTHER',
        );
      const batch = reading.take();
      if (batch) {
        yield batch;
        reading.goOn();
      } else await reading.changed.wait(200);
    }
  } catch (error) {
    throw explainFailure(error, cluster, { topics: [topic], group: groupId });
  } finally {
    await forget(kafka, consumer, groupId);
  }
}
