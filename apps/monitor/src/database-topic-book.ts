import type { DataSource } from 'typeorm';
import { topicOnRecord } from '#contract';
import type { KnownTopic, OffsetGap, StopReason, TopicBook, TopicIdentity, TopicStop } from '#kafka';
import {
  bindTopic,
  noteGap,
  offsetsOfTopic,
  resumeTopic,
  stopTopic,
  topicRows,
  withSession,
  type Sql,
  type TopicRow,
} from '#store';

/** What the transport has to know and to note of topics, in the database. */
export class DatabaseTopicBook implements TopicBook {
  constructor(private readonly dataSource: DataSource) {}

  load(topics: readonly string[]): Promise<Map<string, KnownTopic>> {
    return withSession(this.dataSource, async ({ sql }) => {
      const known = new Map<string, KnownTopic>();
      for (const row of await topicRows(sql)) {
        if (topics.includes(row.topic)) known.set(row.topic, await knownTopic(sql, row));
      }
      return known;
    });
  }

  async bind(topic: string, identity: TopicIdentity, starts: ReadonlyMap<number, bigint>): Promise<void> {
    const numbers = new Map([...starts].map(([partition, offset]) => [partition, Number(offset)]));
    await withSession(this.dataSource, (session) =>
      session.transaction((tx) => bindTopic(tx, topic, identity, numbers)),
    );
  }

  async noteStop(
    topic: string,
    incarnation: number,
    stop: TopicStop | null,
    found: TopicIdentity | null,
  ): Promise<void> {
    await withSession(this.dataSource, (session) =>
      session.transaction((tx) =>
        stop === null ? resumeTopic(tx, topic, incarnation) : stopTopic(tx, topic, incarnation, stop, found),
      ),
    );
  }

  async noteGap({ topic, partition, from, to }: OffsetGap): Promise<void> {
    const gap = { topic, partition, fromOffset: Number(from), toOffset: Number(to), kind: 'EXPIRED' } as const;
    await withSession(this.dataSource, (session) => session.transaction((tx) => noteGap(tx, gap, null)));
  }
}

async function knownTopic(sql: Sql, row: TopicRow): Promise<KnownTopic> {
  const { topic, incarnation, clusterId, topicId, stopReason, stopDetail } = row;
  const offsets = await offsetsOfTopic(sql, topicOnRecord(topic, incarnation));
  return {
    topic,
    incarnation,
    clusterId,
    topicId,
    stop: stopReason === null ? null : { reason: stopReason as StopReason, detail: stopDetail ?? '' },
    partitions: new Map(
      offsets.map(({ partition, nextOffset, lastRecord }) => [
        partition,
        { next: BigInt(nextOffset), last: lastRecord },
      ]),
    ),
  };
}
