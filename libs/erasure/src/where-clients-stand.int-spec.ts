import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { NOTHING_OF_CLIENTS, OWN_TABLES, TEXT_TABLES } from './where-clients-stand.js';

describe('where an erasure looks', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('where-clients-stand');
  });
  afterAll(() => database?.drop());

  it('is every table that there is, but for those that hold nothing of clients', async () => {
    const rows = await database.query<{ name: string }>(
      'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1',
    );
    const listed = [...OWN_TABLES, ...Object.keys(TEXT_TABLES), ...Object.keys(NOTHING_OF_CLIENTS)];
    expect(rows.map(({ name }) => name)).toEqual([...new Set(listed)].sort());
  });

  it('is every text of a table in which anybody may write', async () => {
    for (const [table, { key, texts, aboutAlert }] of Object.entries(TEXT_TABLES)) {
      const columns = [...key, ...texts, ...(aboutAlert === undefined ? [] : [aboutAlert.column])];
      const rows = await database.query<{ name: string }>(
        `SELECT column_name AS name FROM information_schema.columns
          WHERE table_schema = current_schema() AND table_name = $1`,
        [table],
      );
      expect([table, rows.map(({ name }) => name)]).toEqual([table, expect.arrayContaining(columns)]);
    }
  });
});
