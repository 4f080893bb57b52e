import { AppDatabase } from '../../../../test/support/app-database.js';
import { addPeople } from '../../../../test/support/people.js';
import {
  addRebuild,
  moveRebuild,
  rebuildOf,
  rebuilds,
  rebuildsSoFar,
  rebuildToDo,
  type RebuildStage,
  type RebuildStep,
} from './rebuild-table.js';

describe('rebuilds', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('rebuilds');
    await database.write((tx) => addPeople(tx, ['ann', 'bob']));
  });
  afterEach(() => database.asOwner('TRUNCATE rebuild CASCADE'));
  afterAll(() => database.close());

  const add = (rebuildId: string, createdBy = 'ann', compareOnly = false): Promise<unknown> =>
    database.write((tx) => addRebuild(tx, { rebuildId, compareOnly, createdBy }));
  const move = (id: string, from: RebuildStage[], step: RebuildStep): Promise<boolean> =>
    database.write((tx) => moveRebuild(tx, id, from, step));
  const of = (id: string) => database.read((sql) => rebuildOf(sql, id));
  const toDo = async () => (await database.read(rebuildToDo))?.rebuildId;

  it('are made one at a time; one that is in use stands in nobody’s way', async () => {
    await add('a');
    await expect(add('b')).rejects.toMatchObject({ code: '23505' });
    await move('a', ['WAITING'], { stage: 'COMPARED' });
    await expect(add('b')).rejects.toMatchObject({ code: '23505' });
    await move('a', ['COMPARED'], { stage: 'CUTTING_OVER', approved_by: 'bob' });
    await move('a', ['CUTTING_OVER'], { stage: 'IN_USE' });
    await add('b');
    // And while another is made, the one in use can't be taken back.
    await expect(move('a', ['IN_USE'], { stage: 'ROLLING_BACK' })).rejects.toMatchObject({ code: '23505' });
    expect((await database.read((sql) => rebuilds(sql, 9))).map(({ rebuildId }) => rebuildId)).toEqual(['b', 'a']);
  });

  it('move only from where they are thought to be, and nothing is written where they are elsewhere', async () => {
    await add('a');
    expect(await move('a', ['BUILDING', 'CATCHING_UP'], { stage: 'COMPARED', done: 7 })).toBe(false);
    expect(await of('a')).toMatchObject({ stage: 'WAITING', done: 0 });
    expect(await move('a', ['WAITING', 'BUILDING'], { stage: 'BUILDING', done: 7, cursor: 'c7' })).toBe(true);
    expect(await of('a')).toMatchObject({ stage: 'BUILDING', done: 7, cursor: 'c7' });
    expect(await move('none', ['BUILDING'], { done: 1 })).toBe(false);
  });

  it('are moved by one of two who do so at once', async () => {
    await add('a');
    const moved = await Promise.all(
      ['CANCELLED', 'BUILDING'].map((stage) => move('a', ['WAITING'], { stage: stage as RebuildStage })),
    );
    expect(moved.sort()).toEqual([false, true]);
  });

  it('note when they began once, and when they ended', async () => {
    await add('a');
    await move('a', ['WAITING'], { stage: 'BUILDING' });
    const began = (await of('a'))?.startedAt;
    await move('a', ['BUILDING'], { stage: 'BUILDING', done: 3 });
    expect(await of('a')).toMatchObject({ startedAt: began, finishedAt: null });
    await move('a', ['BUILDING'], { stage: 'FAILED', problem: 'Out of memory.' });
    expect(await of('a')).toMatchObject({ startedAt: began, finishedAt: expect.any(Date) as Date });
  });

  it('are to be done in the stages that a process works in, and wait for people in the others', async () => {
    await add('a');
    const isToDo: Partial<Record<RebuildStage, boolean>> = {};
    for (const stage of [
      'BUILDING',
      'CATCHING_UP',
      'COMPARED',
      'CUTTING_OVER',
      'IN_USE',
      'ROLLING_BACK',
      'ROLLED_BACK',
    ] as const) {
      await move('a', [(await of('a'))?.stage ?? 'WAITING'], {
        stage,
        ...(stage === 'CUTTING_OVER' ? { approved_by: 'bob' } : {}),
      });
      isToDo[stage] = (await toDo()) === 'a';
    }
    expect(isToDo).toEqual({
      BUILDING: true,
      CATCHING_UP: true,
      COMPARED: false,
      CUTTING_OVER: true,
      IN_USE: false,
      ROLLING_BACK: true,
      ROLLED_BACK: false,
    });
  });

  it('are put into use by a second person only, and never where they were made to compare', async () => {
    await add('a');
    await move('a', ['WAITING'], { stage: 'COMPARED' });
    const cutOver = (by?: string) =>
      move('a', ['COMPARED'], { stage: 'CUTTING_OVER', ...(by === undefined ? {} : { approved_by: by }) });
    await expect(cutOver('ann')).rejects.toThrow('second person');
    await expect(cutOver()).rejects.toMatchObject({ constraint: 'rebuild_approved' });
    await move('a', ['COMPARED'], { stage: 'CANCELLED' });
    await add('b', 'command line', true);
    await move('b', ['WAITING'], { stage: 'COMPARED' });
    await expect(move('b', ['COMPARED'], { stage: 'CUTTING_OVER', approved_by: 'bob' })).rejects.toMatchObject({
      constraint: 'rebuild_approved_compared',
    });
  });

  it('look otherwise whenever one began or came further, and the same in between', async () => {
    const looks = [await database.read(rebuildsSoFar)];
    const look = async () => looks.push(await database.read(rebuildsSoFar));
    await add('a');
    await look();
    await move('a', ['WAITING'], { stage: 'BUILDING' });
    await look();
    expect(new Set(looks).size).toBe(3);
    await move('a', ['BUILDING'], { done: 9 });
    await look();
    expect(looks[3]).toBe(looks[2]);
  });
});
