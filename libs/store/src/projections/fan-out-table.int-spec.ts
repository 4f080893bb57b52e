import { AppDatabase } from '../../../../test/support/app-database.js';
import { addFanOut, advanceFanOuts, countUnfinished, finishFanOuts, unfinishedFanOuts } from './fan-out-table.js';

describe('judging again whom shared changes touch', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('fan-outs');
  });
  afterEach(() => database.asOwner('TRUNCATE fan_out'));
  afterAll(() => database.close());

  const add = (position: number): Promise<unknown> =>
    database.write((tx) => {
      const touched = { refs: ['a:BTC'], clientIds: [], everyone: false };
      return addFanOut(tx, { position, cause: 'CATALOGUE', incidentId: null, ...touched }, Date.UTC(2025, 5, 1));
    });
  const unfinished = async (limit = 10) =>
    (await database.read((sql) => unfinishedFanOuts(sql, limit))).map((f) => [f.position, f.cursor, f.judged]);

  it('goes in the order of the changes, whatever the order in which they were committed', async () => {
    for (const position of [30, 10, 20]) await add(position);
    expect(await unfinished()).toEqual([
      [10, null, 0],
      [20, null, 0],
      [30, null, 0],
    ]);
    expect(await unfinished(2)).toEqual([
      [10, null, 0],
      [20, null, 0],
    ]);
  });

  it('goes on behind the last client judged, and adds up how many were', async () => {
    for (const position of [10, 20, 30]) await add(position);
    await database.write((tx) => advanceFanOuts(tx, [10, 20], 'c100', 100));
    await database.write((tx) => advanceFanOuts(tx, [10, 20], 'c150', 50));
    await database.write((tx) => advanceFanOuts(tx, [30], 'c007', 7));
    expect(await unfinished()).toEqual([
      [10, 'c150', 150],
      [20, 'c150', 150],
      [30, 'c007', 7],
    ]);
  });

  it('leaves no trace of a chunk whose transaction failed', async () => {
    await add(10);
    const failing = database.write(async (tx) => {
      await advanceFanOuts(tx, [10], 'c100', 100);
      await finishFanOuts(tx, [10]);
      throw new Error('The server is gone.');
    });
    await expect(failing).rejects.toThrow('gone');
    expect(await unfinished()).toEqual([[10, null, 0]]);
  });

  it('is over for those that are finished, and for no other', async () => {
    for (const position of [10, 20, 30]) await add(position);
    await database.write((tx) => finishFanOuts(tx, [20, 99]));
    expect(await unfinished()).toEqual([
      [10, null, 0],
      [30, null, 0],
    ]);
    expect(await database.read(countUnfinished)).toBe(2);
    await database.write((tx) => finishFanOuts(tx, [10, 30]));
    expect([await unfinished(), await database.read(countUnfinished)]).toEqual([[], 0]);
  });

  it('is ordered once for one change', async () => {
    await add(10);
    await expect(add(10)).rejects.toMatchObject({ code: '23505' });
  });
});
