import { topicOnRecord } from '#contract';
import type { Sql, Tx } from '../database/connection.js';

/** A topic as it is read now under its name, and why it isn't where that was stopped. */
export interface TopicRow {
  readonly topic: string;
  readonly incarnation: number;
  readonly clusterId: string | null;
  readonly topicId: string | null;
  readonly boundAt: Date;
  readonly stopReason: string | null;
  readonly stopDetail: string | null;
  readonly foundClusterId: string | null;
  readonly foundTopicId: string | null;
  readonly noticedAt: Date | null;
}

const SELECT = `SELECT i.topic, i.incarnation, i.cluster_id AS "clusterId", i.topic_id AS "topicId", i.bound_at AS "boundAt",
         s.reason AS "stopReason", s.detail AS "stopDetail", s.found_cluster_id AS "foundClusterId",
         s.found_topic_id AS "foundTopicId", s.noticed_at AS "noticedAt"
    FROM (SELECT DISTINCT ON (topic) * FROM topic_incarnation ORDER BY topic, incarnation DESC) i
    LEFT JOIN topic_stop s USING (topic, incarnation)`;

/** All topics that are or were read, by name. */
export const topicRows = (sql: Sql): Promise<TopicRow[]> => sql.query(`${SELECT} ORDER BY i.topic`);

export async function topicRowOf(sql: Sql, topic: string): Promise<TopicRow | undefined> {
  const [row] = await sql.query<TopicRow>(`${SELECT} WHERE i.topic = $1`, [topic]);
  return row;
}

/** How far the partitions of a topic on record are handled, with the digest of the last record. */
export const offsetsOfTopic = (
  sql: Sql,
  onRecord: string,
): Promise<{ partition: number; nextOffset: number; lastRecord: Buffer | null }[]> =>
  sql.query(
    `SELECT partition, next_offset AS "nextOffset",
            CASE WHEN last_offset = next_offset - 1 THEN last_record END AS "lastRecord" FROM kafka_offset
      WHERE topic = $1 ORDER BY partition`,
    [onRecord],
  );

interface Identity {
  readonly clusterId: string | null;
  readonly topicId: string | null;
}

/** From now on it has to be this topic. What another process has noted of it already stays as it is. */
export async function bindTopic(
  tx: Tx,
  topic: string,
  { clusterId, topicId }: Identity,
  starts: ReadonlyMap<number, number>,
): Promise<void> {
  await tx.query(
    `INSERT INTO topic_incarnation (topic, incarnation, cluster_id, topic_id, bound_at)
     VALUES ($1, 1, $2, $3, clock_timestamp()) ON CONFLICT (topic, incarnation) DO NOTHING`,
    [topic, clusterId, topicId],
  );
  const row = await topicRowOf(tx, topic);
  if (row === undefined) throw new Error(`${topic} was bound a moment ago, but is not on record.`);
  if (row.clusterId === null && row.topicId === null && (clusterId !== null || topicId !== null)) {
    await tx.query(
      'UPDATE topic_incarnation SET cluster_id = $3, topic_id = $4 WHERE topic = $1 AND incarnation = $2',
      [topic, row.incarnation, clusterId, topicId],
    );
  }
  await startPartitions(tx, topicOnRecord(topic, row.incarnation), starts);
}

/** Where partitions are read from that were not read yet. */
export const startPartitions = (tx: Tx, onRecord: string, starts: ReadonlyMap<number, number>): Promise<unknown> =>
  tx.query(
    `INSERT INTO kafka_offset (topic, partition, next_offset)
     SELECT $1, partition, next FROM unnest($2::int[], $3::bigint[]) AS s (partition, next)
     ON CONFLICT (topic, partition) DO NOTHING`,
    [onRecord, [...starts.keys()], [...starts.values()]],
  );

export const stopTopic = (
  tx: Tx,
  topic: string,
  incarnation: number,
  stop: { readonly reason: string; readonly detail: string },
  found: Identity | null,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO topic_stop (topic, incarnation, reason, detail, found_cluster_id, found_topic_id, noticed_at)
     VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp())
     ON CONFLICT (topic) DO UPDATE SET incarnation = EXCLUDED.incarnation, reason = EXCLUDED.reason,
       detail = EXCLUDED.detail, found_cluster_id = EXCLUDED.found_cluster_id,
       found_topic_id = EXCLUDED.found_topic_id, noticed_at = EXCLUDED.noticed_at`,
    [topic, incarnation, stop.reason, stop.detail, found?.clusterId ?? null, found?.topicId ?? null],
  );

export const resumeTopic = (tx: Tx, topic: string, incarnation: number): Promise<unknown> =>
  tx.query('DELETE FROM topic_stop WHERE topic = $1 AND incarnation = $2', [topic, incarnation]);
