import { KafkaAdmin } from './support/kafka-admin';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import {
  expectAllOnce,
  handled,
  LENGTHS,
  makeAgain,
  othersGoOn,
  PARTITIONS,
  readOnce,
  stopped,
} from './support/recreated-topic';
import { until } from './support/until';
import { expectVerified } from './support/verified';

const cells = LENGTHS.flatMap((length) => (['running', 'stopped'] as const).map((reader) => [length, reader] as const));

describe('a topic that was deleted and made again', () => {
  it.each(cells)('%s, with the monitor %s, is not read before two people have decided', async (length, reader) => {
    const pipeline = await Pipeline.open(`recreated-${length}-${reader}`, { partitions: PARTITIONS });
    const admin = await KafkaAdmin.open(pipeline.brokers);
    const { account } = pipeline.topics;
    const [monitor] = await Promise.all([pipeline.startMonitor(), pipeline.startNotifier()]);
    const people = await People.open(pipeline.database.appUrl, 'http://nowhere');
    for (const name of ['ada', 'bob']) await people.link(name, { roles: ['approver'] });
    await readOnce(pipeline);
    if (reader === 'stopped') await monitor.end('SIGTERM');
    await makeAgain(pipeline, admin, length);
    if (reader === 'stopped') await pipeline.startMonitor();
    await stopped(pipeline, 'RECREATED');
    await othersGoOn(pipeline, 'while-stopped');
    const [before] = await pipeline.database.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM event WHERE topic = $1',
      [`${account}~2`],
    );
    expect(before?.n).toBe(0);
    expect((await pipeline.scopewatch('topics', 'rebind', account, '--from', 'beginning', '--as', 'ada')).code).toBe(0);
    expect((await pipeline.scopewatch('topics', 'approve', account, '--as', 'bob')).code).toBe(0);
    await handled(pipeline, account, `${account}~2`);
    await expectAllOnce(pipeline, length);
    await until('all is told', async () => (await pipeline.database.query('SELECT FROM outbox')).length === 0);
    await expectVerified(pipeline);
    await people.close();
    await admin.close();
    await pipeline.close();
  });
});
