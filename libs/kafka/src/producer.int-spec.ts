import { quiet } from './kafka.testkit.js';
import { brokers, fresh } from './ledger.testkit.js';
import { createProducer, type OutgoingMessage } from './producer.js';
import { readTopic } from './read-topic.js';
import { ensureTopics } from './topics.js';

/** What was written of a batch that was refused elsewhere is written again. */
const withoutRepeated = <T extends { first: number }>(read: readonly T[]): T[] =>
  read.filter(({ first }, i) => read.findIndex((other) => other.first === first) === i);

describe('a producer', () => {
  it.each([
    ['usually', 1_048_588],
    ['here', 720_000],
  ])('sends in one go more than a broker %s takes in one batch, in order', async (_when, bytesMax) => {
    const topic = fresh('large');
    const configEntries = { 'max.message.bytes': String(bytesMax) };
    await ensureTopics({ brokers, topics: [{ topic, partitions: 2, configEntries }], replicationFactor: 1 });
    const producer = createProducer({ brokers, clientId: 'spec', log: quiet });
    const values = Array.from({ length: 40 }, (_, i) => Buffer.alloc(i % 3 === 0 ? 700_000 : 100, i));
    await producer.send(
      topic,
      values.map((value, i) => ({ key: `k${i % 5}`, value })),
    );
    await producer.disconnect();
    const read: { key: string; first: number; length: number }[] = [];
    for await (const records of readTopic({ brokers, topic })) {
      for (const { key, value } of records)
        read.push({ key: String(key), first: value?.[0] ?? -1, length: value?.length ?? -1 });
    }
    for (const key of ['k0', 'k1', 'k2', 'k3', 'k4']) {
      const sent = values.map((value, i) => ({ key: `k${i % 5}`, first: i, length: value.length }));
      expect(withoutRepeated(read.filter((each) => each.key === key))).toEqual(sent.filter((each) => each.key === key));
    }
  });

  it('sends less of a message that a broker never takes, and says so of one that has no less', async () => {
    const topic = fresh('small');
    const configEntries = { 'max.message.bytes': '2000' };
    await ensureTopics({ brokers, topics: [{ topic, partitions: 1, configEntries }], replicationFactor: 1 });
    const producer = createProducer({ brokers, clientId: 'spec', log: quiet });
    const halving = (bytes: number): OutgoingMessage => ({
      key: 'k',
      value: Buffer.alloc(bytes),
      ...(bytes > 1 ? { shorter: () => halving(bytes / 2) } : {}),
    });
    await producer.send(topic, [halving(65_536), { key: 'k', value: 'after' }]);
    await expect(producer.send(topic, [{ key: 'k', value: Buffer.alloc(5_000) }])).rejects.toThrow(/larger|too large/i);
    await producer.disconnect();
    const lengths: number[] = [];
    for await (const records of readTopic({ brokers, topic }))
      lengths.push(...records.map((r) => r.value?.length ?? -1));
    expect(lengths).toEqual([1_024, 5]);
  });
});
