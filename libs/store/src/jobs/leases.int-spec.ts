import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { until } from '../../../../test/support/until.js';
import { createDataSource, Session, withSession } from '../database/connection.js';
import { LEASE_MS, LeaseLost } from './lease-table.js';
import { LeaderLoop, type LeaderParts, type Round, type Term } from './leader-loop.js';
import { Leases } from './leases.js';

const quiet = { info: () => undefined, warn: () => undefined } as unknown as LeaderParts['log'];

/** Counts its rounds in the database, and holds on in the middle of one when told to. */
class Counter extends LeaderLoop {
  rounds = 0;
  term: Term | undefined;
  gate: Promise<void> = Promise.resolve();

  constructor(
    parts: LeaderParts,
    private readonly name: string,
  ) {
    super(parts, 'sender', 'interrupted');
  }

  protected begin(term: Term): Round {
    this.term = term;
    return async () => {
      await this.gate;
      await term.session.transaction((tx) => tx.query('INSERT INTO written (name) VALUES ($1)', [this.name]));
      this.rounds += 1;
      return 5;
    };
  }
}

describe('a lease', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  const opened: Leases[] = [];
  beforeAll(async () => {
    database = await createTestDatabase('leases');
    await database.query(`CREATE TABLE written (name text, at timestamptz DEFAULT clock_timestamp())`);
    await database.query('GRANT INSERT ON written TO PUBLIC');
    dataSource = createDataSource(database.appUrl, 12, 'scopewatch-test-leases');
    await dataSource.initialize();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((leases) => leases.close()));
    await database.query('TRUNCATE lease, written');
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const process = (holder?: string): Leases => {
    const leases = new Leases(database.appUrl, 'scopewatch-test', holder);
    opened.push(leases);
    return leases;
  };
  const loop = (name: string): Counter => new Counter({ dataSource, leases: process(), log: quiet }, name);
  /** As if the holder had stood still for longer than its lease. */
  const end = (name = 'sender'): Promise<unknown> =>
    database.query(`UPDATE lease SET ends_at = clock_timestamp() WHERE name = $1`, [name]);
  const take = async (leases: Leases) => {
    const lease = await leases.take('sender');
    if (lease === undefined) throw new Error('Somebody else holds it.');
    return lease;
  };

  it('has one holder at a time, and the next as soon as it is given back, under a later epoch', async () => {
    const [a, b] = [process(), process()];
    const first = await take(a);
    expect(await b.take('sender')).toBeUndefined();
    await first.release();
    const second = await take(b);
    expect([first.epoch, second.epoch]).toEqual([1, 2]);
  });

  it('is taken by one only, however many ask for it at once', async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, () => process().take('sender')));
    expect(asked.filter((lease) => lease !== undefined)).toHaveLength(1);
    await end();
    const again = await Promise.all(opened.map((leases) => leases.take('sender')));
    expect(again.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  it('lasts on for as long as its holder lives', async () => {
    const lease = await take(process());
    const ends = async () =>
      (await database.query<{ at: Date }>('SELECT ends_at AS at FROM lease'))[0]?.at.getTime() ?? 0;
    const before = await ends();
    await until('it was renewed', async () => (await ends()) > before);
    expect(lease.lost.aborted).toBe(false);
  });

  it('that somebody else has taken lets its former holder write nothing', async () => {
    const lease = await take(process());
    await end();
    await take(process());
    const writing = withSession(
      dataSource,
      (session) => session.transaction((tx) => tx.query(`INSERT INTO written (name) VALUES ('late')`)),
      lease.fence,
    );
    await expect(writing).rejects.toThrow(LeaseLost);
    expect(await database.query('SELECT * FROM written')).toEqual([]);
    await until('it knows', async () => lease.lost.aborted);
    expect(() => lease.requireHeld()).toThrow(LeaseLost);
  });

  it('under which somebody is writing is nobody else’s until that is over, whatever its end says', async () => {
    const [a, b] = [process(), process()];
    const lease = await take(a);
    await end();
    await withSession(
      dataSource,
      (session) => session.transaction(async () => expect(await b.take('sender')).toBeUndefined()),
      lease.fence,
    );
    await end();
    expect(await b.take('sender')).toBeDefined();
  });

  it('is not kept by a transaction in which nothing happens any more', async () => {
    const lease = await take(process());
    const session = await Session.open(dataSource, lease.fence);
    const idle = session.transaction((tx) =>
      tx.query<{ value: string }>(`SELECT current_setting('idle_in_transaction_session_timeout') AS value`),
    );
    expect(await idle).toEqual([{ value: `${LEASE_MS / 1000}s` }]);
    // Of the transaction alone: the next one to use the session has it as it was.
    const [after] = await session.sql.query<{ value: string }>(
      `SELECT current_setting('idle_in_transaction_session_timeout') AS value`,
    );
    expect(after?.value).toBe('0');
    await session.close();
  });

  it('is somebody’s own again at once after a restart', async () => {
    await take(process('host:6162/0'));
    expect(await process('host:6162/1').take('sender')).toBeUndefined();
    expect((await take(process('host:6162/0'))).epoch).toBe(2);
  });

  it('has exactly one loop lead, and another when that one stops', async () => {
    const loops = [loop('a'), loop('b'), loop('c')];
    for (const one of loops) one.start();
    const leading = () => loops.filter(({ state }) => state === 'leading');
    const [first] = await until('one leads', async () => (leading().length > 0 ? leading() : undefined));
    await until('it does rounds', async () => (first?.rounds ?? 0) > 3);
    expect(loops.filter(({ rounds }) => rounds > 0)).toEqual([first]);
    await first?.stop();
    const [second] = await until('another leads', async () => (leading().length > 0 ? leading() : undefined));
    await until('it does rounds too', async () => (second?.rounds ?? 0) > 3);
    await Promise.all(loops.map((one) => one.stop()));
  });

  it('has a loop that stood still in the middle of a round write nothing when it goes on', async () => {
    const [stopped, other] = [loop('stopped'), loop('other')];
    stopped.start();
    await until('it leads', async () => stopped.rounds > 0);
    let goOn = (): void => undefined;
    stopped.gate = new Promise((resolve) => (goOn = resolve));
    const before = stopped.rounds;
    await end();
    other.start();
    await until('the other leads', async () => other.rounds > 0);
    const takenOverAt = (
      await database.query<{ at: Date }>(`SELECT min(at) AS at FROM written WHERE name = 'other'`)
    )[0]?.at;
    goOn();
    await until('it stands by', async () => stopped.state === 'standing by');
    const late = await database.query(`SELECT FROM written WHERE name = 'stopped' AND at > $1`, [takenOverAt]);
    expect({ late, rounds: stopped.rounds - before }).toEqual({ late: [], rounds: expect.any(Number) as number });
    await Promise.all([stopped.stop(), other.stop()]);
  });

  it('has a loop go on whose session the server has ended', async () => {
    const one = loop('one');
    one.start();
    await until('it leads', async () => one.rounds > 0);
    for (let kill = 0; kill < 3; kill += 1) {
      const before = one.rounds;
      await database
        .query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        )
        .catch(() => undefined);
      await until('it goes on', async () => one.rounds > before + 2);
    }
    await one.stop();
  });
});
