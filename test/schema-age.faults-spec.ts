import { Child } from './support/child';
import { createTestDatabase, type TestDatabase } from './support/database';

describe('a schema of another age', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('schema-age');
  });
  afterAll(() => database.drop());

  const start = (...args: string[]) => Child.start(args, { DATABASE_URL: database.appUrl }).result();
  const programs = [
    ['dist/apps/monitor/src/main.js'],
    ['dist/apps/notifier/src/main.js'],
    ['dist/apps/api/src/main.js'],
    ['dist/apps/cli/src/main.js', 'verify'],
  ];

  it.each([
    ['too new', 2, 'UPDATE schema_age SET oldest_program = 999', 'UPDATE schema_age SET oldest_program = 21'],
    [
      'too old',
      3,
      `UPDATE migration SET name = 'Other' WHERE name LIKE 'Leases%'`,
      `UPDATE migration SET name = 'Leases1700000000021' WHERE name = 'Other'`,
    ],
  ])('that is %s is refused by every program in one sentence, with code %d', async (which, code, change, undo) => {
    await database.query(change);
    for (const program of programs) {
      const ended = await start(...program);
      const said = ended.stderr.trim().split('\n');
      expect({ program, code: ended.code, said }).toEqual({
        program,
        code,
        said: [expect.stringContaining(`The schema of the database is ${which} for this program`)],
      });
    }
    await database.query(undo);
  });
});
