import { AppDatabase } from '../../../../test/support/app-database.js';
import { savePerson } from '../access/person-table.js';
import { addMentions, colleagues } from './mention-table.js';

describe('mentions', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('mentions');
    const people = { ann: null, bob: ['ENT-1'], cid: ['ENT-2', 'ENT-3'], dan: [], out: null };
    for (const [personId, entities] of Object.entries(people)) {
      const person = { personId, name: `${personId} by name`, email: null, roles: ['analyst'], entities };
      await database.write((tx) => savePerson(tx, { ...person, disabled: personId === 'out' }));
    }
  });
  afterEach(() => database.asOwner('TRUNCATE mention'));
  afterAll(() => database.close());

  const mention = (position: number, names: readonly string[]): Promise<string[]> =>
    database.write((tx) => addMentions(tx, { clientId: 'ada', alertId: 'al-1', position }, names));
  const known = async (entities: readonly string[] | null, limit = 9): Promise<string[]> =>
    (await database.read((sql) => colleagues(sql, entities, limit))).map(({ personId }) => personId);

  it('are of people who may sign in, by the very id, each once', async () => {
    expect(await mention(1, ['cid', 'ann', 'ann', 'Ann', 'out', 'nobody', ''])).toEqual(['ann', 'cid']);
    expect(await mention(2, [])).toEqual([]);
    expect(await mention(3, ['ann'])).toEqual(['ann']);
    expect(await database.asOwner('SELECT person_id, position FROM mention ORDER BY 2, 1')).toEqual([
      { person_id: 'ann', position: 1 },
      { person_id: 'cid', position: 1 },
      { person_id: 'ann', position: 3 },
    ]);
  });

  it('are offered of everybody who shares an entity, by id, and so many at most', async () => {
    expect(await known(null)).toEqual(['ann', 'bob', 'cid', 'dan']);
    expect(await known(['ENT-1'])).toEqual(['ann', 'bob']);
    expect(await known(['ENT-3', 'ENT-1'])).toEqual(['ann', 'bob', 'cid']);
    expect(await known(null, 2)).toEqual(['ann', 'bob']);
  });

  it('are offered of those alone who may work on all of some entities', async () => {
    await database.asOwner(`UPDATE person SET given_roles = '{viewer}' WHERE person_id = 'ann'`);
    const working = async (roles: readonly string[], entities: readonly string[]): Promise<string[]> =>
      (await database.read((sql) => colleagues(sql, null, 9, { roles, entities }))).map(({ personId }) => personId);
    expect(await working(['analyst', 'approver'], ['ENT-2'])).toEqual(['cid']);
    expect(await working(['analyst'], ['ENT-2', 'ENT-1'])).toEqual([]);
    expect(await working(['viewer', 'analyst'], ['ENT-1'])).toEqual(['ann', 'bob']);
    await database.asOwner(`UPDATE person SET given_roles = '{analyst}' WHERE person_id = 'ann'`);
  });

  it('are offered of those alone who reach everything to whoever reaches nothing', async () => {
    expect(await known([])).toEqual(['ann']);
  });
});
