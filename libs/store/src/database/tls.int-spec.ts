import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { selfSigned } from '../../../../test/support/certificate.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { until } from '../../../../test/support/until.js';
import { migrate } from './migrate.js';
import { openDatabase } from './open-database.js';

const log = { info: () => undefined, warn: () => undefined };
const made = selfSigned();
const other = selfSigned();
if (made === undefined) process.stderr.write('openssl is not installed, so TLS to PostgreSQL was not tried.\n');

(made === undefined ? describe.skip : describe)('TLS to PostgreSQL is as the address says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scopewatch-tls-'));
  const [ca, wrongCa] = [join(folder, 'ca.pem'), join(folder, 'wrong.pem')];
  let database: TestDatabase;
  let server: Pool;

  /** Written by the server itself, so that the files are its own and nobody else's. */
  const toServer = (file: string, text: string): Promise<unknown> =>
    server.query(
      `COPY (SELECT unnest(string_to_array('${text.trim()}', E'\\n'))) TO PROGRAM 'umask 077; cat > scopewatch-${file}.pem'`,
    );
  const set = async (name: string, value: string): Promise<void> => {
    await server.query(`ALTER SYSTEM SET ${name} = ${value}`);
  };
  const reload = async (ssl: 'on' | 'off'): Promise<void> => {
    await server.query('SELECT pg_reload_conf()');
    await until(`TLS is ${ssl}`, async () => (await server.query<{ ssl: string }>('SHOW ssl')).rows[0]?.ssl === ssl);
  };

  beforeAll(async () => {
    writeFileSync(ca, made?.cert ?? '');
    writeFileSync(wrongCa, other?.cert ?? '');
    database = await createTestDatabase('tls');
    server = new Pool({ connectionString: process.env['TEST_DATABASE_URL'], max: 1 });
    await toServer('cert', made?.cert ?? '');
    await toServer('key', made?.key ?? '');
    await set('ssl_cert_file', `'scopewatch-cert.pem'`);
    await set('ssl_key_file', `'scopewatch-key.pem'`);
    await set('ssl', 'on');
    await reload('on');
  });
  afterAll(async () => {
    for (const name of ['ssl', 'ssl_cert_file', 'ssl_key_file']) await server.query(`ALTER SYSTEM RESET ${name}`);
    await reload('off');
    await server.end();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const at = (url: string, parameters: Readonly<Record<string, string>>, host = '127.0.0.1'): string => {
    const address = new URL(url);
    address.hostname = host;
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    return address.toString();
  };
  const isEncrypted = async (url: string): Promise<boolean> => {
    const dataSource = await openDatabase(url, 1, 'scopewatch-test-tls');
    try {
      const [row] = await dataSource.query<{ ssl: boolean }[]>(
        'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
      );
      return row?.ssl === true;
    } finally {
      await dataSource.destroy();
    }
  };

  it.each(['verify-full', 'verify-ca', 'require'])(
    '%s: encrypted, with a server that the given authority vouches for',
    async (sslmode) => {
      expect(await isEncrypted(at(database.appUrl, { sslmode, sslrootcert: ca }))).toBe(true);
    },
  );

  it('also for whoever prepares the database, and in the address that comes of it', async () => {
    const databaseUrl = at(database.ownerUrl, { sslmode: 'verify-full', sslrootcert: ca });
    const { appUrl } = await migrate({ databaseUrl, log, role: 'scopewatch_app', appPassword: 'scopewatch_app' });
    expect(await isEncrypted(appUrl)).toBe(true);
  });

  it('without a word of it: not encrypted', async () => {
    expect(await isEncrypted(database.appUrl)).toBe(false);
  });

  it.each([
    ['an authority that is not known', { sslmode: 'verify-full' }, '127.0.0.1', /self-signed certificate/],
    ['another authority', { sslmode: 'verify-full', sslrootcert: wrongCa }, '127.0.0.1', /self-signed certificate/],
    ['another name', { sslmode: 'verify-full', sslrootcert: ca }, 'localhost', /does not match certificate|altnames/],
  ])('%s: refused', async (_what, parameters: Record<string, string>, host, message) => {
    await expect(isEncrypted(at(database.appUrl, parameters, host))).rejects.toThrow(message);
  });

  it('asked of a server that has none: refused', async () => {
    await set('ssl', 'off');
    await reload('off');
    await expect(isEncrypted(at(database.appUrl, { sslmode: 'verify-full', sslrootcert: ca }))).rejects.toThrow(
      /does not support SSL/,
    );
    await set('ssl', 'on');
    await reload('on');
  });
});
