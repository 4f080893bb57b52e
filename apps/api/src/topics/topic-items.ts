import type { Static } from '@sinclair/typebox';
import {
  gapIdOf,
  rebindingsOf,
  topicRows,
  type OffsetGapRow,
  type Sql,
  type TopicRebinding,
  type TopicRow,
} from '#store';
import type { Gap, Topic } from './topics.shapes.js';

type Item = Static<typeof Topic>;

export async function topicItems(sql: Sql): Promise<Item[]> {
  const items: Item[] = [];
  for (const row of await topicRows(sql)) items.push(await topicItem(sql, row));
  return items;
}

export async function topicItem(sql: Sql, row: TopicRow): Promise<Item> {
  const [newest] = await rebindingsOf(sql, row.topic, 1);
  return {
    topic: row.topic,
    incarnation: row.incarnation,
    clusterId: row.clusterId,
    topicId: row.topicId,
    boundAt: row.boundAt.toISOString(),
    state: row.stopReason === null ? 'READ' : 'STOPPED',
    stop: stopOf(row),
    proposal: newest === undefined || newest.decision !== null ? null : proposalOf(newest),
  };
}

function stopOf({ stopReason, stopDetail, foundClusterId, foundTopicId, noticedAt }: TopicRow): Item['stop'] {
  if (stopReason === null || noticedAt === null) return null;
  return {
    // Written by a monitor, from these very words.
    reason: stopReason as NonNullable<Item['stop']>['reason'],
    detail: stopDetail ?? '',
    foundClusterId,
    foundTopicId,
    noticedAt: noticedAt.toISOString(),
  };
}

const proposalOf = ({
  rebindingId,
  startFrom,
  reason,
  clusterId,
  topicId,
  proposedBy,
  proposedAt,
}: TopicRebinding) => ({
  rebindingId,
  from: startFrom,
  reason,
  clusterId,
  topicId,
  proposedBy,
  proposedAt: proposedAt.toISOString(),
});

export const gapItem = (row: OffsetGapRow): Static<typeof Gap> => ({
  gapId: gapIdOf(row),
  topic: row.topic,
  partition: row.partition,
  from: row.fromOffset,
  to: row.toOffset,
  kind: row.kind,
  recordedAt: row.recordedAt.toISOString(),
  acceptedBy: row.acceptedBy,
  acceptedAt: row.acceptedAt?.toISOString() ?? null,
  reason: row.reason,
});
