import { lookAtTopic, readTopic, topicOffsets, type Cluster } from '#kafka';
import type { TopicReader } from './source.js';

/** Reads the topics of a cluster. */
export const topicReader = (cluster: Cluster): TopicReader => ({
  read: (topic) => readTopic({ ...cluster, topic }),
  bounds: (topic) =>
    topicOffsets({ ...cluster, topic }).catch((error: unknown) => {
      if (isUnknownTopic(error)) return null;
      throw error;
    }),
  identity: async (topic) => (await lookAtTopic({ ...cluster, topic, from: { kind: 'BEGINNING' } }))?.found,
});

const isUnknownTopic = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'type' in error && error.type === 'UNKNOWN_TOPIC_OR_PARTITION';
