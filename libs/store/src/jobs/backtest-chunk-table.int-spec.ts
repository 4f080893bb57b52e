import { AppDatabase } from '../../../../test/support/app-database.js';
import { addChunks, backtestChunks, beginRun, lastOrdinal, type BacktestChunk } from './backtest-chunk-table.js';
import { addBacktest, addDifferences, backtestOf, differencesOf } from './backtest-table.js';

describe('a backtest that goes on where it was', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('backtest-chunks');
  });
  beforeEach(async () => {
    for (const backtestId of ['a', 'other']) {
      await database.write(async (tx) => {
        const all = { from: null, to: null, clientIds: null, createdBy: 'ann' };
        await addBacktest(tx, { backtestId, version: 'v', pack: '{}', ...all });
        await addChunks(tx, backtestId, [2, 0, 1].map(chunk));
        const rows = [1, 2, 3].map((ordinal) => ({ chunk: ordinal - 1, ordinal, change: 'ADDED', clientId: 'ada' }));
        const said = { entityId: 'ENT-1', before: null, after: 'B', body: '{}' };
        await addDifferences(
          tx,
          backtestId,
          rows.map((row) => ({ ...row, ...said })),
        );
      });
    }
    await database.asOwner('UPDATE backtest SET total = 99, done = 77');
  });
  afterEach(() => database.asOwner('TRUNCATE backtest CASCADE'));
  afterAll(() => database.close());

  const chunk = (n: number): BacktestChunk => ({
    chunk: n,
    first: n === 2 ? null : `c${n}0`,
    last: n === 2 ? null : `c${n}9`,
    clients: 10 * (n + 1),
    same: 5,
    added: 1,
    gone: n,
    changed: 2,
  });
  const chunks = (id = 'a') => database.read((sql) => backtestChunks(sql, id));
  const begin = (kept: readonly BacktestChunk[]) => database.write((tx) => beginRun(tx, 'a', kept, '{"as":"of"}'));
  const of = () => database.read((sql) => backtestOf(sql, 'a'));
  const found = (id = 'a') =>
    database.read(async (sql) => {
      const all = { change: null, before: null, after: null, clientId: null };
      return (await differencesOf(sql, id, all, 0, 9)).map(({ ordinal }) => ordinal);
    });

  it('has its chunks in their order, and notes none twice', async () => {
    expect(await chunks()).toEqual([0, 1, 2].map(chunk));
    await expect(database.write((tx) => addChunks(tx, 'a', [chunk(3), chunk(1)]))).rejects.toMatchObject({
      code: '23505',
    });
    expect(await chunks()).toHaveLength(3);
  });

  it('keeps what the chunks found that still hold, counts them, and forgets the rest', async () => {
    await begin([chunk(2), chunk(0)]);
    expect([await chunks(), await found()]).toEqual([
      [chunk(0), chunk(2)],
      [1, 3],
    ]);
    const counted = { done: 40, doneBefore: 40, same: 10, added: 2, gone: 2, changed: 4 };
    expect(await of()).toMatchObject({ ...counted, total: 99, snapshot: '{"as":"of"}' });
    // New differences go on behind those that stay.
    expect(await database.read((sql) => lastOrdinal(sql, 'a'))).toBe(3);
  });

  it('begins from nothing where none holds, and nobody knows yet of how many', async () => {
    await begin([]);
    expect([await chunks(), await found()]).toEqual([[], []]);
    expect(await of()).toMatchObject({ done: 0, doneBefore: 0, same: 0, added: 0, gone: 0, changed: 0, total: null });
    expect(await database.read((sql) => lastOrdinal(sql, 'a'))).toBe(0);
  });

  it('leaves other backtests as they are', async () => {
    await begin([]);
    expect([await chunks('other'), await found('other')]).toEqual([[0, 1, 2].map(chunk), [1, 2, 3]]);
  });
});
