import { AppDatabase } from '../../../../test/support/app-database.js';
import {
  addBacktest,
  addDifferences,
  backtestOf,
  backtests,
  differenceCounts,
  differencesOf,
  endBacktest,
  nextBacktest,
  noteProgress,
  resumeBacktest,
  type BacktestDifferenceRow,
} from './backtest-table.js';

const progress = { done: 5, total: 10, same: 3, added: 1, gone: 1, changed: 0 };

describe('backtests', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('backtests');
  });
  afterEach(() => database.asOwner('TRUNCATE backtest CASCADE'));
  afterAll(() => database.close());

  const add = (backtestId: string): Promise<unknown> =>
    database.write((tx) => {
      const all = { from: null, to: null, clientIds: null, createdBy: 'ann' };
      return addBacktest(tx, { backtestId, version: 'v2', pack: '{}', ...all });
    });
  const next = async () => (await database.write(nextBacktest))?.backtestId;
  const of = (id: string) => database.read((sql) => backtestOf(sql, id));
  const end = (id: string, how: 'DONE' | 'CANCELLED' | 'FAILED', problem: string | null = null): Promise<boolean> =>
    database.write((tx) => endBacktest(tx, id, how, problem));
  const resume = (id: string): Promise<boolean> => database.write((tx) => resumeBacktest(tx, id));
  const note = (id: string): Promise<boolean> => database.write((tx) => noteProgress(tx, id, progress));

  it('are done one after the other, the oldest first; one whose process died goes on before the next', async () => {
    for (const id of ['b', 'a', 'c']) await add(id);
    expect([await next(), await next()]).toEqual(['b', 'b']);
    await end('b', 'DONE');
    expect(await next()).toBe('a');
    await end('a', 'FAILED', 'Out of memory.');
    await end('c', 'CANCELLED');
    expect(await next()).toBeUndefined();
    expect((await database.read((sql) => backtests(sql, 2))).map(({ backtestId }) => backtestId)).toEqual(['c', 'a']);
  });

  it('end once', async () => {
    await add('a');
    expect([await end('a', 'CANCELLED'), await end('a', 'DONE'), await end('none', 'DONE')]).toEqual([
      true,
      false,
      false,
    ]);
    expect((await of('a'))?.status).toBe('CANCELLED');
  });

  it('make progress only while they run, so that one that was cancelled learns of it', async () => {
    await add('a');
    expect(await note('a')).toBe(false);
    await next();
    expect(await note('a')).toBe(true);
    await end('a', 'CANCELLED');
    expect(await database.write((tx) => noteProgress(tx, 'a', { ...progress, done: 9 }))).toBe(false);
    expect(await of('a')).toMatchObject(progress);
  });

  it('go on where they were cancelled or failed, and not where they are done or under way', async () => {
    await add('a');
    expect(await resume('a')).toBe(false);
    await next();
    await note('a');
    await end('a', 'FAILED', 'Out of memory.');
    expect([await resume('a'), await resume('a')]).toEqual([true, false]);
    expect(await of('a')).toMatchObject({ status: 'WAITING', problem: null, finishedAt: null, ...progress });
    await next();
    await end('a', 'DONE');
    expect(await resume('a')).toBe(false);
  });

  const difference = (ordinal: number, said: Partial<BacktestDifferenceRow> = {}): BacktestDifferenceRow => ({
    chunk: 0,
    ordinal,
    change: 'CHANGED',
    clientId: `c${ordinal % 2}`,
    entityId: 'ENT-1',
    before: 'A',
    after: 'B',
    body: '{}',
    ...said,
  });

  it('list what differs page by page, by any of what it is filtered by, and count it', async () => {
    await add('a');
    await add('b');
    const added = { change: 'ADDED', before: null, after: 'B' };
    await database.write((tx) =>
      addDifferences(
        tx,
        'a',
        [3, 1, 2, 4].map((n) => difference(n)),
      ),
    );
    await database.write((tx) => addDifferences(tx, 'a', [difference(5, added), difference(7, added)]));
    await database.write((tx) => addDifferences(tx, 'b', [difference(1)]));
    const none = { change: null, before: null, after: null, clientId: null };
    const list = async (filter: Partial<typeof none> | Record<string, string>, after = 0, limit = 9) =>
      (await database.read((sql) => differencesOf(sql, 'a', { ...none, ...filter }, after, limit))).map(
        (d) => d.ordinal,
      );
    expect([await list({}, 0, 4), await list({}, 4, 4)]).toEqual([
      [1, 2, 3, 4],
      [5, 7],
    ]);
    expect([await list({ before: 'A', clientId: 'c1' }), await list({ change: 'ADDED' }, 5)]).toEqual([[1, 3], [7]]);
    expect(await database.read((sql) => differenceCounts(sql, 'a'))).toEqual([
      { change: 'CHANGED', before: 'A', after: 'B', count: 4, clients: 2 },
      { ...added, count: 2, clients: 1 },
    ]);
  });
});
