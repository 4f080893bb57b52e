import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '#devstack';
import { until } from './until';

/** Fewer than there are clients, so that sessions really change hands. */
const SERVER_SESSIONS = 8;

/** A real PgBouncer in transaction mode before the server of the test run. */
export class Pooler {
  private constructor(
    private readonly port: number,
    private readonly stop: () => Promise<void>,
  ) {}

  static readonly missing =
    'PgBouncer is not installed, so nothing was tried through it: "apt-get install pgbouncer" (or "brew install pgbouncer").';

  static get installed(): boolean {
    return spawnSync('pgbouncer', ['--version']).status === 0;
  }

  /** @param urls of the roles that come through it, all on one server */
  static async start(urls: readonly string[]): Promise<Pooler> {
    const [server] = urls.map((url) => new URL(url));
    if (server === undefined) throw new Error('Say who comes through it.');
    const folder = mkdtempSync(join(tmpdir(), 'scopewatch-pooler-'));
    const port = await freePort();
    const users = urls.map((url) => new URL(url)).map((u) => `"${u.username}" "${decodeURIComponent(u.password)}"\n`);
    writeFileSync(join(folder, 'users.txt'), users.join(''));
    writeFileSync(
      join(folder, 'pgbouncer.ini'),
      [
        '[databases]',
        `* = host=${server.hostname} port=${server.port}`,
        '[pgbouncer]',
        'listen_addr = 127.0.0.1',
        `listen_port = ${port}`,
        'unix_socket_dir =',
        'auth_type = trust',
        `auth_file = ${join(folder, 'users.txt')}`,
        'pool_mode = transaction',
        `default_pool_size = ${SERVER_SESSIONS}`,
        'max_client_conn = 500',
        '',
      ].join('\n'),
    );
    chmodSync(folder, 0o755);
    // Root is refused by it, as by PostgreSQL, whose user is there already.
    const user = process.getuid?.() === 0 ? ['-u', 'postgres'] : [];
    const child = spawn('pgbouncer', [...user, join(folder, 'pgbouncer.ini')], { stdio: 'ignore' });
    const ended = once(child, 'close');
    const pooler = new Pooler(port, async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    });
    await until('PgBouncer lets somebody in', async () => {
      if (child.exitCode !== null) throw new Error('PgBouncer ended while starting.');
      return lets(pooler.through(server.toString()));
    });
    return pooler;
  }

  /** The same database by way of it. */
  through(url: string): string {
    return Object.assign(new URL(url), { host: `127.0.0.1:${this.port}` }).toString();
  }

  close(): Promise<void> {
    return this.stop();
  }
}

async function lets(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
