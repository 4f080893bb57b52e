import type { Static } from '@sinclair/typebox';
import { readTopicOnRecord } from '#contract';
import { latestHead } from '#log';
import { lastParity, listLag, logDivergence, offsetGaps, outboxBacklog, presentTroubles, type Sql } from '#store';
import { shownDemonstration } from '../overview/demonstration.js';
import type { Health } from '../overview/overview.shapes.js';
import { gapItem, topicItems } from '../topics/topic-items.js';
import {
  countWaitingRejections,
  failingReceivers,
  offsetRows,
  unfinishedFanOuts,
  unsignedSince,
} from './health.queries.js';

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
    head: {
      signedAt: (await latestHead(sql))?.signedAt.toISOString() ?? null,
      unsignedSince: (await unsignedSince(sql))?.toISOString() ?? null,
    },
    parity: await parityOf(sql),
    restored: (await logDivergence(sql))?.detail ?? null,
    failingReceivers: (await failingReceivers(sql)).map((row) => ({ ...row, since: row.since.toISOString() })),
  };
}

/** What the last comparison of the record with the rules found. */
async function parityOf(sql: Sql): Promise<Static<typeof Health>['parity']> {
  const last = await lastParity(sql);
  if (last === undefined) return null;
  const { added, gone, changed, finishedAt } = last;
  return { differences: added + gone + changed, finishedAt: finishedAt?.toISOString() ?? null };
}
