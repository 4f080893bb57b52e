import { topicOffsets } from '#kafka';
import type { Config } from '#runtime';
import type { Parts } from '#devstack';
import { createDataSource, withSession } from '#store';
import { isBegun } from './untouched.queries.js';

/** @returns whether nobody has put anything into the database yet, nor onto the topics, where it may wait to be read */
export async function isUntouched(
  databaseUrl: string,
  { brokers, security }: Pick<Parts, 'brokers' | 'security'>,
  { topics }: Pick<Config, 'topics'>,
): Promise<boolean> {
  for (const topic of [topics.account, topics.product, topics.marketing]) {
    const partitions = await topicOffsets({ brokers, security, topic });
    if (partitions.some(({ high }) => high > 0n)) return false;
  }
  const dataSource = createDataSource(databaseUrl, 1, 'scopewatch-start');
  await dataSource.initialize();
  try {
    return !(await withSession(dataSource, ({ sql }) => isBegun(sql)));
  } finally {
    await dataSource.destroy();
  }
}
