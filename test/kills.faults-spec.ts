import { setTimeout as sleep } from 'node:timers/promises';
import type { PolicyPack } from '#domain';
import { policy } from './support/desk';
import { clientIds, customers, exchangeOf, promoted } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { amount } from './support/soak';
import { isInTheMiddle, life } from './support/under-load';
import { until } from './support/until';
import { expectVerified } from './support/verified';

const APPROVER = { roles: ['admin', 'approver'] };
const BY_NOTIFIER = `datname = current_database() AND application_name = 'scopewatch-notifier'`;

describe('a process that is killed under load', () => {
  let pipeline: Pipeline;
  beforeEach(async () => {
    // Small batches make many moments to be killed in.
    pipeline = await Pipeline.open('kills-at-length', { batch: 20 });
  });
  afterEach(() => pipeline.close());

  it('as one of two monitors, leaves its share to the other', async () => {
    await pipeline.startNotifier();
    const [first] = await Promise.all([pipeline.startMonitor(), pipeline.startMonitor()]);
    await pipeline.send(life('g'));
    await until('a batch is being written', () => isInTheMiddle(pipeline), { everyMs: 1 });
    await first?.end('SIGKILL');
    await expectVerified(pipeline);
  });

  it('as a monitor that judges everybody by a new pack, leaves the rest of them to the next', async () => {
    await pipeline.startNotifier();
    const [first, { url }] = await Promise.all([
      pipeline.startMonitor({ SCOPEWATCH_BATCH: '500' }),
      pipeline.startApi(),
    ]);
    // More than are judged in one transaction.
    const ids = clientIds('p', 1_200);
    await pipeline.send([...customers(ids), ...ids.map((id, i) => promoted(id, 500_000 + i, exchangeOf('ETH')))]);
    await pipeline.settled();
    await approve(url, {
      ...policy.pack,
      version: 'short',
      severities: { ...policy.pack.severities, BREACH_61_2: 'high' },
    });
    await until('some were judged again', async () => (await judgedAgain()) > 0, { everyMs: 1 });
    await first.end('SIGKILL');
    expect(await judgedAgain()).toBeLessThan(ids.length);
    await pipeline.startMonitor();
    await expectVerified(pipeline);
    const [policyFacts] = await pipeline.database.query<{ n: number; clients: number }>(
      `SELECT count(*)::int AS n, count(DISTINCT client_id)::int AS clients FROM alert_fact WHERE cause = 'POLICY'`,
    );
    expect(policyFacts).toEqual({ n: ids.length, clients: ids.length });
  });

  /** Proposed by one, tried on all history, approved by another. */
  const approve = async (url: string, pack: PolicyPack): Promise<void> => {
    const people = await People.open(pipeline.database.appUrl, url);
    const [ann, bob] = [await people.signIn('ann', APPROVER), await people.signIn('bob', APPROVER)];
    expect((await ann.post('/v1/policies', { pack, reason: 'Too grave.' })).status).toBe(201);
    const proposal = `/v1/policies/${pack.version}/proposal`;
    await until('it is tried', async () => {
      const { body } = await ann.get<{ backtest: { status: string } }>(proposal);
      return body.backtest.status === 'DONE';
    });
    expect((await bob.post(`/v1/policies/${pack.version}/approve`, {})).status).toBe(200);
    await people.close();
  };

  const judgedAgain = async (): Promise<number> => {
    const [row] = await pipeline.database.query<{ n: number }>(
      `SELECT coalesce(sum(judged), 0)::int AS n FROM fan_out WHERE cause = 'POLICY'`,
    );
    return row?.n ?? 0;
  };

  const removing = async (): Promise<boolean> => {
    const waiting = await pipeline.database.query(
      `SELECT 1 FROM pg_stat_activity WHERE ${BY_NOTIFIER} AND wait_event_type = 'Lock' AND query LIKE 'DELETE%'`,
    );
    return waiting.length > 0;
  };

  const waiting = async (): Promise<number> => {
    const [row] = await pipeline.database.query<{ n: number }>('SELECT count(*)::int AS n FROM outbox');
    return row?.n ?? 0;
  };

  it('as the notifier between sending and removing tells again, under the same ids', async () => {
    await pipeline.startMonitor();
    await pipeline.send(life('n'));
    for (let kill = 1; kill <= amount(1, 40); kill += 1) {
      await until('something waits to be sent', async () => (await waiting()) > 0);
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
    const sent = await pipeline.sent('alerts');
    const once = new Map(sent.map((change) => [change.id, JSON.stringify(change)]));
    expect(sent.length).toBeGreaterThan(once.size);
    expect(sent.every((change) => once.get(change.id) === JSON.stringify(change))).toBe(true);
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
