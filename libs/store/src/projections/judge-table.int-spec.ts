import { AppDatabase } from '../../../../test/support/app-database.js';
import { judgeAtWork, noteJudge } from './judge-table.js';

describe('the version of the judge at work', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('judges');
  });
  afterEach(() => database.asOwner('TRUNCATE judge_change'));
  afterAll(() => database.close());

  const note = (judge: number, position: number) => database.write((tx) => noteJudge(tx, judge, position, 0));

  it('is the one noted last in the log, also where that is an earlier version', async () => {
    expect(await database.read(judgeAtWork)).toBeUndefined();
    await note(7, 20);
    await note(9, 10);
    expect(await database.read(judgeAtWork)).toBe(7);
    await note(6, 30);
    expect(await database.read(judgeAtWork)).toBe(6);
  });

  it('is noted once at one position, and never changed', async () => {
    await note(7, 20);
    await expect(note(8, 20)).rejects.toMatchObject({ code: '23505' });
    const change = database.write((tx) => tx.query('UPDATE judge_change SET judge = 8'));
    await expect(change).rejects.toMatchObject({ code: '42501' });
  });
});
