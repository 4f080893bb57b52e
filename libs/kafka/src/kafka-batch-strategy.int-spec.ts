import { Kafka, logLevel } from 'kafkajs';
import { quiet, until } from './kafka.testkit.js';
import { brokers, consume, fresh, Ledger, type Running } from './ledger.testkit.js';
import { createProducer, type Producer } from './producer.js';
import type { RecordBatch } from './raw-record.js';
import { ensureTopics } from './topics.js';

const MIB = 1024 * 1024;
const values = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `v${from + index}`);
const sorted = (texts: string[]) => [...texts].sort();
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('the batch strategy against a broker', () => {
  const running: Running[] = [];
  let producer: Producer;

  const started = (...args: Parameters<typeof consume>): Running => {
    const one = consume(...args);
    running.push(one);
    return one;
  };
  const topicOf = async (name: string, partitions: number, configEntries = {}): Promise<string> => {
    const topic = fresh(name);
    await ensureTopics({ brokers, topics: [{ topic, partitions, configEntries }], replicationFactor: 1 });
    return topic;
  };
  const produce = (topic: string, texts: string[]) =>
    producer.send(
      topic,
      texts.map((value) => ({ key: value, value })),
    );

  beforeAll(() => {
    producer = createProducer({ brokers, clientId: 'spec', log: quiet });
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(({ strategy }) => strategy.close()));
  });
  afterAll(() => producer.disconnect());

  it('merges two topics and their partitions into batches, equal keys in one lane', async () => {
    const topics = [await topicOf('acts', 4), await topicOf('facts', 4)];
    for (const topic of topics) await produce(topic, values(0, 500));
    const ledger = new Ledger();
    const { strategy } = started(topics, (batch) => ledger.record(batch), {
      groupId: fresh('group'),
      book: ledger,
    });
    await until('all records', () => ledger.values.length === 1_000);
    expect(sorted(ledger.values)).toEqual(sorted([...values(0, 500), ...values(0, 500)]));
    expect([ledger.skipped, ledger.duplicates]).toEqual([[], 0]);
    expect(ledger.batches.length).toBeLessThan(20);
    for (const { lane, records } of ledger.batches) for (const each of records) expect(each.partition % 2).toBe(lane);
    const mixed = ledger.batches.some(({ records }) => new Set(records.map(({ topic }) => topic)).size === 2);
    expect(mixed).toBe(true);
    const status = strategy.consumption();
    expect(status).toMatchObject({ running: true, assigned: true });
    expect(status.partitions).toHaveLength(8);
    expect(status.partitions.every(({ lag }) => lag === 0n)).toBe(true);
    expect(status.partitions.reduce((sum, { handled }) => sum + handled, 0n)).toBe(1_000n);
  });

  it('reads the backlog of two topics in step, by the time of their records', async () => {
    const [acts, facts] = [await topicOf('acts', 2), await topicOf('facts', 2)];
    const [dense, sparse] = [20_000, 400];
    const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
    const raw = kafka.producer();
    await raw.connect();
    const began = Date.UTC(2026, 0, 1);
    const fill = async (topic: string, records: number, everyMs: number): Promise<void> => {
      for (let from = 0; from < records; from += 2_000) {
        const messages = Array.from({ length: Math.min(2_000, records - from) }, (_, i) => {
          const at = began + (from + i) * everyMs;
          return { partition: (from + i) % 2, value: `${at}`.padEnd(400), timestamp: `${at}` };
        });
        await raw.send({ topic, messages });
      }
    };
    // One after the other, so that nothing but the time of the records says how they belong together.
    await fill(acts, dense, 100);
    await fill(facts, sparse, (100 * dense) / sparse);
    await raw.disconnect();
    const ledger = new Ledger();
    const fetch = { maxBytesPerPartition: 64 * 1024 };
    started([acts, facts], (batch) => ledger.record(batch), { groupId: fresh('group'), book: ledger, fetch });
    await until('all records', () => ledger.values.length === dense + sparse);
    expect([ledger.skipped, ledger.duplicates]).toEqual([[], 0]);
    for (const partition of [0, 1]) {
      const times = ledger.batches
        .flatMap(({ records }) => records.filter((each) => each.partition === partition))
        .map(({ timestampMs }) => timestampMs);
      expect(times.filter((time, i) => time < (times[i - 1] ?? 0))).toEqual([]);
    }
  });

  it('holds little while the handler is slow, and loses nothing', async () => {
    const topic = await topicOf('acts', 2);
    await produce(topic, values(0, 3_000));
    const ledger = new Ledger();
    let most = 0;
    const slow = async (batch: RecordBatch): Promise<void> => {
      await pause(10);
      ledger.record(batch);
    };
    const limits = { maxBatchRecords: 50, maxQueuedRecords: 100 };
    const { strategy } = started([topic], slow, {
      groupId: fresh('group'),
      book: ledger,
      ...limits,
    });
    await until('all records', () => {
      most = Math.max(most, ...strategy.consumption().lanes.map(({ queuedRecords }) => queuedRecords));
      return ledger.values.length === 3_000;
    });
    expect([most <= 100, ledger.skipped, ledger.duplicates]).toEqual([true, [], 0]);
    expect(Math.max(...ledger.batches.map(({ records }) => records.length))).toBeLessThanOrEqual(50);
  });

  it('repeats a failed batch before it goes on', async () => {
    const topic = await topicOf('acts', 1);
    await produce(topic, values(0, 300));
    const ledger = new Ledger();
    let failures = 0;
    const failing = (batch: RecordBatch): void => {
      if (failures < 4) {
        failures += 1;
        throw new Error('database away');
      }
      ledger.record(batch);
    };
    const { fatal } = started([topic], failing, {
      groupId: fresh('group'),
      book: ledger,
      maxBatchRecords: 100,
    });
    await until('all records', () => ledger.values.length === 300);
    expect([ledger.values, ledger.skipped, ledger.duplicates, fatal]).toEqual([values(0, 300), [], 0, []]);
  });

  it('stops at an error that cannot be retried', async () => {
    const topic = await topicOf('acts', 1);
    await produce(topic, values(0, 10));
    const error = Object.assign(new Error('chain broken'), { retryable: false });
    const { strategy, fatal } = started([topic], () => Promise.reject(error), {
      groupId: fresh('group'),
      book: new Ledger(),
    });
    await until('the failure', () => fatal.length > 0);
    expect(fatal).toEqual([error]);
    await strategy.close();
    expect(strategy.consumption().running).toBe(false);
  });

  it('carries a record of 10 MB, also behind a busy partition', async () => {
    const topic = await topicOf('acts', 2, { 'max.message.bytes': String(12 * MIB) });
    const large = Buffer.alloc(10 * MIB, 'x');
    const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
    const raw = kafka.producer();
    await raw.connect();
    await raw.send({ topic, messages: [{ partition: 1, value: large }] });
    let size = 0;
    let busy = true;
    const load = (async () => {
      while (busy) {
        await raw.send({ topic, messages: values(0, 200).map((value) => ({ partition: 0, value })) });
      }
    })();
    await pause(200);
    started([topic], (batch) => void (size = Math.max(size, ...batch.records.map(({ value }) => value?.length ?? 0))), {
      groupId: fresh('group'),
      book: new Ledger(),
    });
    await until('the large record', () => size === large.length);
    busy = false;
    await load;
    await raw.disconnect();
  });

  it('begins where the database says, whatever Kafka has committed', async () => {
    const topic = await topicOf('acts', 1);
    await produce(topic, values(0, 100));
    const groupId = fresh('group');
    const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '80' }] });
    const ledger = new Ledger();
    ledger.startAt(topic, 0, 40n);
    const { strategy } = started([topic], (batch) => ledger.record(batch), {
      groupId,
      book: ledger,
    });
    await until('all records', () => ledger.values.length === 60);
    expect([ledger.values, ledger.duplicates, ledger.skipped]).toEqual([values(40, 100), 0, []]);
    await strategy.close();
    const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
    expect(committed?.partitions).toMatchObject([{ partition: 0, offset: '100' }]);
    const unknown = new Ledger();
    started([topic], (batch) => unknown.record(batch), { groupId, book: unknown });
    await until('all from the earliest', () => unknown.values.length === 100);
    await admin.disconnect();
  });

  it('waits for the start offsets when the database is away at first', async () => {
    const topic = await topicOf('acts', 1);
    await produce(topic, values(0, 10));
    const ledger = new Ledger();
    let asked = 0;
    const load: Ledger['load'] = (topics) => {
      asked += 1;
      return asked < 4 ? Promise.reject(new Error('database away')) : Ledger.prototype.load.call(ledger, topics);
    };
    const book = Object.assign(ledger, { load });
    started([topic], (batch) => ledger.record(batch), {
      groupId: fresh('group'),
      book,
    });
    await until('all records', () => ledger.values.length === 10);
    expect(asked).toBeGreaterThanOrEqual(4);
  });

  it('stops a topic that stays shorter than the database knows, and goes on when it is not', async () => {
    const topic = await topicOf('acts', 1);
    const ledger = new Ledger();
    ledger.startAt(topic, 0, 5n);
    const { strategy, fatal } = started([topic], (batch) => ledger.record(batch), {
      groupId: fresh('group'),
      book: ledger,
      lookMs: 100,
      shorterForMs: 300,
    });
    await until('the stop', () => ledger.stopOf(topic) !== undefined);
    expect(ledger.stopOf(topic)).toEqual({
      reason: 'OFFSETS_BACKWARDS',
      detail: `${topic}/0 ends at offset 0, but everything before 5 was read from it`,
    });
    expect(strategy.consumption().topics).toMatchObject([{ topic, state: 'STOPPED' }]);
    await produce(topic, values(0, 7));
    await until('what lies behind', () => ledger.values.length === 2);
    expect([ledger.values, ledger.stopOf(topic), fatal]).toEqual([['v5', 'v6'], undefined, []]);
  });

  it('skips nothing over the markers and the aborted records of transactions', async () => {
    const topic = await topicOf('acts', 1);
    const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
    const writer = kafka.producer({ transactionalId: fresh('tx'), idempotent: true, maxInFlightRequests: 1 });
    await writer.connect();
    const seen: string[] = [];
    const { strategy } = started(
      [topic],
      (batch) => void seen.push(...batch.records.map(({ value }) => String(value))),
      {
        groupId: fresh('group'),
        book: new Ledger(),
      },
    );
    await until('the assignment', () => strategy.consumption().assigned);
    for (let round = 0; round < 6; round += 1) {
      const transaction = await writer.transaction();
      await transaction.send({ topic, messages: values(round * 10, round * 10 + 10).map((value) => ({ value })) });
      await (round % 2 === 0 ? transaction.commit() : transaction.abort());
      await pause(150);
    }
    await writer.disconnect();
    const visible = [0, 2, 4].flatMap((round) => values(round * 10, round * 10 + 10));
    await until('the committed records', () => seen.length >= visible.length);
    expect(seen).toEqual(visible);
  });

  it('hands over everything while members of the group join, leave and fail', async () => {
    const topics = [await topicOf('acts', 6), await topicOf('facts', 6)];
    const groupId = fresh('group');
    const ledger = new Ledger();
    const handler = async (batch: RecordBatch): Promise<void> => {
      await pause(5);
      if (Math.random() < 0.05) throw new Error('now and then');
      ledger.record(batch);
    };
    const member = () =>
      started(topics, handler, {
        groupId,
        book: ledger,
        maxBatchRecords: 100,
        maxQueuedRecords: 200,
        fetch: { heartbeatIntervalMs: 300, sessionTimeoutMs: 6_000, rebalanceTimeoutMs: 6_000 },
      });
    const ready = ({ strategy }: Running) => strategy.consumption().running && strategy.consumption().assigned;
    let producing = true;
    let sent = 0;
    const load = (async () => {
      while (producing) {
        for (const topic of topics) await produce(topic, values(sent, sent + 200));
        sent += 200;
        await pause(20);
      }
    })();
    const first = member();
    await until('the first member', () => ready(first));
    const second = member();
    await until(
      'both at work',
      () => ready(second) && ready(first) && second.strategy.consumption().partitions.length === 6,
    );
    await pause(500);
    const third = member();
    await until('three at work', () => ready(third) && third.strategy.consumption().partitions.length === 4);
    await first.strategy.close();
    await until('two left', () => ready(second) && second.strategy.consumption().partitions.length === 6);
    await pause(300);
    await third.strategy.close();
    producing = false;
    await load;
    await until('all records', () => ledger.values.length === sent * 2);
    expect(ledger.skipped).toEqual([]);
    expect(sorted(ledger.values)).toEqual(sorted([...values(0, sent), ...values(0, sent)]));
    const owned = second.strategy.consumption().partitions.length;
    expect([owned, first.fatal, second.fatal, third.fatal]).toEqual([12, [], [], []]);
  });

  it('settles after one rebalance although slow handlers keep the queues full', async () => {
    const topic = await topicOf('acts', 4);
    await produce(topic, values(0, 2_000));
    const groupId = fresh('group');
    const ledger = new Ledger();
    let assignments = 0;
    const log = {
      ...quiet,
      info: (_: object, text: string) => void (assignments += text === 'partitions assigned' ? 1 : 0),
    };
    const slow = async (batch: RecordBatch): Promise<void> => {
      await pause(1_000);
      ledger.record(batch);
    };
    const member = () =>
      started([topic], slow, {
        groupId,
        log,
        book: ledger,
        maxBatchRecords: 10,
        maxQueuedRecords: 10,
        fetch: { heartbeatIntervalMs: 300, sessionTimeoutMs: 6_000 },
      });
    const first = member();
    await until('a full queue', () => ledger.values.length > 0);
    const second = member();
    await until('two members', () => second.strategy.consumption().assigned && first.strategy.consumption().assigned);
    const settled = assignments;
    const handled = ledger.batches.length;
    await until('both have handled more', () => ledger.batches.length >= handled + 8);
    expect([settled, assignments, ledger.skipped]).toEqual([3, 3, []]);
    expect([first, second].map(({ strategy }) => strategy.consumption().partitions.length)).toEqual([2, 2]);
  });

  it('stops within its limits while the handler hangs and while no broker is there', async () => {
    const topic = await topicOf('acts', 1);
    await produce(topic, values(0, 10));
    let called = false;
    const hanging = () => {
      called = true;
      return new Promise<void>(() => undefined);
    };
    const groupId = fresh('group');
    const book = new Ledger();
    const { strategy } = started([topic], hanging, { groupId, book, closeTimeoutMs: 300 });
    await until('the handler', () => called);
    const nowhere = started([topic], () => undefined, { groupId, book, brokers: ['127.0.0.1:1'] });
    await Promise.all([strategy.close(), nowhere.strategy.close()]);
    expect(nowhere.strategy.consumption()).toMatchObject({ running: false, assigned: false });
  });
});
