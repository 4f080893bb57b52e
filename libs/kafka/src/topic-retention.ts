import { ConfigResourceTypes } from 'kafkajs';
import { kafkaClient, silent, type Cluster } from './client.js';
import { explained } from './explain-failure.js';
import { withAdmin } from './offset-bounds.js';

/** How long a topic keeps what was sent to it. */
export interface TopicRetention {
  /** Whether of each key only the last message stays, in the end. */
  readonly compacted: boolean;
  /** Milliseconds; `null`: for ever. */
  readonly keptMs: number | null;
}

/**
 * Asks the cluster how long topics keep what they hold.
 * @returns `undefined` for a topic that isn't there
 * @throws KafkaFault when the cluster can't be asked, or doesn't say it to us
 */
export async function topicRetention(
  cluster: Cluster,
  topics: readonly string[],
): Promise<Map<string, TopicRetention | undefined>> {
  const kafka = kafkaClient({ ...cluster, clientId: 'topic-retention', log: silent });
  return explained(cluster, { topics: [...topics] }, () =>
    withAdmin(kafka, async (admin) => {
      const there = new Set(await admin.listTopics());
      const wanted = topics.filter((topic) => there.has(topic));
      const found = new Map<string, TopicRetention | undefined>(topics.map((topic) => [topic, undefined]));
      if (wanted.length === 0) return found;
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: wanted.map((name) => ({
          type: ConfigResourceTypes.TOPIC,
          name,
          configNames: ['cleanup.policy', 'retention.ms'],
        })),
      });
      for (const { resourceName, configEntries } of resources) {
        const valueOf = (name: string): string => configEntries.find((e) => e.configName === name)?.configValue ?? '';
        const policies = valueOf('cleanup.policy').split(',');
        const ms = Number(valueOf('retention.ms'));
        const isDeleted = policies.includes('delete') && ms >= 0;
        found.set(resourceName, { compacted: policies.includes('compact'), keptMs: isDeleted ? ms : null });
      }
      return found;
    }),
  );
}
