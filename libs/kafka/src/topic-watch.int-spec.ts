import { Kafka, logLevel } from 'kafkajs';
import { kafkaClient } from './client.js';
import { ClusterView } from './cluster-view.js';
import { quiet, until } from './kafka.testkit.js';
import { brokers, consume, fresh, Ledger, type Running } from './ledger.testkit.js';
import { createProducer, type Producer } from './producer.js';
import { TopicChangedError, TopicWatch } from './topic-watch.js';
import { ensureTopics } from './topics.js';

const values = (from: number, to: number, prefix = 'v') =>
  Array.from({ length: to - from }, (_, index) => `${prefix}${from + index}`);

describe('which topic is read under a name', () => {
  const running: Running[] = [];
  let producer: Producer;
  const view = new ClusterView(() => kafkaClient({ brokers, clientId: 'spec', log: quiet }));
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();

  beforeAll(async () => {
    await admin.connect();
    producer = createProducer({ brokers, clientId: 'spec', log: quiet });
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(({ strategy }) => strategy.close()));
  });
  afterAll(async () => {
    await producer.disconnect();
    await view.close();
    await admin.disconnect();
  });

  const make = (topic: string, partitions = 1, configEntries = {}) =>
    ensureTopics({ brokers, topics: [{ topic, partitions, configEntries }], replicationFactor: 1 });
  const produce = async (topic: string, texts: string[]): Promise<void> => {
    // What still thinks of the topic before is answered that it is gone.
    const own = createProducer({ brokers, clientId: 'spec', log: quiet });
    await own.send(
      topic,
      texts.map((value) => ({ key: value, value })),
    );
    await own.disconnect();
  };
  const remove = async (topic: string): Promise<void> => {
    await admin.deleteTopics({ topics: [topic] });
    let there = true;
    while (there) there = (await view.describe([topic])).has(topic);
  };
  const read = (topics: string[], ledger: Ledger, groupId = fresh('group')): Running => {
    const one = consume(topics, (batch) => ledger.record(batch), {
      groupId,
      book: ledger,
      lookMs: 200,
      shorterForMs: 300,
    });
    running.push(one);
    return one;
  };
  const stopped = (ledger: Ledger, topic: string) => () => ledger.stopOf(topic) !== undefined;

  it('is told by an id that another of the same name has not', async () => {
    const topic = fresh('acts');
    await make(topic, 3);
    const before = (await view.describe([topic, 'no-such-topic'])).get(topic);
    expect(before).toMatchObject({ clusterId: expect.any(String) as string, partitions: [0, 1, 2] });
    expect((await view.describe([topic])).get(topic)).toEqual(before);
    await remove(topic);
    await make(topic);
    const after = (await view.describe([topic])).get(topic);
    expect(after?.topicId).toHaveLength(22);
    expect([after?.clusterId, after?.topicId === before?.topicId]).toEqual([before?.clusterId, false]);
  });

  it('has a record at an offset, and an offset for a time', async () => {
    const topic = fresh('acts');
    await make(topic);
    const began = Date.now();
    await produce(topic, values(0, 3));
    await view.describe([topic]);
    expect(String((await view.recordAt(topic, 0, 1n))?.value)).toBe('v1');
    expect(await view.recordAt(topic, 0, 3n)).toBeNull();
    expect(await view.bounds(topic)).toEqual(new Map([[0, { low: 0n, high: 3n }]]));
    expect(await view.offsetsAt(topic, began - 60_000)).toEqual(new Map([[0, 0n]]));
    expect(await view.offsetsAt(topic, began + 3_600_000)).toEqual(new Map([[0, 3n]]));
  });

  it('is not read when it was made again longer while it was read; others are; then as was decided', async () => {
    const [topic, other] = [fresh('acts'), fresh('others')];
    await Promise.all([make(topic), make(other)]);
    const ledger = new Ledger();
    await produce(topic, values(0, 20));
    const { strategy, fatal } = read([topic, other], ledger);
    await until('all of the first', () => ledger.values.length === 20);
    await remove(topic);
    await make(topic);
    await produce(topic, values(0, 50, 'w'));
    await until('the stop', () => ledger.stopOf(topic)?.reason === 'RECREATED');
    await produce(other, ['more']);
    await until('the other topic', () => ledger.values.includes('more'));
    expect(ledger.values).toEqual([...values(0, 20), 'more']);
    expect(strategy.consumption().topics).toMatchObject([
      { topic, state: 'STOPPED', stop: { reason: 'RECREATED' } },
      { topic: other, state: 'READING' },
    ]);
    const found = (await view.describe([topic])).get(topic);
    if (found === undefined) throw new Error('It was made a moment ago.');
    ledger.rebind(topic, found);
    await until('all of the second', () => ledger.values.length === 71);
    expect([ledger.values.slice(21), ledger.skipped, fatal]).toEqual([values(0, 50, 'w'), [], []]);
    const names = new Set(ledger.batches.flatMap(({ records }) => records.map((record) => record.topic)));
    expect([...names].sort()).toEqual([topic, other, `${topic}~2`].sort());
  });

  it('is not read on when a batch in hand tells before any look that it was made again', async () => {
    const [topic, other] = [fresh('acts'), fresh('others')];
    await Promise.all([make(topic), make(other)]);
    const watch = new TopicWatch({ view, book: new Ledger(), topics: [topic, other], log: quiet, shorterForMs: 300 });
    watch.begin(await watch.look());
    await watch.confirm([topic, other]);
    await remove(topic);
    await make(topic);
    await expect(watch.confirm([topic])).rejects.toThrow(TopicChangedError);
    await watch.confirm([other]);
    const readable = await watch.look();
    expect([[...readable.keys()], watch.isReading(readable)]).toEqual([[other], false]);
    watch.begin(readable);
    expect(watch.isReading(readable)).toBe(true);
  });

  it.each([
    ['shorter', 5],
    ['equal', 20],
    ['longer', 40],
  ])('is not read when it was made again %s while nobody read', async (_, count) => {
    const topic = fresh('acts');
    await make(topic);
    await produce(topic, values(0, 20));
    const ledger = new Ledger();
    const groupId = fresh('group');
    const first = read([topic], ledger, groupId);
    await until('all of the first', () => ledger.values.length === 20);
    await first.strategy.close();
    await remove(topic);
    await make(topic);
    await produce(topic, values(0, count, 'w'));
    const second = read([topic], ledger, groupId);
    await until('the stop', stopped(ledger, topic));
    expect(ledger.stopOf(topic)?.reason).toBe('RECREATED');
    expect(second.strategy.consumption()).toMatchObject({ running: false, partitions: [] });
    expect([ledger.values, second.fatal]).toEqual([values(0, 20), []]);
  });

  it('is not read from another cluster than before', async () => {
    const topic = fresh('acts');
    await make(topic);
    await produce(topic, values(0, 5));
    const ledger = new Ledger();
    ledger.rebind(topic, { clusterId: 'another', topicId: 'another' });
    read([topic], ledger);
    await until('the stop', stopped(ledger, topic));
    expect([ledger.stopOf(topic)?.reason, ledger.values]).toEqual(['OTHER_CLUSTER', []]);
  });

  it('is not read with another record before the next offset than the one that was read', async () => {
    const topic = fresh('acts');
    await make(topic);
    await produce(topic, values(0, 5));
    const ledger = new Ledger();
    const first = read([topic], ledger);
    await until('all', () => ledger.values.length === 5);
    await first.strategy.close();
    ledger.misremember(topic, 0);
    await produce(topic, values(5, 10));
    read([topic], ledger);
    await until('the stop', stopped(ledger, topic));
    expect(ledger.stopOf(topic)?.reason).toBe('OTHER_RECORD');
    expect(ledger.values).toEqual(values(0, 5));
  });

  it('is waited for where there is none yet, and read from its beginning', async () => {
    const [topic, other] = [fresh('acts'), fresh('others')];
    await make(other);
    await produce(other, ['there']);
    const ledger = new Ledger();
    const { strategy } = read([topic, other], ledger);
    await until('the other topic', () => ledger.values.length === 1);
    expect(strategy.consumption().topics).toMatchObject([
      { topic, state: 'STOPPED', stop: { reason: 'MISSING' } },
      { topic: other, state: 'READING' },
    ]);
    await make(topic);
    await produce(topic, values(0, 3));
    await until('the topic', () => ledger.values.length === 4);
  });

  it('gets partitions later, which are read from their beginning', async () => {
    const topic = fresh('acts');
    await make(topic);
    await produce(topic, values(0, 5));
    const ledger = new Ledger();
    read([topic], ledger);
    await until('all', () => ledger.values.length === 5);
    await admin.createPartitions({ topicPartitions: [{ topic, count: 3 }] });
    await produce(topic, values(5, 60));
    await until('all of all partitions', () => ledger.values.length === 60);
    expect([ledger.skipped, ledger.duplicates, ledger.gaps]).toEqual([[], 0, []]);
  });

  it('has a gap where records were gone before they were read', async () => {
    const topic = fresh('acts');
    await make(topic);
    await produce(topic, values(0, 10));
    const ledger = new Ledger();
    const groupId = fresh('group');
    const first = read([topic], ledger, groupId);
    await until('all', () => ledger.values.length === 10);
    await first.strategy.close();
    await produce(topic, values(10, 30));
    // Only then does kafkajs know who leads it.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '25' }] });
    read([topic], ledger, groupId);
    await until('what is left', () => ledger.values.length === 15);
    expect(ledger.values.slice(10)).toEqual(values(25, 30));
    expect(ledger.gaps).toEqual([{ topic, partition: 0, from: 10n, to: 25n }]);
  });
});
