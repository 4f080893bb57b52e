import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#store';
import type { Child } from './support/child';
import { createTestDatabase, type TestDatabase } from './support/database';
import { policy } from './support/desk';
import { clientIds, customers, exchangeOf, promoted } from './support/events';
import { Pipeline } from './support/pipeline';
import { Pooler } from './support/pooler';
import { life } from './support/under-load';
import { until } from './support/until';
import { expectVerified } from './support/verified';

const log = { info: () => undefined, warn: () => undefined };

if (!Pooler.installed) process.stderr.write(`${Pooler.missing}\n`);
const through = Pooler.installed ? describe : describe.skip;

through('by way of PgBouncer in transaction mode', () => {
  let database: TestDatabase;
  let pooler: Pooler;
  let pipeline: Pipeline;
  beforeEach(async () => {
    database = await createTestDatabase('pooler');
    pooler = await Pooler.start([database.ownerUrl, database.appUrl]);
    pipeline = await Pipeline.open('pooler', { batch: 50, through: (url) => pooler.through(url) }, database);
  });
  afterEach(async () => {
    await pipeline.close();
    await pooler.close();
  });

  /** The process that leads, and the others; told by the table of leases. */
  const leader = async (children: readonly { child: Child; pid: number }[]) => {
    const [row] = await database.query<{ holder: string }>(
      `SELECT holder FROM lease WHERE name = 'sender' AND ends_at > clock_timestamp()`,
    );
    const leading = children.filter(({ pid }) => row?.holder.includes(`:${pid}:`) === true);
    return leading.length === 1 ? leading[0] : undefined;
  };
  const notifiers = async () => {
    const children = await Promise.all([pipeline.startNotifier(), pipeline.startNotifier()]);
    return children.map((child) => ({ child, pid: child.pid }));
  };
  const lease = async () =>
    (
      await database.query<{ epoch: string; holder: string }>(`SELECT epoch, holder FROM lease WHERE name = 'sender'`)
    )[0];

  it('a database is prepared, by several at once too, and nothing of that stays in its sessions', async () => {
    const again = { databaseUrl: pooler.through(database.ownerUrl), log, role: 'scopewatch_app', appPassword: 'x' };
    await Promise.all([migrate(again), migrate(again), migrate(again)]);
    expect(await database.query(`SELECT FROM pg_locks WHERE locktype = 'advisory'`)).toEqual([]);
  });

  it('everything works: ingest, fan-outs, sending, backtest, rebuild, verify', async () => {
    await pipeline.startMonitor();
    await pipeline.startMonitor();
    await notifiers();
    await pipeline.startApi();
    await pipeline.send(life('p', 40));
    await expectVerified(pipeline);
    const rebuilt = await pipeline.scopewatch('rebuild', '--compare-only');
    expect({ code: rebuilt.code, said: rebuilt.stderr }).toMatchObject({
      code: 0,
      said: expect.stringMatching(/nothing differs/) as string,
    });
    const pack = join(mkdtempSync(join(tmpdir(), 'pack-')), 'pack.json');
    writeFileSync(pack, JSON.stringify({ ...policy.pack, version: 'other' }));
    const tried = await pipeline.scopewatch('backtest', '--policy', pack);
    expect({ code: tried.code, said: tried.stderr }).toMatchObject({
      code: 0,
      said: expect.stringMatching(/ 0 added, 0 gone/) as string,
    });
    const linked = await pipeline.scopewatch('link');
    expect(linked.stdout).toMatch(/\/login\?token=/);
    const sessions = await database.query(
      `SELECT FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE datname = current_database() AND locktype = 'advisory' AND state = 'idle'`,
    );
    expect(sessions).toEqual([]);
  });

  it('of two notifiers exactly one leads; one that stood still and goes on sends and writes nothing', async () => {
    await pipeline.startMonitor();
    const both = await notifiers();
    const first = await until('one leads', () => leader(both));
    const ids = clientIds('s', 200);
    await pipeline.send([...customers(ids), ...ids.map((id, i) => promoted(id, 50_000 + i, exchangeOf('ETH')))]);
    // Between two rounds: what is in the hands of the network when a process stops can't be taken back.
    await pipeline.settled();
    first.child.signal('SIGSTOP');
    const second = await until('the other leads', async () => {
      const now = await leader(both);
      return now !== undefined && now !== first ? now : undefined;
    });
    const before = await lease();
    const more = clientIds('t', 50);
    await pipeline.send([...customers(more), ...more.map((id, i) => promoted(id, 60_000 + i, exchangeOf('ETH')))]);
    await pipeline.settled();
    first.child.signal('SIGCONT');
    await expectVerified(pipeline);
    expect(await lease()).toEqual(before);
    expect(await leader(both)).toBe(second);
  });
});
