import { topicOnRecord } from '#contract';
import { compareIdentity, lookAtTopic } from '#kafka';
import { openGaps, topicRowOf, type Sql } from '#store';
import type { Source } from './source.js';

/** A topic whose messages can be held against the log, by its name there. */
export interface ReadTopic {
  readonly topic: string;
  readonly onRecord: string;
}

/**
 * The input topics that are still the ones which were read. Of another topic under the same name nothing can be told;
 * that is a violation until two people have decided how to read on.
 */
export async function topicsToRead({ sql, brokers, security, topics, report }: Source): Promise<ReadTopic[]> {
  const same: ReadTopic[] = [];
  for (const topic of [topics.account, topics.product, topics.marketing]) {
    const row = await topicRowOf(sql, topic);
    if (row === undefined) {
      same.push({ topic, onRecord: topic });
      continue;
    }
    const looked = await lookAtTopic({ brokers, security, topic, from: { kind: 'BEGINNING' } });
    const known = { ...row, stop: null, partitions: new Map() };
    const verdict = compareIdentity(topic, known, looked?.found);
    if (verdict.kind === 'STOP') await report.violation('I1', { kind: 'TOPIC_STOPPED', topic, ...verdict.stop });
    else if (row.stopReason !== null) {
      const { stopReason: reason, stopDetail: detail } = row;
      await report.violation('I1', { kind: 'TOPIC_STOPPED', topic, reason, detail });
    } else same.push({ topic, onRecord: topicOnRecord(topic, row.incarnation) });
  }
  return same;
}

/** Offsets that were never read are violations until somebody has accepted them. @returns how many there are in all */
export async function gapsAccepted({ sql, report }: Pick<Source, 'sql' | 'report'>): Promise<number> {
  for (const { topic, partition, fromOffset: from, toOffset: to, kind } of await openGaps(sql)) {
    await report.violation('I1', { kind: 'GAP', cause: kind, topic, partition, from, to });
  }
  const [all] = await sql.query<{ n: number }>('SELECT count(*) AS n FROM offset_gap');
  return all?.n ?? 0;
}

/** @returns whether an offset lies in a gap, of whatever kind */
export async function gapFinder(sql: Sql): Promise<(onRecord: string, partition: number, offset: number) => boolean> {
  const rows = await sql.query<{ topic: string; partition: number; from: number; to: number }>(
    'SELECT topic, partition, from_offset AS "from", to_offset AS "to" FROM offset_gap',
  );
  return (onRecord, partition, offset) =>
    rows.some((r) => r.topic === onRecord && r.partition === partition && r.from <= offset && offset < r.to);
}
