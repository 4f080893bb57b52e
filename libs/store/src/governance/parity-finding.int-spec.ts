import { AppDatabase } from '../../../../test/support/app-database.js';
import {
  addDifferences,
  backtestOf,
  endBacktest,
  lastParity,
  orderParity,
  resumeBacktest,
} from '../jobs/backtest-table.js';
import { lastFindings } from './parity-finding.js';

describe('proving that the record is right', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('parity');
  });
  beforeEach(() =>
    database.asOwner(
      `INSERT INTO policy_pack VALUES ('v1', now(), '{"v":1}');
       INSERT INTO policy_activation (position, version, recorded_at, effective_from, notify, rules)
       VALUES (1, 'v1', now(), now(), false, '[1]')`,
    ),
  );
  afterEach(() => database.asOwner('TRUNCATE backtest, fan_out, policy_pack CASCADE'));
  afterAll(() => database.close());

  const order = (id: string): Promise<unknown> => database.write((tx) => orderParity(tx, id, 3_600));
  const of = (id: string) => database.read((sql) => backtestOf(sql, id));
  const end = (id: string, how: 'DONE' | 'FAILED') => database.write((tx) => endBacktest(tx, id, how, null));
  const age = (interval: string) =>
    database.asOwner('UPDATE backtest SET created_at = created_at - $1::interval', [interval]);

  it('is done of the pack in force every so often, one at a time', async () => {
    await order('p1');
    await order('p2');
    expect(await of('p1')).toMatchObject({ kind: 'PARITY', version: 'v1', pack: '[1]' });
    await age('2 hours');
    await order('p2');
    expect(await of('p2')).toBeUndefined();
    await end('p1', 'DONE');
    await order('p2');
    expect(await of('p2')).toBeDefined();
    expect((await database.read(lastParity))?.backtestId).toBe('p1');
  });

  it('is tried again after a minute where it came to nothing, after the whole time where it was done', async () => {
    await order('p1');
    await end('p1', 'FAILED');
    await age('59 seconds');
    await order('p2');
    expect(await of('p2')).toBeUndefined();
    await age('2 seconds');
    await order('p2');
    await end('p2', 'DONE');
    await age('59 minutes');
    await order('p3');
    expect(await of('p3')).toBeUndefined();
    await age('2 minutes');
    await order('p3');
    expect(await of('p3')).toBeDefined();
  });

  it('waits until nobody is being judged again, and until a pack is in force', async () => {
    await database.asOwner(
      `INSERT INTO fan_out (position, cause, refs, client_ids, everyone, recorded_at)
       VALUES (1, 'POLICY', '{}', '{}', true, now())`,
    );
    await order('p1');
    expect(await of('p1')).toBeUndefined();
    await database.asOwner('UPDATE fan_out SET finished_at = now(); TRUNCATE policy_activation');
    await order('p1');
    expect(await of('p1')).toBeUndefined();
  });

  it('is not gone on with by people: it is ordered anew', async () => {
    await order('p1');
    await end('p1', 'FAILED');
    expect(await database.write((tx) => resumeBacktest(tx, 'p1'))).toBe(false);
  });

  it('gives the same digest for the same differences, in whatever order they were found', async () => {
    const found = async (id: string, bodies: readonly string[]): Promise<void> => {
      await order(id);
      const same = { chunk: 0, change: 'CHANGED', entityId: 'ENT-1', before: 'A', after: 'B' };
      const rows = bodies.map((body, i) => ({ ...same, ordinal: i + 1, clientId: `c${body.length % 2}`, body }));
      await database.write((tx) => addDifferences(tx, id, rows));
      await end(id, 'DONE');
      await age('2 hours');
    };
    const last = async () => (await database.read(lastFindings)).map((f) => [f.backtestId, f.clients, f.digest]);
    expect(await last()).toEqual([]);
    await found('p1', []);
    await found('p2', ['a', 'bb', 'ccc']);
    await found('p3', ['ccc', 'a', 'bb']);
    const [newest, before, ...more] = await last();
    expect([newest, before, more]).toEqual([['p3', 2, expect.any(String)], ['p2', 2, newest?.[2]], []]);
    await found('p4', ['a', 'bb', 'c']);
    await found('p5', []);
    expect(await last()).toEqual([
      ['p5', 0, null],
      ['p4', 2, expect.any(String)],
    ]);
    expect((await last())[1]?.[2]).not.toBe(newest?.[2]);
  });
});
