import { Kafka, logLevel } from 'kafkajs';
import { kafkaConfig } from '#kafka';
import { cluster } from '../cluster.js';
import { given, say, sayBegan } from '../measurement.js';

/** A kafkajs consumer that does nothing with what it is given: how fast messages can come at all. */
async function main(): Promise<void> {
  const expected = Number(given('BENCH_EXPECTED'));
  const brokers = given('KAFKA_BROKERS').split(',');
  const consumer = new Kafka({
    ...kafkaConfig(cluster(brokers)),
    clientId: 'bench-empty',
    logLevel: logLevel.NOTHING,
  }).consumer({
    groupId: given('BENCH_GROUP'),
    // As the monitor fetches.
    minBytes: 1,
    maxWaitTimeInMs: 50,
    maxBytesPerPartition: 4 * 1024 * 1024,
    maxBytes: 64 * 1024 * 1024,
  });
  let startedAt = 0;
  let events = 0;
  consumer.on(consumer.events.GROUP_JOIN, () => {
    startedAt = performance.now();
    sayBegan();
  });
  await consumer.connect();
  await consumer.subscribe({ topics: given('BENCH_TOPICS').split(','), fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch }) => {
      events += batch.messages.length;
      if (events >= expected) say({ events, ms: performance.now() - startedAt });
      return Promise.resolve();
    },
  });
}

process.on('SIGTERM', () => process.exit(0));
void main();
