import type { Static } from '@sinclair/typebox';
import { topicOffsets, type Cluster } from '#kafka';
import { readTopicOnRecord } from '#contract';
import { offsetGaps, outboxBacklog, presentTroubles, type Sql } from '#store';
import { Database } from '../database.js';
import type { Health } from '../overview/overview.shapes.js';
import { gapItem, topicItems } from '../topics/topic-items.js';

const ENDS_KEPT_MS = 2_000;
const ENDS_WAIT_MS = 1_500;

/** Where each topic ends, as far as the broker says so in time. */
type Ends = ReadonlyMap<string, number>;

/** How far the log has come. The broker is asked at most every other second, however many ask us. */
export class HealthReader {
  private ends: { readonly at: number; readonly read: Promise<Ends> } | null = null;

  constructor(
    private readonly database: Database,
    private readonly cluster: Cluster,
    private readonly topics: readonly string[],
  ) {}

  async read(): Promise<Static<typeof Health>> {
    const ends = await this.topicEnds();
    return this.database.read((sql) => healthOf(sql, ends));
  }

  /** Messages on the topics that are not in the log yet; 0 where the broker doesn't answer. */
  async lag(sql: Sql): Promise<number> {
    const { partitions } = await healthOf(sql, await this.topicEnds());
    return partitions.reduce((sum, { lag }) => sum + (lag ?? 0), 0);
  }

  private topicEnds(): Promise<Ends> {
    const now = performance.now();
    if (this.ends === null || now - this.ends.at > ENDS_KEPT_MS) this.ends = { at: now, read: this.askBroker() };
    return this.ends.read;
  }

  private async askBroker(): Promise<Ends> {
    const ask = async (): Promise<Ends> => {
      const ends = new Map<string, number>();
      for (const topic of this.topics) {
        for (const { partition, high } of await topicOffsets({ ...this.cluster, topic })) {
          ends.set(`${topic}/${partition}`, Number(high));
        }
      }
      return ends;
    };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Ends>((resolve) => {
      timer = setTimeout(() => resolve(new Map()), ENDS_WAIT_MS);
    });
    return Promise.race([ask().catch(() => new Map<string, number>()), late]).finally(() => clearTimeout(timer));
  }
}

async function healthOf(sql: Sql, ends: Ends): Promise<Static<typeof Health>> {
  const offsets = await sql.query<{ topic: string; partition: number; next: number }>(
    'SELECT topic, partition, next_offset AS next FROM kafka_offset WHERE NOT closed',
  );
  const handled = new Map(
    offsets.map(({ topic, partition, next }) => [`${readTopicOnRecord(topic).topic}/${partition}`, next]),
  );
  const topics = await topicItems(sql);
  // Where another topic answers to the name, its end says nothing of the one that was read.
  const stopped = new Set(topics.filter(({ state }) => state === 'STOPPED').map(({ topic }) => topic));
  const places = [...new Set([...handled.keys(), ...ends.keys()])].sort();
  const fanOuts = await sql.query<{
    position: number;
    cause: string;
    recordedAt: Date;
    judged: number;
    incidentId: string | null;
  }>(
    `SELECT position, cause, recorded_at AS "recordedAt", judged, incident_id AS "incidentId" FROM fan_out
      WHERE finished_at IS NULL ORDER BY position LIMIT 100`,
  );
  const [waiting] = await sql.query<{ n: number }>(
    `SELECT count(*) AS n FROM rejection_standing WHERE standing IN ('WAITING', 'PROPOSED')`,
  );
  return {
    partitions: places.map((place) => {
      const [topic = '', partition] = place.split('/');
      const next = handled.get(place) ?? 0;
      const end = stopped.has(topic) ? null : (ends.get(place) ?? null);
      return {
        topic,
        partition: Number(partition),
        handled: next,
        end,
        lag: end === null ? null : Math.max(0, end - next),
      };
    }),
    topics,
    gaps: (await offsetGaps(sql, 100)).map(gapItem),
    outbox: await outboxBacklog(sql),
    trouble: (await presentTroubles(sql)).map(({ since, nextAttemptAt, ...trouble }) => ({
      ...trouble,
      since: since.toISOString(),
      nextAttemptAt: nextAttemptAt.toISOString(),
    })),
    rejectionsWaiting: waiting?.n ?? 0,
    fanOuts: fanOuts.map((f) => ({ ...f, recordedAt: f.recordedAt.toISOString() })),
  };
}
