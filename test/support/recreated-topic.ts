import { structured, type CloudEvent } from '#contract';
import { topicOffsets } from '#kafka';
import { clientIds, customers, custodyOf, onboarded, promoted, exchangeOf, used } from './events';
import type { KafkaAdmin } from './kafka-admin';
import type { Pipeline } from './pipeline';
import { until } from './until';

const IDS = clientIds('c', 12);
const HEADERS = structured({}).headers;

export const PARTITIONS = 2;

/** How long a topic is that was made again, beside the one that was read. */
export const LENGTHS = ['longer', 'shorter', 'equal'] as const;
export type Length = (typeof LENGTHS)[number];

const BEFORE: readonly CloudEvent[] = [
  ...customers(IDS),
  ...IDS.map((id, i) => used(id, 100 + i, custodyOf(i % 3 === 0 ? 'ETH' : 'BTC'))),
];
const NEW: readonly CloudEvent[] = clientIds('n', 30).map((id) => onboarded(id));
const SAME = BEFORE.filter(({ type }) => /client\.|account\.|segment\./.test(type));

/** What the topic of account events holds the second time: some of it was read before, some is new. */
const SECOND: Readonly<Record<Length, readonly CloudEvent[]>> = {
  longer: [...SAME, ...NEW],
  shorter: NEW.slice(0, 5),
  equal: SAME,
};

const junk = (key: string) => ({ key, value: Buffer.from('no json'), headers: HEADERS });

/** All that is sent before; one message of it can't be taken. */
export async function readOnce(pipeline: Pipeline): Promise<void> {
  await pipeline.sendRaw(pipeline.topics.account, [junk('junk')]);
  await pipeline.send(BEFORE);
  await pipeline.settled();
}

/** Deletes the topic of account events and makes it again, with the same message that can't be taken at its beginning. */
export async function makeAgain(pipeline: Pipeline, admin: KafkaAdmin, length: Length): Promise<void> {
  const { account } = pipeline.topics;
  await admin.remove(account);
  await admin.make(account, PARTITIONS);
  await pipeline.reconnect();
  await pipeline.sendRaw(account, [junk('junk')]);
  await pipeline.send(SECOND[length]);
}

export async function stopOf(
  pipeline: Pipeline,
): Promise<{ topic: string; reason: string; detail: string } | undefined> {
  const [stop] = await pipeline.database.query<{ topic: string; reason: string; detail: string }>(
    'SELECT topic, reason, detail FROM topic_stop',
  );
  return stop;
}

export async function stopped(pipeline: Pipeline, reason: string): Promise<void> {
  await until('the topic is stopped', async () => (await stopOf(pipeline))?.reason === reason);
}

/** The other topics are still read. */
export async function othersGoOn(pipeline: Pipeline, name: string): Promise<void> {
  const [id = ''] = IDS;
  await pipeline.send([promoted(id, 500, exchangeOf('ETH'), name)]);
  const { marketing } = pipeline.topics;
  await handled(pipeline, marketing, marketing);
}

/** @returns when a topic is handled to its end, under its name on record */
export async function handled(pipeline: Pipeline, topic: string, onRecord: string): Promise<void> {
  const ends = await topicOffsets({ brokers: pipeline.brokers, topic });
  await until(`${onRecord} is handled`, async () => {
    const rows = await pipeline.database.query<{ partition: number; next: number }>(
      'SELECT partition, next_offset::float8 AS next FROM kafka_offset WHERE topic = $1',
      [onRecord],
    );
    const next = new Map(rows.map((row) => [row.partition, row.next]));
    return ends.every(({ partition, high }) => (next.get(partition) ?? 0) >= Number(high));
  });
}

/** That the log holds each event once, and each message that could not be taken by its own coordinates. */
export async function expectAllOnce(pipeline: Pipeline, length: Length): Promise<void> {
  const ids = new Set([...BEFORE, ...SECOND[length]].map(({ id }) => id));
  const [counted] = await pipeline.database.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM event WHERE type <> 'marketing.contacted.v1'`,
  );
  expect(counted?.n).toBe([...ids].length);
  const rejections = await pipeline.database.query<{ id: string }>(
    'SELECT rejection_id AS id FROM rejection ORDER BY position',
  );
  const [first, second, ...more] = rejections.map(({ id }) => id);
  expect([second, more]).toEqual([first?.replace(/^(.*)(-\d+-\d+)$/, '$1~2$2'), []]);
}
