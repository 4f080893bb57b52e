import { Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';

const LOG = [
  'event',
  'alert_fact',
  'batch',
  'rejection',
  'rejection_outcome',
  'rejection_step',
  'policy_pack',
  'policy_activation',
  'judge_change',
];

describe('the role that the applications run as', () => {
  let database: TestDatabase;
  let app: Pool;
  beforeAll(async () => {
    database = await createTestDatabase('privileges');
    app = new Pool({ connectionString: database.appUrl, max: 1 });
  });
  afterAll(async () => {
    await app.end();
    await database.drop();
  });

  it.each(LOG)('may read and add to %s, and nothing else', async (table) => {
    const granted = await database.query<{ privilege: string }>(
      `SELECT privilege_type AS privilege FROM information_schema.role_table_grants
        WHERE grantee = 'scopewatch_app' AND table_schema = 'public' AND table_name = $1 ORDER BY 1`,
      [table],
    );
    expect(granted.map(({ privilege }) => privilege)).toEqual(['INSERT', 'SELECT']);
    for (const change of [
      `UPDATE ${table} SET ${await firstColumn(table)} = NULL`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
      `DROP TABLE ${table}`,
      `ALTER TABLE ${table} ADD COLUMN more text`,
    ]) {
      await expect(app.query(change)).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it('owns nothing, is no superuser and can make no role', async () => {
    const [role] = (
      await app.query<{ plain: boolean; owned: number }>(
        `SELECT NOT (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls) AS plain,
                (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned
           FROM pg_roles r WHERE rolname = current_user`,
      )
    ).rows;
    expect(role).toEqual({ plain: true, owned: 0 });
  });

  const firstColumn = async (table: string): Promise<string> => {
    const [column] = await database.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position LIMIT 1`,
      [table],
    );
    return column?.name ?? '';
  };
});
