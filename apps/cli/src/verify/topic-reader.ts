import { lookAtTopic, readTopic, topicOffsets } from '#kafka';
import type { TopicReader } from './source.js';

/** Reads the topics of a cluster. */
export const topicReader = (brokers: readonly string[]): TopicReader => ({
  read: (topic) => readTopic({ brokers: [...brokers], topic }),
  bounds: (topic) =>
    topicOffsets({ brokers: [...brokers], topic }).catch((error: unknown) => {
      if (isUnknownTopic(error)) return null;
      throw error;
    }),
  identity: async (topic) => (await lookAtTopic({ brokers: [...brokers], topic, from: { kind: 'BEGINNING' } }))?.found,
});

const isUnknownTopic = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'type' in error && error.type === 'UNKNOWN_TOPIC_OR_PARTITION';
