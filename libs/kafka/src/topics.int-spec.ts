import { Kafka, logLevel } from 'kafkajs';
import { quiet } from './kafka.testkit.js';
import { brokers, fresh } from './ledger.testkit.js';
import { topicOffsets } from './offset-bounds.js';
import { createProducer } from './producer.js';
import type { RawRecord } from './raw-record.js';
import { reachKafka } from './reachable.js';
import { readTopic } from './read-topic.js';
import { ensureTopics } from './topics.js';

const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });

async function all(topic: string): Promise<RawRecord[]> {
  const records: RawRecord[] = [];
  for await (const batch of readTopic({ brokers, topic })) records.push(...batch);
  return records;
}

async function made(partitions: number, configEntries: Record<string, string> = {}): Promise<string> {
  const topic = fresh('topic');
  await ensureTopics({ brokers, topics: [{ topic, partitions, configEntries }], replicationFactor: 1 });
  return topic;
}

describe('topics', () => {
  it('are created where they are missing, with their configuration, and left alone otherwise', async () => {
    const topic = await made(2, { 'max.message.bytes': '12582912' });
    const another = fresh('topic');
    const topics = [
      { topic, partitions: 5 },
      { topic: another, partitions: 1 },
    ];
    expect(await ensureTopics({ brokers, topics, replicationFactor: 1 })).toEqual([another]);
    expect(await ensureTopics({ brokers, topics, replicationFactor: 1 })).toEqual([]);
    expect(await topicOffsets({ brokers, topic })).toEqual([
      { partition: 0, low: 0n, high: 0n },
      { partition: 1, low: 0n, high: 0n },
    ]);
    const admin = kafka.admin();
    await admin.connect();
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: 2, name: topic, configNames: ['max.message.bytes'] }],
    });
    await admin.disconnect();
    expect(resources[0]?.configEntries[0]?.configValue).toBe('12582912');
  });

  it('are reached or not', async () => {
    expect((await reachKafka({ brokers }, 5_000)).ok).toBe(true);
    expect((await reachKafka({ brokers: ['127.0.0.1:1'] }, 1_000)).ok).toBe(false);
  });
});

describe('reading a topic', () => {
  it('gives everything once, in order, and ends; also with empty partitions', async () => {
    const topic = await made(3);
    expect(await all(topic)).toEqual([]);
    const producer = createProducer({ brokers, clientId: 'spec', log: quiet });
    const messages = Array.from({ length: 500 }, (_, index) => ({ key: `k${index % 2}`, value: `v${index}` }));
    await producer.send(topic, messages);
    await producer.send(topic, [{ key: 'k0', value: null, headers: { ce_id: 'x' } }]);
    await producer.disconnect();
    const records = await all(topic);
    expect(
      records
        .filter(({ value }) => value !== null)
        .map(({ value }) => String(value))
        .sort(),
    ).toEqual(messages.map(({ value }) => value).sort());
    expect(records.find(({ value }) => value === null)?.headers).toEqual({ ce_id: Buffer.from('x') });
    for (const partition of [0, 1, 2]) {
      const offsets = records.filter((each) => each.partition === partition).map(({ offset }) => Number(offset));
      expect(offsets).toEqual(offsets.map((_, index) => index));
    }
  });

  it('ends at a tail that is not visible, and leaves no group behind', async () => {
    const topic = await made(1);
    const writer = kafka.producer({ transactionalId: fresh('tx'), idempotent: true, maxInFlightRequests: 1 });
    await writer.connect();
    const committed = await writer.transaction();
    await committed.send({ topic, messages: [{ value: 'seen' }] });
    await committed.commit();
    const aborted = await writer.transaction();
    await aborted.send({ topic, messages: [{ value: 'unseen' }, { value: 'unseen' }] });
    await aborted.abort();
    await writer.disconnect();
    expect((await all(topic)).map(({ value }) => String(value))).toEqual(['seen']);
    const admin = kafka.admin();
    await admin.connect();
    const { groups } = await admin.listGroups();
    await admin.disconnect();
    expect(groups.filter(({ groupId }) => groupId.includes(topic))).toEqual([]);
  });
});

describe('the producer', () => {
  it('puts keys where the clients of Kafka put them', async () => {
    const topic = await made(12);
    const producer = createProducer({ brokers, clientId: 'spec', log: quiet });
    await producer.send(
      topic,
      ['client-1', 'client-2', 'é'].map((key) => ({ key, value: key })),
    );
    await producer.disconnect();
    const placed = Object.fromEntries((await all(topic)).map(({ key, partition }) => [String(key), partition]));
    // As computed by org.apache.kafka.common.utils.Utils.murmur2.
    expect(placed).toEqual({ 'client-1': 6, 'client-2': 7, é: 3 });
  });

  it('keeps the order of its calls and works on after a failed one', async () => {
    const topic = await made(1, { 'max.message.bytes': '1000' });
    const producer = createProducer({ brokers, clientId: 'spec', log: quiet });
    const sends = ['a', 'b', 'c'].map((value) => producer.send(topic, [{ key: 'k', value }]));
    await Promise.all(sends);
    await expect(producer.send(topic, [{ key: 'k', value: Buffer.alloc(5_000) }])).rejects.toThrow();
    await producer.send(topic, [{ key: 'k', value: 'd' }]);
    await producer.disconnect();
    expect((await all(topic)).map(({ value }) => String(value))).toEqual(['a', 'b', 'c', 'd']);
  });
});
