import { randomUUID } from 'node:crypto';
import { topicRetention } from './topic-retention.js';
import { ensureTopics } from './topics.js';

const cluster = { brokers: (process.env['KAFKA_BROKERS'] ?? '').split(',') };

describe('how long a topic keeps what it holds', () => {
  const own = randomUUID().slice(0, 8);
  const topics: Record<string, Record<string, string>> = {
    hour: { 'retention.ms': '3600000' },
    ever: { 'retention.ms': '-1' },
    last: { 'cleanup.policy': 'compact', 'retention.ms': '3600000' },
    both: { 'cleanup.policy': 'compact,delete', 'retention.ms': '3600000' },
  };
  const nameOf = (name: string): string => `retention-${name}-${own}`;

  it('is for some time, for ever, or the last of each key', async () => {
    await ensureTopics({
      ...cluster,
      replicationFactor: 1,
      topics: Object.entries(topics).map(([name, configEntries]) => ({
        topic: nameOf(name),
        partitions: 1,
        configEntries,
      })),
    });
    const found = await topicRetention(cluster, [...Object.keys(topics), 'none'].map(nameOf));
    expect(found).toEqual(
      new Map([
        [nameOf('hour'), { compacted: false, keptMs: 3_600_000 }],
        [nameOf('ever'), { compacted: false, keptMs: null }],
        [nameOf('last'), { compacted: true, keptMs: null }],
        [nameOf('both'), { compacted: true, keptMs: 3_600_000 }],
        [nameOf('none'), undefined],
      ]),
    );
  });
});
