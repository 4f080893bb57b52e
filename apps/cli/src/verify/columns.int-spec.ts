import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { COLUMNS } from './columns.js';

describe('what verify says of each column', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('columns');
  });
  afterAll(() => database?.drop());

  it('is said of every column that there is, and of no other', async () => {
    const rows = await database.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
        JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const listed = Object.entries(COLUMNS).flatMap(([table, columns]) =>
      Object.keys(columns).map((column) => `${table}.${column}`),
    );
    const there = rows.map(({ name }) => name);
    expect({
      'derived by nobody: say in columns.ts from what it follows, and check it, or why it can’t be': there.filter(
        (name) => !listed.includes(name),
      ),
      'not there any more': listed.filter((name) => !there.includes(name)),
    }).toEqual({
      'derived by nobody: say in columns.ts from what it follows, and check it, or why it can’t be': [],
      'not there any more': [],
    });
  });
});
