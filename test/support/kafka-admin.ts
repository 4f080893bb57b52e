import { Kafka, logLevel, type Admin } from 'kafkajs';
import { ensureTopics, topicOffsets } from '#kafka';
import { until } from './until';

/** What a test does to topics behind Scopewatch's back. */
export class KafkaAdmin {
  private constructor(
    private readonly brokers: string[],
    private readonly admin: Admin,
  ) {}

  static async open(brokers: readonly string[]): Promise<KafkaAdmin> {
    const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    return new KafkaAdmin([...brokers], admin);
  }

  /** @returns when it is gone */
  async remove(topic: string): Promise<void> {
    await this.admin.deleteTopics({ topics: [topic] });
    await until(`${topic} is gone`, async () => !(await this.admin.listTopics()).includes(topic));
  }

  async make(topic: string, partitions: number): Promise<void> {
    const configEntries = { 'max.message.bytes': String(20 * 1024 * 1024) };
    await ensureTopics({ brokers: this.brokers, replicationFactor: 1, topics: [{ topic, partitions, configEntries }] });
  }

  /** Has all records of a topic expire. */
  async expireAll(topic: string): Promise<void> {
    const ends = await topicOffsets({ brokers: this.brokers, topic });
    // Only then does kafkajs know who leads the partitions.
    await this.admin.fetchTopicOffsets(topic);
    const partitions = ends.map(({ partition, high }) => ({ partition, offset: String(high) }));
    await this.admin.deleteTopicRecords({ topic, partitions });
  }

  close(): Promise<void> {
    return this.admin.disconnect();
  }
}
