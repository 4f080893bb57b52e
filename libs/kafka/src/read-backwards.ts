import { kafkaClient, silent, type Cluster } from './client.js';
import { ClusterView } from './cluster-view.js';
import { explained } from './explain-failure.js';
import type { RawRecord } from './raw-record.js';

export interface ReadBackwardsOptions extends Cluster {
  topic: string;
  /** Records that are looked at, at most, of each partition. */
  recordsMax: number;
}

/**
 * Looks at a topic from its end: in each partition at one record after the other, until one is found. Commits nothing, and
 * is in no group.
 * @returns what was found, of each partition at most one; undefined where there is no such topic
 * @throws KafkaFault where the cluster doesn't say
 */
export function readBackwards<T>(
  { topic, recordsMax, ...cluster }: ReadBackwardsOptions,
  find: (record: RawRecord) => T | null,
): Promise<T[] | undefined> {
  return explained(cluster, { topics: [topic] }, async () => {
    const view = new ClusterView(() => kafkaClient({ ...cluster, clientId: 'read-backwards', log: silent }));
    try {
      if ((await view.describe([topic])).get(topic) === undefined) return undefined;
      const found: T[] = [];
      for (const [partition, { low, high }] of await view.bounds(topic)) {
        const end = high - BigInt(recordsMax);
        for (let offset = high - 1n; offset >= low && offset >= end; offset -= 1n) {
          const record = await view.recordAt(topic, partition, offset);
          const one = record === null ? null : find(record);
          if (one === null) continue;
          found.push(one);
          break;
        }
      }
      return found;
    } finally {
      await view.close();
    }
  });
}
