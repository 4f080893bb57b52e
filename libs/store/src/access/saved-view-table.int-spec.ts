import { AppDatabase } from '../../../../test/support/app-database.js';
import { savePerson } from './person-table.js';
import { removeView, savedViews, saveView, type SavedView } from './saved-view-table.js';

const view = (owner: string, name: string, shared: boolean, search = 'status=OPEN'): SavedView => ({
  ...{ viewId: `${owner}/${name}`, owner, name, shared, search },
});

describe('saved views', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('views');
    for (const [personId, entities] of Object.entries({
      ann: null,
      bob: ['ENT-1'],
      cid: ['ENT-1', 'ENT-2'],
      out: null,
    })) {
      const person = { personId, name: personId, email: null, roles: ['analyst'], entities };
      await database.write((tx) => savePerson(tx, { ...person, disabled: personId === 'out' }));
    }
    await save(
      view('ann', 'b mine', false),
      view('ann', 'all', true),
      view('bob', 'ours', true),
      view('out', 'x', true),
    );
  });
  afterAll(() => database.close());

  const save = async (...views: SavedView[]) => {
    for (const one of views) await database.write((tx) => saveView(tx, one, 2));
  };
  const seen = async (owner: string, entities: readonly string[] | null): Promise<string[]> =>
    (await database.read((sql) => savedViews(sql, owner, entities))).map(({ viewId }) => viewId);

  it('are one’s own first, then what is shared by those whose reach is no wider', async () => {
    expect(await seen('ann', null)).toEqual(['ann/all', 'ann/b mine', 'bob/ours']);
    expect(await seen('cid', ['ENT-1', 'ENT-2'])).toEqual(['bob/ours']);
    expect(await seen('bob', ['ENT-1'])).toEqual(['bob/ours']);
    expect(await seen('dan', ['ENT-2'])).toEqual([]);
  });

  it('take the place of one of that name, and of no other when there are enough', async () => {
    const again = await database.write((tx) => saveView(tx, view('ann', 'all', false, 'q=x'), 2));
    expect(again).toMatchObject({ viewId: 'ann/all', shared: false, search: 'q=x' });
    expect(await database.write((tx) => saveView(tx, view('ann', 'third', true), 2))).toBeUndefined();
  });

  it('are removed by whoever has them alone', async () => {
    expect(await database.write((tx) => removeView(tx, 'ann/all', 'bob'))).toBeUndefined();
    expect(await database.write((tx) => removeView(tx, 'ann/all', 'ann'))).toMatchObject({ name: 'all' });
    expect(await seen('ann', null)).toEqual(['ann/b mine', 'bob/ours']);
  });
});
