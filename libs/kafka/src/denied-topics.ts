import type { Kafka } from 'kafkajs';
import { withAdmin } from './offset-bounds.js';

/** @returns those of `topics` that Kafka doesn't let us see; asked one by one, since a refusal of several names none */
export function deniedTopics(kafka: Kafka, topics: readonly string[]): Promise<string[]> {
  return withAdmin(kafka, async (admin) => {
    const denied: string[] = [];
    for (const topic of topics) {
      await admin.fetchTopicMetadata({ topics: [topic] }).catch((error: unknown) => {
        if (isDenial(error)) denied.push(topic);
      });
    }
    return denied;
  });
}

export function isDenial(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('type' in error && error.type === 'TOPIC_AUTHORIZATION_FAILED') return true;
  return 'cause' in error && isDenial(error.cause);
}
