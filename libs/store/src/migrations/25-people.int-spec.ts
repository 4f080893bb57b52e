import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createDataSource } from '../database/connection.js';
import { People1700000000025 } from './25-people.js';
import { Agreements1700000000045 } from './45-agreements.js';

describe('keeping apart what a provider tells of people', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('people-migration');
  });
  afterAll(() => database.drop());

  it('leaves everybody what they have, and of whoever came from a provider nothing that it could not take away', async () => {
    const dataSource = createDataSource(database.ownerUrl, 1, 'scopewatch-test-migration');
    await dataSource.initialize();
    const runner = dataSource.createQueryRunner();
    const migration = new People1700000000025();
    const later = new Agreements1700000000045();
    await later.down(runner);
    await migration.down(runner);
    await database.query(`
      INSERT INTO person (person_id, name, issuer, subject, roles, entities, created_at) VALUES
        ('entered', 'Entered', NULL, NULL, '{admin}', NULL, now()),
        ('limited', 'Limited', NULL, NULL, '{viewer}', '{ENT-1}', now()),
        ('came', 'Came', 'https://id.example', '1', '{admin}', NULL, now()),
        ('came-limited', 'Came, limited', 'https://id.example', '2', '{viewer}', '{ENT-1}', now())`);
    const before = await database.query('SELECT person_id, roles, entities FROM person ORDER BY person_id');
    await migration.up(runner);
    await later.up(runner);
    await runner.release();
    await dataSource.destroy();
    expect(await database.query('SELECT person_id, roles, entities FROM person ORDER BY person_id')).toEqual(before);
    expect(
      await database.query('SELECT person_id, given_roles, given_entities FROM person ORDER BY person_id'),
    ).toEqual([
      { person_id: 'came', given_roles: [], given_entities: null },
      { person_id: 'came-limited', given_roles: [], given_entities: [] },
      { person_id: 'entered', given_roles: ['admin'], given_entities: null },
      { person_id: 'limited', given_roles: ['viewer'], given_entities: ['ENT-1'] },
    ]);
  });
});
