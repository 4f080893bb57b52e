import { randomUUID } from 'node:crypto';
import { Client, Pool } from 'pg';
import { until } from '../../../../test/support/until.js';
import { createDataSource, withSession } from './connection.js';
import { migrate, type MigrateOptions } from './migrate.js';
import { migrations } from '../migrations/index.js';
import { openDatabase } from './open-database.js';
import { requireSchema } from './schema-age.js';

const log = { info: () => undefined, warn: () => undefined };
const SERVER = process.env['TEST_DATABASE_URL'] ?? '';

/** Databases and roles of one test; roles are of the whole server, so they are taken away again. */
class Cluster {
  private readonly admin = new Pool({ connectionString: SERVER, max: 2 });
  private readonly databases: string[] = [];
  private readonly roles: string[] = [];

  async run<R = unknown>(sql: string, values: unknown[] = []): Promise<R[]> {
    return (await this.admin.query(sql, values)).rows as R[];
  }

  /** @returns the address of a new owner, who is no superuser, of a new database */
  async owner(rights: string): Promise<string> {
    const name = `own_${randomUUID().slice(0, 8)}`;
    await this.role(name, `LOGIN ${rights} PASSWORD 'own'`);
    await this.run(`CREATE DATABASE ${name} OWNER ${name}`);
    this.databases.push(name);
    return this.as(name, 'own', name);
  }

  async role(name: string, rights: string): Promise<void> {
    await this.run(`CREATE ROLE ${name} ${rights}`);
    this.roles.push(name);
  }

  as(role: string, password: string, database: string): string {
    return Object.assign(new URL(SERVER), { username: role, password, pathname: `/${database}` }).toString();
  }

  async close(): Promise<void> {
    const made = await this.run<{ name: string }>(
      `SELECT rolname AS name FROM pg_roles
        WHERE shobj_description(oid, 'pg_authid') = ANY(SELECT 'Made by Scopewatch for the database ' || name || '.' FROM unnest($1::text[]) AS name)`,
      [this.databases],
    );
    for (const name of this.databases) await this.run(`DROP DATABASE ${name} WITH (FORCE)`);
    for (const name of [...made.map((role) => role.name), ...this.roles]) await this.run(`DROP ROLE IF EXISTS ${name}`);
    await this.admin.end();
  }
}

const asked = async <R>(url: string, sql: string): Promise<R[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as R[];
  } finally {
    await client.end();
  }
};
const nameIn = (url: string): string => new URL(url).username;
const COUNT = 'SELECT count(*)::int AS n FROM event';

