import { topicOffsets } from '#kafka';
import type { Config } from '#runtime';
import type { Parts } from '#devstack';
import { createDataSource, withSession } from '#store';

/** Each a trace of somebody having begun in earnest: facts, or people and receivers that were set up for them. */
const TRACES = [
  'SELECT FROM event',
  'SELECT FROM rejection',
  'SELECT FROM receiver',
  'SELECT FROM api_key',
  'SELECT FROM policy_proposal',
  `SELECT FROM person WHERE person_id <> 'local'`,
];

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
    const [found] = await withSession(dataSource, ({ sql }) =>
      sql.query<{ any: boolean }>(`SELECT ${TRACES.map((trace) => `EXISTS (${trace})`).join(' OR ')} AS any`),
    );
    return found?.any === false;
  } finally {
    await dataSource.destroy();
  }
}
