import { topicOnRecord } from '#contract';
import type { Sql, Tx } from '../database/connection.js';
import { noteGap } from '../projections/offset-gap-table.js';
import { startPartitions, type TopicRow } from '../projections/topic-table.js';

/** A proposal to read another topic under a name, and what was decided. */
export interface TopicRebinding {
  readonly rebindingId: string;
  readonly topic: string;
  /** The one that is read no more. */
  readonly incarnation: number;
  /** `beginning`, an offset, or a time. */
  readonly startFrom: string;
  readonly reason: string;
  readonly clusterId: string | null;
  readonly topicId: string | null;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decision: 'APPROVED' | 'REJECTED' | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** Where a partition of the other topic begins, and where it is read from. */
export interface PartitionStart {
  readonly partition: number;
  readonly low: number;
  readonly start: number;
}

const COLUMNS = `rebinding_id AS "rebindingId", topic, incarnation, start_from AS "startFrom", reason,
  cluster_id AS "clusterId", topic_id AS "topicId", proposed_by AS "proposedBy", proposed_at AS "proposedAt", decision,
  decided_by AS "decidedBy", decided_at AS "decidedAt"`;

/** Those of a topic, the newest first. */
export const rebindingsOf = (sql: Sql, topic: string, limit: number): Promise<TopicRebinding[]> =>
  sql.query(`SELECT ${COLUMNS} FROM topic_rebinding WHERE topic = $1 ORDER BY proposed_at DESC LIMIT $2`, [
    topic,
    limit,
  ]);

/** The one that waits for a decision, held until the transaction ends. */
export async function lockWaitingRebinding(tx: Tx, topic: string): Promise<TopicRebinding | undefined> {
  const [row] = await tx.query<TopicRebinding>(
    `SELECT ${COLUMNS} FROM topic_rebinding WHERE topic = $1 AND decision IS NULL FOR UPDATE`,
    [topic],
  );
  return row;
}

/** @throws a unique violation (code 23505) while another one of this topic waits */
export const addRebinding = (
  tx: Tx,
  r: Omit<TopicRebinding, 'proposedAt' | 'decision' | 'decidedBy' | 'decidedAt'>,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO topic_rebinding (rebinding_id, topic, incarnation, start_from, reason, cluster_id, topic_id, proposed_by,
                                  proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp())`,
    [r.rebindingId, r.topic, r.incarnation, r.startFrom, r.reason, r.clusterId, r.topicId, r.proposedBy],
  );

const decide = (tx: Tx, rebindingId: string, decision: 'APPROVED' | 'REJECTED', by: string): Promise<unknown> =>
  tx.query(
    `UPDATE topic_rebinding SET decision = $2, decided_by = $3, decided_at = clock_timestamp() WHERE rebinding_id = $1`,
    [rebindingId, decision, by],
  );

export const rejectRebinding = (tx: Tx, rebindingId: string, by: string): Promise<unknown> =>
  decide(tx, rebindingId, 'REJECTED', by);

/**
 * The other topic takes the place of the one before: it is read from `starts` on, under a name of its own on record.
 * What lies before them is noted as skipped by decision, and what it no longer holds as expired.
 */
export async function approveRebinding(
  tx: Tx,
  rebinding: TopicRebinding,
  starts: readonly PartitionStart[],
  by: string,
): Promise<void> {
  const { rebindingId, topic, clusterId, topicId, reason } = rebinding;
  await decide(tx, rebindingId, 'APPROVED', by);
  const incarnation = rebinding.incarnation + 1;
  await tx.query(
    `INSERT INTO topic_incarnation (topic, incarnation, cluster_id, topic_id, bound_at, rebinding_id)
     VALUES ($1, $2, $3, $4, clock_timestamp(), $5)`,
    [topic, incarnation, clusterId, topicId, rebindingId],
  );
  await tx.query('UPDATE kafka_offset SET closed = true WHERE topic = $1', [
    topicOnRecord(topic, rebinding.incarnation),
  ]);
  await tx.query('DELETE FROM topic_stop WHERE topic = $1', [topic]);
  const onRecord = topicOnRecord(topic, incarnation);
  // What it held before its first record is gone, wherever it was to be read from; so it is read from there at the earliest.
  const begun = starts.map(({ partition, low, start }) => ({ partition, low, start: Math.max(low, start) }));
  await startPartitions(tx, onRecord, new Map(begun.map(({ partition, start }) => [partition, start])));
  for (const { partition, low, start } of begun) {
    const gap = { topic: onRecord, partition };
    if (low > 0) await noteGap(tx, { ...gap, fromOffset: 0, toOffset: low, kind: 'EXPIRED' }, null);
    if (start > low) {
      await noteGap(tx, { ...gap, fromOffset: low, toOffset: start, kind: 'SKIPPED' }, { by, reason });
    }
  }
}

/** The topic that answers to a name now. */
interface Found {
  readonly clusterId: string | null;
  readonly topicId: string | null;
}

/** Why it can't be proposed to read another topic under a name; `null` where it can. */
export function whyNotProposed(topic: string, row: TopicRow | undefined, found: Found | undefined): string | null {
  if (row === undefined) return `No topic ${topic} was ever read.`;
  if (row.stopReason === null) return `${topic} is read as it is; there is nothing to decide.`;
  if (found === undefined) return `The cluster has no topic ${topic}. Make it first ("scopewatch prepare" does).`;
  return null;
}

/** Why a proposal can't be approved as things are now; `null` where it can. */
export function whyNotApproved(
  { topic, incarnation, clusterId, topicId }: TopicRebinding,
  row: TopicRow | undefined,
  found: Found | undefined,
): string | null {
  const not = whyNotProposed(topic, row, found);
  if (not !== null || row === undefined || found === undefined) return not;
  if (row.incarnation !== incarnation || found.clusterId !== clusterId || found.topicId !== topicId) {
    return `${topic} is yet another topic than the one that was proposed. Turn this down, and propose anew.`;
  }
  return null;
}
