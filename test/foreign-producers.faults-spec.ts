import { join } from 'node:path';
import { binary, routeOf, structured, type CloudEvent } from '#contract';
import { createProducer, KafkaBatchStrategy, ensureTopics, type RawRecord } from '#kafka';
import { COMPRESSIONS, readConfig } from '#runtime';
import { sendDamaged } from './support/damaged-batch';
import { ForgetfulBook } from './support/forgetful-book';
import { onboarded, requested, custodyOf } from './support/events';
import {
  javaProducer,
  pythonProducer,
  writeList,
  type ForeignProducer,
  type Produced,
} from './support/foreign-producers';
import { Pipeline } from './support/pipeline';
import { SecureKafka } from './support/secure-kafka';
import { until } from './support/until';
import { expectVerified } from './support/verified';

/** With `SCOPEWATCH_FOREIGN=1` a client that can't be had is a failure; without it, it is named and left out. */
const asked = process.env['SCOPEWATCH_FOREIGN'] === '1';
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const MODES = { structured, binary } as const;

describe('a cluster that others write to', () => {
  let kafka: SecureKafka;
  const environment = { ...process.env };
  beforeAll(async () => {
    kafka = await SecureKafka.start({ reauthenticateMs: 10_000, tokenSeconds: 15 });
  });
  afterEach(() => {
    process.env = { ...environment };
  });
  afterAll(() => kafka?.stop());

  const ours: ForeignProducer = async () => Promise.reject(new Error('sent by the pipeline itself'));

  it('is read whatever the client, the codec and the mode, past a damaged batch in the middle', async () => {
    process.env['KAFKA_BROKERS'] = kafka.broker('OPEN');
    const clients: [name: string, get: () => Promise<ForeignProducer>][] = [
      ['javascript', () => Promise.resolve(ours)],
      ['java', () => javaProducer(kafka.home)],
      ['python', pythonProducer],
    ];
    const pipeline = await Pipeline.open('foreign', { partitions: 1 });
    try {
      const { account } = pipeline.topics;
      const [broker = ''] = pipeline.brokers;
      const sent: CloudEvent[] = [];
      const damaged: unknown[] = [];
      for (const [name, get] of clients) {
        const producer = await get().catch((error: Error) => error);
        if (producer instanceof Error) {
          if (asked) throw producer;
          process.stderr.write(`NOT TRIED: the ${name} client can't be had here: ${producer.message}\n`);
          continue;
        }
        for (const codec of COMPRESSIONS) {
          for (const [mode, encode] of Object.entries(MODES)) {
            const ids = Array.from({ length: 200 }, (_, i) => `${name}-${codec}-${mode}-${i}`);
            const events = ids.flatMap((id) => [onboarded(id), requested(id, 10, custodyOf('BTC'))]);
            sent.push(...events);
            const messages = events.map((event): Produced => {
              const { value, headers } = encode(event);
              return { key: String(routeOf(event)?.key), value: value ?? Buffer.alloc(0), headers };
            });
            if (producer === ours) {
              const own = createProducer({ ...pipeline.cluster, compression: codec, clientId: 'spec', log: quiet });
              await own.send(account, messages);
              await own.disconnect();
            } else {
              const file = join(kafka.home, 'messages.tsv');
              writeList(file, messages);
              await producer(broker, account, codec, file);
            }
          }
        }
        damaged.push(await sendDamaged(pipeline.cluster, account, kafka.segment(account), [onboarded(`x-${name}`)]));
      }
      // Not before: who reads along may have a batch before it is damaged.
      await pipeline.start();
      await pipeline.settled(300_000);
      expect(await pipeline.database.query('SELECT count(*)::int AS n FROM event')).toEqual([{ n: sent.length }]);
      const rejections = await pipeline.sent('rejections');
      expect(rejections.map(({ data }) => data['reason'])).toEqual(damaged.map(() => 'UNREADABLE_BATCH'));
      await expectVerified(pipeline, 120_000);
    } finally {
      await pipeline.close();
    }
  });

  it.each(['SCRAM-SHA-256', 'OAUTHBEARER'] as const)(
    'that wants to be shown every ten seconds who we are loses and doubles nothing, by %s',
    async (way) => {
      const { brokers = [], kafka: settings } = readConfig(kafka.ways[way]);
      const cluster = { brokers, security: settings.security };
      const topic = `reauthenticated-${way.toLowerCase()}`;
      await ensureTopics({ ...cluster, topics: [{ topic, partitions: 3 }], replicationFactor: 1 });
      const seen: string[] = [];
      const strategy = new KafkaBatchStrategy({
        ...cluster,
        clientId: 'spec',
        groupId: topic,
        log: quiet,
        book: new ForgetfulBook(),
        onFatal: (error) => seen.push(String(error)),
      });
      strategy.addHandler(
        topic,
        ({ records }: { records: RawRecord[] }) => {
          seen.push(...records.map(({ value }) => String(value)));
          return Promise.resolve();
        },
        true,
      );
      strategy.listen(() => undefined);
      const producer = createProducer({ ...cluster, clientId: 'spec', log: quiet });
      const written: string[] = [];
      for (const end = performance.now() + 45_000; performance.now() < end;) {
        const values = Array.from({ length: 20 }, (_, i) => `v${written.length + i}`);
        written.push(...values);
        await producer.send(
          topic,
          values.map((value) => ({ key: value, value })),
        );
      }
      await until('all of it is read', () => Promise.resolve(seen.length >= written.length));
      await producer.disconnect();
      await strategy.close();
      const inOrder = (values: string[]): string[] => [...values].sort();
      expect(inOrder(seen)).toEqual(inOrder(written));
    },
  );
});
