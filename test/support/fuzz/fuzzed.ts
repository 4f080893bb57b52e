import { topicOffsets, type OutgoingMessage } from '#kafka';
import { Pipeline } from '../pipeline';
import { expectVerified } from '../verified';
import { fuzzMessages } from './messages';

const SETTLE_MS = 1_800_000;
const CHUNK = 2_000;
const BATCH = 2_000;

/** What became of what was sent. */
export interface Accounted {
  readonly sent: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/**
 * Sends so many messages of a seed to a pipeline of its own, waits until they are handled, and has the checker hold the log
 * against the topics and everything judged against the log.
 * @throws where a process ended by itself or the checker found a violation
 */
export async function fuzzed(seed: number, count: number): Promise<Accounted> {
  const pipeline = await Pipeline.open(`fuzz-${seed}`, { batch: BATCH });
  try {
    await pipeline.start();
    let chunk = new Map<string, OutgoingMessage[]>();
    const flush = async (): Promise<void> => {
      for (const [topic, messages] of chunk) await pipeline.sendRaw(topic, messages);
      chunk = new Map();
    };
    let sent = 0;
    for (const { topic, message } of fuzzMessages(seed, count)) {
      const name = pipeline.topics[topic];
      chunk.set(name, [...(chunk.get(name) ?? []), message]);
      sent += 1;
      if (sent % CHUNK === 0) await flush();
    }
    await flush();
    await expectVerified(pipeline, SETTLE_MS);
    return { sent, ...(await became(pipeline)) };
  } finally {
    await pipeline.close();
  }
}

/** Counted by where each stood on Kafka; what is on record nowhere is what `verify` knows as the same fact again. */
async function became({ database, cluster, topics }: Pipeline): Promise<Omit<Accounted, 'sent'>> {
  const ends = await Promise.all(
    [topics.account, topics.product, topics.marketing].map((topic) => topicOffsets({ ...cluster, topic })),
  );
  const stood = ends.flat().reduce((sum, { high }) => sum + Number(high), 0);
  const [row] = await database.query<{ accepted: number; rejected: number }>(
    `SELECT (SELECT count(DISTINCT (topic, partition, kafka_offset))::int FROM event) AS accepted,
            (SELECT count(DISTINCT (topic, partition, kafka_offset))::int FROM rejection) AS rejected`,
  );
  const { accepted = 0, rejected = 0 } = row ?? {};
  return { accepted, rejected, duplicates: stood - accepted - rejected };
}
