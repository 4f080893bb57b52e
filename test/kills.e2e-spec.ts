import { Pipeline } from './support/pipeline';
import { amount } from './support/soak';
import { isInTheMiddle, life } from './support/under-load';
import { until } from './support/until';
import { expectVerified } from './support/verified';

describe('a process that is killed under load', () => {
  let pipeline: Pipeline;
  beforeEach(async () => {
    // Small batches make many moments to be killed in.
    pipeline = await Pipeline.open('kills', { batch: 20 });
  });
  afterEach(() => pipeline.close());

  const handled = async (): Promise<number> => {
    const [row] = await pipeline.database.query<{ n: number }>(
      'SELECT coalesce(sum(next_offset), 0)::int AS n FROM kafka_offset',
    );
    return row?.n ?? 0;
  };

  it('as a monitor in the middle of a batch, again and again, leaves nothing half done', async () => {
    await pipeline.startNotifier();
    const events = life('m');
    await pipeline.send(events);
    for (let kill = 1; kill <= amount(1, 40); kill += 1) {
      // Where to begin is in the database alone, so a group without a past must do; and it waits for no dead member.
      const monitor = await pipeline.startMonitor({ SCOPEWATCH_GROUP: `kills-${kill}-${process.hrtime.bigint()}` });
      await until('a batch is being written', () => isInTheMiddle(pipeline), { everyMs: 1 });
      await monitor.end('SIGKILL');
    }
    // Else the kills came after everything was done, and the test says nothing.
    expect(await handled()).toBeLessThan(events.length);
    await pipeline.startMonitor();
    await expectVerified(pipeline);
  });
});
