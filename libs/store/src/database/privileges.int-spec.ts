import { Client, Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';

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
  'log_record',
  'tree_leaf',
  'tree_node',
  'tree_head',
];

describe('the role that the applications run as', () => {
  let database: TestDatabase;
  let app: Pool;
  beforeAll(async () => {
    database = await createTestDatabase('privileges');
    app = new Pool({ connectionString: database.appUrl, max: 1 });
    app.on('error', () => undefined);
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

  it('holds nothing that would let it get round a trigger, and may pass nothing on', async () => {
    const granted = await database.query<{ privilege: string }>(
      `SELECT DISTINCT privilege FROM (
         SELECT privilege_type || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS privilege
           FROM pg_class c, aclexplode(c.relacl) a
          WHERE a.grantee IN (0, 'scopewatch_app'::regrole) AND c.relnamespace = 'public'::regnamespace) AS held ORDER BY 1`,
    );
    expect(granted.map(({ privilege }) => privilege)).toEqual(['DELETE', 'INSERT', 'SELECT', 'UPDATE', 'USAGE']);
    const schemas = await app.query<{ schema: string }>(
      `SELECT nspname AS schema FROM pg_namespace WHERE has_schema_privilege(oid, 'CREATE')`,
    );
    expect(schemas.rows).toEqual([]);
    const memberships = await app.query('SELECT FROM pg_auth_members WHERE member = current_user::regrole');
    expect(memberships.rows).toEqual([]);
  });

  it.each([
    ['a temporary table', 'CREATE TEMPORARY TABLE policy (pack text)'],
    ['a temporary view', `CREATE TEMPORARY VIEW policy AS SELECT '{}' AS pack`],
    ['a temporary sequence', 'CREATE TEMPORARY SEQUENCE log_block'],
    ['a table by a query', 'SELECT 1 AS n INTO TEMPORARY alert_fact'],
    ['a table', 'CREATE TABLE mine (n integer)'],
    ['a view', 'CREATE VIEW mine AS SELECT 1'],
    ['a schema', 'CREATE SCHEMA mine'],
    ['a function', `CREATE FUNCTION person_behind(text, text) RETURNS text LANGUAGE sql AS 'SELECT NULL'`],
    [
      'our function',
      `CREATE OR REPLACE FUNCTION closed_by_two() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
    ],
    ['a function’s settings', 'ALTER FUNCTION closed_by_two() RESET ALL'],
    ['an operator', 'CREATE OPERATOR ? (LEFTARG = jsonb, RIGHTARG = text, FUNCTION = jsonb_exists)'],
    ['a cast', 'CREATE CAST (text AS jsonb) WITH INOUT AS IMPLICIT'],
    ['a type', 'CREATE TYPE policy_proposal AS (decision text)'],
    ['a trigger', 'CREATE TRIGGER mine BEFORE INSERT ON alert FOR EACH ROW EXECUTE FUNCTION closed_by_two()'],
    ['a rule', 'CREATE RULE mine AS ON INSERT TO alert_fact DO INSTEAD NOTHING'],
    ['a foreign key', 'CREATE TABLE public.mine (n bigint REFERENCES event)'],
    ['triggers off', 'ALTER TABLE alert_fact DISABLE TRIGGER ALL'],
    ['a trigger gone', 'DROP TRIGGER alert_fact_closed_by_two ON alert_fact'],
    ['triggers of a session off', 'SET session_replication_role = replica'],
    ['the numbers set back', `SELECT setval('log_block', 1)`],
    ['the numbers begun again', 'ALTER SEQUENCE log_block RESTART'],
    ['the owner', 'SET ROLE scopewatch'],
    ['a function of the owner’s rights', 'ALTER FUNCTION closed_by_two() OWNER TO scopewatch_app'],
    ['a file of the server', `COPY (SELECT 1) TO '/tmp/scopewatch-privileges'`],
    ['a program of the server', `COPY event FROM PROGRAM 'true'`],
    ['an extension', 'CREATE EXTENSION plperl'],
    ['what the schema says of itself', 'UPDATE schema_age SET oldest_program = 0'],
    ['another role', 'CREATE ROLE mine'],
  ])('can’t have %s', async (_what, statement) => {
    await expect(app.query(statement)).rejects.toThrow(
      /permission denied|must be (owner|able|superuser)|not available/,
    );
  });

  it('finds every function bound to the tables that it means', async () => {
    const loose = await database.query(
      `SELECT p.oid::regprocedure AS function FROM pg_proc p
        WHERE pronamespace = 'public'::regnamespace AND prosqlbody IS NULL
          AND coalesce((SELECT c FROM unnest(proconfig) c WHERE c LIKE 'search_path=%'), '')
              <> 'search_path=pg_catalog, public, pg_temp'`,
    );
    expect(loose).toEqual([]);
  });

  describe('where tables of its own are named like ours', () => {
    const critical = JSON.stringify({ severity: 'critical' });
    const fact = (position: number, kind: string, actor: string | null) =>
      app.query(
        `INSERT INTO public.alert_fact (position, client_id, alert_id, kind, recorded_at, actor, body)
         VALUES ($1, 'c', 'a', $2, now(), $3, $4)`,
        [position, kind, actor, critical],
      );
    beforeAll(async () => {
      const pack = JSON.stringify({ fourEyes: { closing: ['critical'], silenceDays: 1 } });
      await database.query(`INSERT INTO policy_pack (version, recorded_at, pack) VALUES ('v', now(), $1)`, [pack]);
      await database.query(
        `INSERT INTO policy_activation (position, version, recorded_at, effective_from, notify) VALUES (1, 'v', now(), now(), false)`,
      );
      await fact(65_536, 'raised', null);
      // What is granted no more is granted once more: each of the two locks has to hold by itself.
      await database.query(
        `DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO scopewatch_app', current_database()); END $$`,
      );
      for (const temporary of [
        `CREATE TEMPORARY TABLE policy AS SELECT 1 AS position, '{"fourEyes": {"closing": [], "silenceDays": 9999}}' AS pack`,
        `CREATE TEMPORARY TABLE alert_fact AS SELECT 1 AS position, 'c' AS client_id, 'a' AS alert_id, 'close-proposed' AS kind,
                'bob' AS actor, '{"severity": "low"}' AS body`,
        `CREATE TEMPORARY TABLE api_key AS SELECT 'k' AS key_id, 'somebody else' AS created_by`,
        `CREATE TEMPORARY TABLE backtest AS SELECT 'b' AS backtest_id, 'DONE' AS status`,
        `CREATE TEMPORARY TABLE policy_activation (version text)`,
        `CREATE TEMPORARY TABLE policy_proposal AS SELECT 'p' AS proposal_id, 'v2' AS version, 'APPROVED' AS decision`,
      ]) {
        await app.query(temporary);
      }
    });

    it.each(['pg_temp, public', 'pg_temp, pg_catalog, public', 'pg_temp', 'public', "''"])(
      'with the search path %s, what takes two people still takes two',
      async (path) => {
        await app.query(`SET search_path = ${path}`);
        await expect(fact(131_072, 'closed', 'ann')).rejects.toThrow(/two people/);
        await expect(
          app.query(
            `INSERT INTO public.silence (silence_id, matchers, reason, created_by, created_at, until, needs_second)
             VALUES ('s', '[]', 'r', 'ann', now(), now() + interval '90 days', false)`,
          ),
        ).rejects.toThrow(/second person/);
        await expect(
          app.query(
            `INSERT INTO public.policy_activation (position, version, recorded_at, effective_from, notify)
             VALUES (2, 'v', now(), now(), false)`,
          ),
        ).rejects.toThrow(/second person/);
        await expect(
          app.query(
            `INSERT INTO public.policy_activation (position, version, recorded_at, effective_from, notify, proposal_id)
             VALUES (2, 'v', now(), now(), false, 'p')`,
          ),
        ).rejects.toThrow(/only as it was approved|violates foreign key/);
      },
    );

    it('also where its own role is set to look there first', async () => {
      const name = new URL(database.ownerUrl).pathname.slice(1);
      await app.query(`ALTER ROLE scopewatch_app IN DATABASE ${name} SET search_path = pg_temp, public`);
      const later = new Client({ connectionString: database.appUrl });
      await later.connect();
      await later.query(
        `CREATE TEMPORARY TABLE policy AS SELECT 1 AS position, '{"fourEyes": {"closing": []}}' AS pack`,
      );
      const closing = later.query(
        `INSERT INTO public.alert_fact (position, client_id, alert_id, kind, recorded_at, actor, body)
         VALUES (131072, 'c', 'a', 'closed', now(), 'ann', $1)`,
        [critical],
      );
      await expect(closing).rejects.toThrow(/two people/);
      await later.end();
    });
  });

  const firstColumn = async (table: string): Promise<string> => {
    const [column] = await database.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position LIMIT 1`,
      [table],
    );
    return column?.name ?? '';
  };
});
