import { AppDatabase } from '../../../../test/support/app-database.js';
import { savePerson } from './person-table.js';
import { noteVisit, visitBefore } from './visit-table.js';

describe('visits', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('visits');
    const ann = { personId: 'ann', name: 'Ann', email: null, roles: ['analyst'], entities: null, disabled: false };
    await database.write((tx) => savePerson(tx, ann));
  });
  afterAll(() => database.close());

  const come = (): Promise<Date | null> => database.write((tx) => noteVisit(tx, 'ann'));
  const lastSeen = async (): Promise<unknown> => (await database.asOwner('SELECT seen_at FROM visit'))[0]?.['seen_at'];

  it('begin with none before', async () => {
    expect(await database.read((sql) => visitBefore(sql, 'ann'))).toBeNull();
    expect([await come(), await come()]).toEqual([null, null]);
  });

  it('are others after an hour away, and the same until then', async () => {
    await database.asOwner(`UPDATE visit SET seen_at = seen_at - interval '61 minutes'`);
    const left = await lastSeen();
    expect(await come()).toEqual(left);
    await database.asOwner(`UPDATE visit SET seen_at = seen_at - interval '59 minutes'`);
    expect(await come()).toEqual(left);
    expect(await database.read((sql) => visitBefore(sql, 'ann'))).toEqual(left);
  });
});
