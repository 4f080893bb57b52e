import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startDaemon, type Daemon } from '../daemon.js';
import { diskFull } from '../home.js';
import type { Ending, RunningPart } from '../parts.js';
import type { Reporter } from '../reporter.js';
import { PartsError } from '../parts-error.js';
import { forgetProcess, recordedProcess } from '../pid-file.js';
import { freePort } from '../ports.js';
import { isRunning, markProcess, stopProcess, type StopStep } from '../process-mark.js';
import { recall, remember } from '../remembered.js';
import { awaitDatabase, withClient } from './await-database.js';
import { createDatabaseIfAbsent } from './server.queries.js';
import { postgresBinaries } from './binaries.js';
import { initialiseCluster } from './initialise-cluster.js';
import { letPass, postgresUser, requirePassage } from './os-user.js';
import { DATABASE, databaseUrl, serverOptions } from './server-options.js';

const NAME = 'postgres';
const HOST = '127.0.0.1';
/** Long: after a kill it first reads its log again, and a large one takes its time. */
const START_MS_MAX = 10 * 60_000;

const ENDINGS: Record<Ending, readonly StopStep[]> = {
  // Fast: sessions are cut, everything is written out. Then immediate: children too, the log is read at the next start.
  clean: [
    { signal: 'SIGINT', waitMs: 60_000 },
    { signal: 'SIGQUIT', waitMs: 10_000 },
  ],
  crash: [{ signal: 'SIGQUIT', waitMs: 10_000 }],
};

/** PostgreSQL from the programs in node_modules, its data under `<home>/postgres`. */
export async function startEmbeddedPostgres(home: string, log: Reporter, durable: boolean): Promise<RunningPart> {
  const { initdb, postgres } = postgresBinaries();
  const user = postgresUser(log);
  if (user !== undefined) {
    letPass(home, user);
    for (const path of [join(home, NAME), postgres]) requirePassage(path, user);
  }
  await stopStale(home, log);
  const before = recall(home).postgres;
  const own = before?.origin === 'embedded' ? before : undefined;
  const password = own?.password ?? randomBytes(18).toString('base64url');
  const port = await freePort(own?.port);
  remember(home, { postgres: { origin: 'embedded', port, password } });
  const data = await initialiseCluster(home, initdb, user, password);

  let daemon: Daemon;
  const up = async (): Promise<void> => {
    const args = ['-D', data, '-p', String(port), '-c', `listen_addresses=${HOST}`, '-c', 'unix_socket_directories='];
    daemon = startDaemon({
      home,
      name: NAME,
      command: postgres,
      args: [...args, ...serverOptions(durable)],
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      ...(user === undefined ? {} : { user }),
    });
    await daemon.spawned;
    await awaitDatabase(databaseUrl(HOST, port, password, 'postgres'), START_MS_MAX, () => requireAlive(home, daemon));
  };
  await up();
  const serverUrl = databaseUrl(HOST, port, password, 'postgres');
  await withClient(serverUrl, (client) => createDatabaseIfAbsent(client, DATABASE));
  return {
    address: databaseUrl(HOST, port, password),
    log: join(home, 'logs', 'postgres.log'),
    stop: () => stop(home, 'clean'),
    restart: async (ending = 'clean') => {
      await stop(home, ending);
      await up();
    },
    ended: () => daemon.ended,
    revive: async () => {
      await stopStale(home, log);
      await up();
    },
  };
}

async function stop(home: string, ending: Ending): Promise<void> {
  const server = recordedProcess(home, NAME);
  if (server !== undefined && (await stopProcess(server, ENDINGS[ending])) === undefined) {
    throw new PartsError(`PostgreSQL (process ${server.pid}) doesn't stop. See ${join(home, 'logs', 'postgres.log')}.`);
  }
  forgetProcess(home, NAME);
}

/** A killed launcher leaves its server running; PostgreSQL's own pid file then keeps a second one out. */
async function stopStale(home: string, log: Reporter): Promise<void> {
  const recorded = recordedProcess(home, NAME);
  if (recorded !== undefined && isRunning(recorded)) {
    log.warn(`Stopping a PostgreSQL (process ${recorded.pid}) that a killed run left behind.`);
    await stop(home, 'clean');
  }
  const pidFile = join(home, NAME, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const holder = Number.isInteger(pid) && pid > 0 ? markProcess(pid) : undefined;
  if (holder !== undefined && commandOf(pid).includes('postgres')) {
    log.warn(`Stopping a PostgreSQL (process ${pid}) that still holds the data under ${home}.`);
    await stopProcess(holder, ENDINGS.clean);
  }
  // Now it names nobody, or a stranger that was given the number since: PostgreSQL can't tell and would refuse.
  rmSync(pidFile, { force: true });
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return 'postgres'; // no /proc: believe the file
  }
}

function requireAlive(home: string, daemon: Daemon): void {
  if (daemon.child.exitCode === null && daemon.child.signalCode === null) return;
  const said = daemon.output().trim();
  if (said.includes('No space left on device')) throw diskFull(home);
  throw new PartsError(
    `PostgreSQL ended while starting. Its last words, from ${daemon.logPath}:\n${said.split('\n').slice(-8).join('\n')}`,
  );
}
