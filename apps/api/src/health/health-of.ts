import type { Static } from '@sinclair/typebox';
import { readTopicOnRecord } from '#contract';
import { listLag, offsetGaps, outboxBacklog, presentTroubles, type Sql } from '#store';
import { shownDemonstration } from '../overview/demonstration.js';
import type { Health } from '../overview/overview.shapes.js';
import { gapItem, topicItems } from '../topics/topic-items.js';
import { countWaitingRejections, offsetRows, unfinishedFanOuts } from './health.queries.js';

/** Where each partition (`topic/number`) ends, as far as the broker says so in time. */
export type Ends = ReadonlyMap<string, number>;

export async function healthOf(sql: Sql, ends: Ends): Promise<Static<typeof Health>> {
  const offsets = await offsetRows(sql);
  const handled = new Map(
    offsets.map(({ topic, partition, next }) => [`${readTopicOnRecord(topic).topic}/${partition}`, next]),
  );
  const topics = await topicItems(sql);
  // Where another topic answers to the name, its end says nothing of the one that was read.
  const stopped = new Set(topics.filter(({ state }) => state === 'STOPPED').map(({ topic }) => topic));
  const places = [...new Set([...handled.keys(), ...ends.keys()])].sort();
  const fanOuts = await unfinishedFanOuts(sql);
  return {
    demonstration: await shownDemonstration(sql),
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
    alertList: await listLag(sql),
    trouble: (await presentTroubles(sql)).map(({ since, nextAttemptAt, ...trouble }) => ({
      ...trouble,
      since: since.toISOString(),
      nextAttemptAt: nextAttemptAt.toISOString(),
    })),
    rejectionsWaiting: await countWaitingRejections(sql),
    fanOuts: fanOuts.map((f) => ({ ...f, recordedAt: f.recordedAt.toISOString() })),
  };
}
