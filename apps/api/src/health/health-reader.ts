import type { Static } from '@sinclair/typebox';
import { topicOffsets, type Cluster } from '#kafka';
import type { Sql } from '#store';
import { Database } from '../database.js';
import type { Health } from '../overview/overview.shapes.js';
import { healthOf, type Ends } from './health-of.js';

const ENDS_KEPT_MS = 2_000;
const ENDS_WAIT_MS = 1_500;

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
