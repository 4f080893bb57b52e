import { AppDatabase } from '../../../test/support/app-database.js';
import { lockCheckpoint, saveCheckpoint } from './log-checkpoint-table.js';

describe('where a follower of the log left off', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('checkpoints');
  });
  afterEach(() => database.asOwner('TRUNCATE log_checkpoint'));
  afterAll(() => database.close());

  const load = (follower: string) => database.write((tx) => lockCheckpoint(tx, follower));
  const save = (follower: string, chains: readonly [string, number][]) =>
    database.write((tx) => saveCheckpoint(tx, follower, new Map(chains)));

  it('is nowhere before it began, which is not the same as at the beginning', async () => {
    expect(await load('notifier')).toBeUndefined();
    await save('notifier', []);
    expect(await load('notifier')).toEqual(new Map());
  });

  it('is what was saved last, by each follower for itself', async () => {
    await save('notifier', [['a', 1]]);
    await save('other', [['a', 9]]);
    await save('notifier', [
      ['a', 2],
      ['chain "b"', 7],
    ]);
    expect(await load('notifier')).toEqual(
      new Map([
        ['a', 2],
        ['chain "b"', 7],
      ]),
    );
    expect(await load('other')).toEqual(new Map([['a', 9]]));
  });

  it('is moved on by one at a time: whoever comes second goes on from where the first has come to', async () => {
    await save('notifier', [['a', 0]]);
    const step = () =>
      database.write(async (tx) => {
        const at = (await lockCheckpoint(tx, 'notifier'))?.get('a') ?? 0;
        await saveCheckpoint(tx, 'notifier', new Map([['a', at + 1]]));
      });
    await Promise.all([step(), step(), step(), step()]);
    expect(await load('notifier')).toEqual(new Map([['a', 4]]));
  });

  it('stays where it was when what was done for it failed', async () => {
    await save('notifier', [['a', 1]]);
    const failing = database.write(async (tx) => {
      await saveCheckpoint(tx, 'notifier', new Map([['a', 2]]));
      throw new Error('The server is gone.');
    });
    await expect(failing).rejects.toThrow('gone');
    expect(await load('notifier')).toEqual(new Map([['a', 1]]));
  });
});
