import { CLUSTER_DEFAULT, ensureTopics, type Cluster } from '#kafka';
import type { Config } from '#runtime';
import type { Parts, Reporter } from '#devstack';

/** Topics are the record of what came in: kept for ever, and large enough for what must not be lost. */
export async function createTopics(
  parts: Required<Cluster> & { readonly origin: Pick<Parts['origin'], 'kafka'> },
  config: Config,
  print: Reporter,
): Promise<void> {
  const { topics, partitions, maxMessageBytes, kafka } = config;
  const topic = (
    name: string,
    bytesMax: number,
  ): { topic: string; partitions: number; configEntries: Record<string, string> } => ({
    topic: name,
    partitions,
    configEntries: { 'retention.ms': '-1', 'retention.bytes': '-1', 'max.message.bytes': String(bytesMax) },
  });
  const created = await ensureTopics({
    brokers: parts.brokers,
    security: parts.security,
    topics: [
      topic(topics.account, maxMessageBytes),
      topic(topics.product, maxMessageBytes),
      topic(topics.marketing, maxMessageBytes),
      topic(topics.alerts, maxMessageBytes),
      // Carries refused messages whole, with what is said about them.
      topic(topics.rejections, 2 * maxMessageBytes),
      topic(topics.checkpoints, maxMessageBytes),
      topic(topics.erasures, maxMessageBytes),
    ],
    replicationFactor: parts.origin.kafka === 'environment' ? (kafka.replicationFactor ?? CLUSTER_DEFAULT) : 1,
  });
  if (created.length > 0) print.info(`Created the topics ${created.join(', ')}.`);
}
