import { topicOnRecord } from '#contract';
import { compareIdentity } from '#kafka';
import { openGaps, topicRowOf, type Sql } from '#store';
import type { Source } from './source.js';

/** A topic whose messages can be held against the log, by its name there. */
interface ReadTopic {
  readonly topic: string;
  readonly onRecord: string;
}

/** The input topics by the names under which they are, or were, read. */
export interface TopicsOnRecord {
  /** The ones that can be read from the beginning again. */
  readonly toRead: readonly ReadTopic[];
  readonly names: ReadonlySet<string>;
  /** In whose place two people have put another topic. */
  readonly closed: ReadonlySet<string>;
}

/**
 * The input topics that are still the ones which were read. Of another topic under the same name nothing can be told;
 * that is a violation until two people have decided how to read on.
 */
export async function topicsOnRecord({ sql, kafka, topics, report }: Source): Promise<TopicsOnRecord> {
  const toRead: ReadTopic[] = [];
  const { names, closed } = await namesOnRecord(sql);
  for (const topic of [topics.account, topics.product, topics.marketing]) {
    const row = await topicRowOf(sql, topic);
    const incarnation = row?.incarnation ?? 1;
    const onRecord = topicOnRecord(topic, incarnation);
    names.add(onRecord);
    if (row === undefined) {
      toRead.push({ topic, onRecord });
      continue;
    }
    const at = { table: 'topic_incarnation', row: { topic, incarnation } };
    const verdict = compareIdentity(topic, { ...row, stop: null, partitions: new Map() }, await kafka.identity(topic));
    if (verdict.kind === 'STOP') await report.violation('I1', { kind: 'TOPIC_STOPPED', topic, ...verdict.stop, ...at });
    else if (row.stopReason !== null) {
      const { stopReason: reason, stopDetail: detail } = row;
      await report.violation('I1', { kind: 'TOPIC_STOPPED', topic, reason, detail });
    } else toRead.push({ topic, onRecord });
  }
  return { toRead, names, closed };
}

/** Topics too that are none of the input topics any more may have been read once. */
async function namesOnRecord(sql: Sql): Promise<{ names: Set<string>; closed: Set<string> }> {
  const rows = await sql.query<{ topic: string; incarnation: number; last: number }>(
    'SELECT topic, incarnation, max(incarnation) OVER (PARTITION BY topic) AS last FROM topic_incarnation',
  );
  const nameOf = (row: { topic: string; incarnation: number }): string => topicOnRecord(row.topic, row.incarnation);
  const past = rows.filter(({ incarnation, last }) => incarnation < last);
  return { names: new Set(rows.map(nameOf)), closed: new Set(past.map(nameOf)) };
}

/** Offsets that were never read are violations until somebody has accepted them. @returns how many nobody has */
export async function openGapsNamed({ sql, report }: Pick<Source, 'sql' | 'report'>): Promise<number> {
  const open = await openGaps(sql);
  for (const { topic, partition, fromOffset: from, toOffset: to, kind } of open) {
    await report.violation('I1', { kind: 'GAP', cause: kind, topic, partition, from, to });
  }
  return open.length;
}

/** @returns whether an offset lies in a gap, of whatever kind */
export async function gapFinder(sql: Sql): Promise<(onRecord: string, partition: number, offset: number) => boolean> {
  const rows = await sql.query<{ topic: string; partition: number; from: number; to: number }>(
    'SELECT topic, partition, from_offset AS "from", to_offset AS "to" FROM offset_gap',
  );
  return (onRecord, partition, offset) =>
    rows.some((r) => r.topic === onRecord && r.partition === partition && r.from <= offset && offset < r.to);
}