describe('preparing a database', () => {
  let cluster: Cluster;
  beforeEach(() => {
    cluster = new Cluster();
  });
  afterEach(() => cluster.close());

  const prepare = (databaseUrl: string, more: Partial<MigrateOptions> = {}) => migrate({ databaseUrl, log, ...more });

  it('takes an owner who may create roles, and no superuser', async () => {
    const owner = await cluster.owner('CREATEROLE');
    const { appUrl, passwordIsSet } = await prepare(owner);
    expect(passwordIsSet).toBe(true);
    expect(await asked(appUrl, COUNT)).toEqual([{ n: 0 }]);
    await expect(asked(appUrl, 'CREATE TABLE mine (n int)')).rejects.toThrow(/permission denied/);
    expect((await prepare(owner)).appUrl).toBe(appUrl);
  });

  it('takes an owner who may create nothing, where the role is there, and leaves that as it is', async () => {
    const owner = await cluster.owner('');
    const role = `app_${randomUUID().slice(0, 8)}`;
    await expect(migrate({ databaseUrl: owner, log, role })).rejects.toThrow(
      new RegExp(`The role ${role} does not exist and own_\\w+ may not create roles.*CREATE ROLE ${role} LOGIN`),
    );
    await cluster.role(role, `LOGIN PASSWORD 'theirs'`);
    const { passwordIsSet } = await prepare(owner, { role, appPassword: 'ours' });
    expect(passwordIsSet).toBe(false);
    expect(await asked(cluster.as(role, 'theirs', nameIn(owner)), COUNT)).toEqual([{ n: 0 }]);
  });

  it('for a second installation in the cluster leaves the first one working', async () => {
    const [first, second] = [await cluster.owner('CREATEROLE'), await cluster.owner('CREATEROLE')];
    const [one, two] = [await prepare(first), await prepare(second)];
    expect(one.role).not.toBe(two.role);
    for (const owner of [first, second, first]) await prepare(owner);
    expect(await asked(one.appUrl, COUNT)).toEqual([{ n: 0 }]);
    expect(await asked(two.appUrl, COUNT)).toEqual([{ n: 0 }]);
    await expect(
      asked(Object.assign(new URL(two.appUrl), { pathname: new URL(one.appUrl).pathname }).toString(), COUNT),
    ).rejects.toThrow(/permission denied/);
  });

  it('does not touch the role of another installation, also where it is told to use it', async () => {
    const [first, second] = [await cluster.owner('CREATEROLE'), await cluster.owner('CREATEROLE')];
    const role = `app_${randomUUID().slice(0, 8)}`;
    const one = await prepare(first, { role });
    const two = await prepare(second, { role });
    expect([one.passwordIsSet, two.passwordIsSet]).toEqual([true, false]);
    expect(await asked(one.appUrl, COUNT)).toEqual([{ n: 0 }]);
    await expect(prepare(first, { role: `${role}_other` })).rejects.toThrow(
      new RegExp(`was prepared for the role ${role}, and SCOPEWATCH_DB_ROLE is ${role}_other`),
    );
  });

  it.each(['user', 'Two Words', 'a"b', 'pg_app', "x'; DROP TABLE event; --"])(
    'refuses %s as a name of the role',
    async (role) => {
      const owner = await cluster.owner('CREATEROLE');
      await expect(migrate({ databaseUrl: owner, log, role })).rejects.toThrow(/can't be the name of the apps' role/);
    },
  );

  it('never tells the server the password', async () => {
    const owner = await cluster.owner('CREATEROLE');
    const { role } = await prepare(owner, { appPassword: 'quite secret' });
    const other = new Client({ connectionString: owner });
    await other.connect();
    await other.query(`BEGIN; ALTER ROLE ${role} CONNECTION LIMIT 50`);
    const again = prepare(owner, { appPassword: 'quite secret' });
    const [seen] = await until('the statement waits', async () => {
      const rows = await cluster.run<{ query: string }>(
        `SELECT query FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock' AND query LIKE 'ALTER ROLE%'`,
        [nameIn(owner)],
      );
      return rows.length > 0 ? rows : undefined;
    });
    expect(seen?.query).toMatch(/PASSWORD 'SCRAM-SHA-256\$4096:[\w+/=]+\$[\w+/=]+:[\w+/=]+'$/);
    await other.query('ROLLBACK');
    await other.end();
    expect(await asked((await again).appUrl, COUNT)).toEqual([{ n: 0 }]);
  });

  it('goes on with the role of an installation of before, which noted nothing', async () => {
    const owner = await cluster.owner('CREATEROLE');
    const role = `app_${randomUUID().slice(0, 8)}`;
    await prepare(owner, { role, appPassword: 'first' });
    await asked(owner, `COMMENT ON ROLE ${role} IS NULL`);
    const { passwordIsSet } = await prepare(owner, { appPassword: 'second' });
    expect(passwordIsSet).toBe(true);
    expect(await asked(cluster.as(role, 'second', nameIn(owner)), COUNT)).toEqual([{ n: 0 }]);
  });

  it('is done once by several at once', async () => {
    const owner = await cluster.owner('CREATEROLE');
    const all = await Promise.all([prepare(owner), prepare(owner), prepare(owner)]);
    expect(new Set(all.map(({ appUrl }) => appUrl)).size).toBe(1);
    const [done] = await asked<{ n: number }>(owner, 'SELECT count(*)::int AS n FROM migration');
    expect(done?.n).toBe(migrations.length);
  });

  it('gives up in words while somebody else holds the lock, and holds up nobody meanwhile', async () => {
    const owner = await cluster.owner('CREATEROLE');
    await prepare(owner);
    const other = new Client({ connectionString: owner });
    await other.connect();
    await other.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('scopewatch-migrate'))`);
    await expect(prepare(owner, { patience: { lockSeconds: 1, attempts: 2 } })).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/could not be brought up to date: for 2 s somebody has held a table/) as string,
    });
    await other.end();
    await prepare(owner);
  });

  it('leaves no lock behind in the sessions of a pooler, and none but its own statement waits', async () => {
    const owner = await cluster.owner('CREATEROLE');
    await prepare(owner);
    expect(await cluster.run(`SELECT FROM pg_locks WHERE locktype = 'advisory'`)).toEqual([]);
  });
});

describe('a program on a schema', () => {
  let cluster: Cluster;
  let owner: string;
  let app: string;
  beforeAll(async () => {
    cluster = new Cluster();
    owner = await cluster.owner('CREATEROLE');
    app = (await migrate({ databaseUrl: owner, log })).appUrl;
  });
  afterAll(() => cluster.close());

  const open = async (url = app): Promise<void> => (await openDatabase(url, 1, 'scopewatch-test')).destroy();

  it('of its own age works', async () => {
    await open();
    await open(owner);
  });

  it('works on a newer one that is still for it, and refuses one that is not any more', async () => {
    await asked(owner, `INSERT INTO migration (timestamp, name) VALUES (1700000000999, 'Later1700000000999')`);
    await open();
    await asked(owner, 'UPDATE schema_age SET oldest_program = 999');
    await expect(open()).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/too new for this program: it takes one that knows migration 999/) as string,
    });
    await expect(migrate({ databaseUrl: owner, log })).rejects.toThrow(/too new for this program/);
    await asked(owner, 'UPDATE schema_age SET oldest_program = 21');
  });

  it('refuses one that lacks something, and names it', async () => {
    const last = migrations.at(-1)?.name ?? '';
    await asked(owner, `DELETE FROM migration WHERE name = '${last}'`);
    await expect(open()).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(`it lacks ${last}. Run "scopewatch prepare"`) as string,
    });
  });

  it('refuses a database that was never prepared', async () => {
    const dataSource = createDataSource(await cluster.owner(''), 1, 'scopewatch-test');
    await dataSource.initialize();
    await expect(withSession(dataSource, ({ sql }) => requireSchema(sql))).rejects.toThrow(/too old.* and \d+ more/);
    await dataSource.destroy();
  });
});
