import { topicOnRecord } from '#contract';
import { KafkaFault, lookAtTopic, readBackwards, topicOffsets, type Cluster } from '#kafka';
import { topicRows, type Ends, type Sql } from '#store';

/** What stands at the end of a partition and is no record, such as the mark of a transaction. */
const NO_RECORDS_MAX = 1_000;

/** Up to where input topics hold records now, by their names on record. A topic that isn't there says nothing. */
export async function inputEnds(sql: Sql, cluster: Cluster, topics: readonly string[]): Promise<Ends> {
  const ends: Record<string, Record<string, number>> = {};
  const named = await namesOnRecord(sql);
  for (const topic of topics) {
    const last = await readBackwards({ ...cluster, topic, recordsMax: NO_RECORDS_MAX }, ({ partition, offset }) => ({
      partition,
      end: Number(offset) + 1,
    }));
    ends[named.get(topic) ?? topic] = Object.fromEntries((last ?? []).map(({ partition, end }) => [partition, end]));
  }
  return ends;
}

/** Where a topic that is sent to ends now. */
export async function sentEnds(cluster: Cluster, topics: readonly string[]): Promise<Ends> {
  const ends: Record<string, Record<string, number>> = {};
  for (const topic of topics) {
    const bounds = await topicOffsets({ ...cluster, topic }).catch(nothingThere);
    ends[topic] = Object.fromEntries(bounds.map(({ partition, high }) => [partition, Number(high)]));
  }
  return ends;
}

/** From where input topics were written at or after a time, by their names on record. */
export async function offsetsAt(sql: Sql, cluster: Cluster, topics: readonly string[], at: Date): Promise<Ends> {
  const starts: Record<string, Record<string, number>> = {};
  const named = await namesOnRecord(sql);
  for (const topic of topics) {
    const looked = await lookAtTopic({ ...cluster, topic, from: { kind: 'TIME', ms: at.getTime() } });
    const found = (looked?.starts ?? []).map(({ partition, start }): [number, number] => [partition, start]);
    starts[named.get(topic) ?? topic] = Object.fromEntries(found);
  }
  return starts;
}

async function namesOnRecord(sql: Sql): Promise<Map<string, string>> {
  return new Map((await topicRows(sql)).map(({ topic, incarnation }) => [topic, topicOnRecord(topic, incarnation)]));
}

function nothingThere(error: unknown): [] {
  if (error instanceof KafkaFault && error.kind === 'TOPIC') return [];
  throw error;
}
