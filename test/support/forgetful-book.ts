import type { KnownTopic, TopicBook } from '#kafka';

/** Stands in for the database where nothing is kept of how far topics were read: they are read from their beginning. */
export class ForgetfulBook implements TopicBook {
  private readonly known = new Map<string, KnownTopic>();

  load(topics: readonly string[]): Promise<Map<string, KnownTopic>> {
    return Promise.resolve(new Map([...this.known].filter(([topic]) => topics.includes(topic))));
  }

  bind(topic: string, { clusterId, topicId }: Pick<KnownTopic, 'clusterId' | 'topicId'>): Promise<void> {
    this.known.set(topic, { topic, clusterId, topicId, incarnation: 1, stop: null, partitions: new Map() });
    return Promise.resolve();
  }

  noteStop(): Promise<void> {
    return Promise.resolve();
  }

  noteGap(): Promise<void> {
    return Promise.resolve();
  }
}
