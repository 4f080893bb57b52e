import { setTimeout as sleep } from 'node:timers/promises';
import { Pipeline } from './support/pipeline';
import { amount } from './support/soak';
import { isInTheMiddle, life } from './support/under-load';
import { until } from './support/until';
import { expectVerified } from './support/verified';

const BY_NOTIFIER = `datname = current_database() AND application_name = 'scopewatch-notifier'`;

describe('a process that is killed under load', () => {
  let pipeline: Pipeline;
  beforeEach(async () => {
    // Small batches make many moments to be killed in.
    pipeline = await Pipeline.open('kills', { batch: 20 });
  });
  afterEach(() => pipeline.close());

  /** Sums of offsets handled, and of changes that wait to be sent. */
  const progress = async (): Promise<{ handled: number; waiting: number }> => {
    const [row] = await pipeline.database.query<{ handled: number; waiting: number }>(
      `SELECT (SELECT coalesce(sum(next_offset), 0)::int FROM kafka_offset) AS handled,
              (SELECT count(*)::int FROM outbox) AS waiting`,
    );
    return row ?? { handled: 0, waiting: 0 };
  };

  const removing = async (): Promise<boolean> => {
    const waiting = await pipeline.database.query(
      `SELECT 1 FROM pg_stat_activity WHERE ${BY_NOTIFIER} AND wait_event_type = 'Lock' AND query LIKE 'DELETE%'`,
    );
    return waiting.length > 0;
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
    expect((await progress()).handled).toBeLessThan(events.length);
    await pipeline.startMonitor();
    await expectVerified(pipeline);
  });

  it('as the notifier between sending and removing tells again, under the same ids', async () => {
    await pipeline.startMonitor();
    await pipeline.send(life('n'));
    for (let kill = 1; kill <= amount(1, 40); kill += 1) {
      await until('something waits to be sent', async () => (await progress()).waiting > 0);
      // Whoever holds this lets the outbox be read, and nothing be removed from it.
      const release = await pipeline.database.hold('LOCK TABLE outbox IN SHARE MODE');
      const notifier = await pipeline.startNotifier();
      await until('what was sent is about to be removed', removing);
      await notifier.end('SIGKILL');
      // The statement that it left behind would be carried out without it.
      await pipeline.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${BY_NOTIFIER}`);
      await release();
    }
    await pipeline.startNotifier();
    await expectVerified(pipeline);
    const told = await pipeline.told('alerts');
    const once = new Map(told.map((change) => [change.id, JSON.stringify(change)]));
    expect(told.length).toBeGreaterThan(once.size);
    expect(told.every((change) => once.get(change.id) === JSON.stringify(change))).toBe(true);
  });

  it.each(amount(['SIGTERM'] as const, ['SIGTERM', 'SIGKILL'] as const))(
    'or told to go by %s, as one of several monitors that come and go, makes them share without loss',
    async (signal) => {
      await pipeline.start();
      let coming = true;
      const comeAndGo = async (): Promise<void> => {
        for (let round = 0; round < amount(1, 30); round += 1) {
          const others = await Promise.all([pipeline.startMonitor(), pipeline.startMonitor()]);
          for (const other of others) await other.end(signal);
        }
        coming = false;
      };
      const load = async (): Promise<void> => {
        for (let part = 0; coming; part += 1) {
          await pipeline.send(life(`r${part}`, 10));
          await sleep(200);
        }
      };
      await Promise.all([comeAndGo(), load()]);
      await expectVerified(pipeline);
    },
  );
});
