import { randomBytes } from 'node:crypto';
import { awaitDatabase } from '../postgres/await-database.js';
import { DATABASE, databaseUrl, INITDB_OPTIONS, OWNER, serverOptions } from '../postgres/server-options.js';
import { freePort } from '../ports.js';
import { recall, remember } from '../remembered.js';
import { containerEnded, restartContainer, stopContainer, volumeName, type Engine } from './engine.js';
import type { RunningPart } from '../parts.js';

const PORT_INSIDE = 5432;
const START_MS_MAX = 5 * 60_000;

export async function startDockerPostgres(
  engine: Engine,
  image: string,
  home: string,
  durable: boolean,
): Promise<RunningPart> {
  const before = recall(home).postgres;
  const own = before?.origin === 'docker' ? before : undefined;
  const password = own?.password ?? randomBytes(18).toString('base64url');
  const port = await freePort(own?.port);
  const container = engine
    .container(image)
    .withExposedPorts({ container: PORT_INSIDE, host: port })
    .withEnvironment({
      POSTGRES_USER: OWNER,
      POSTGRES_PASSWORD: password,
      POSTGRES_DB: DATABASE,
      POSTGRES_INITDB_ARGS: INITDB_OPTIONS.join(' '),
    })
    .withCommand(['postgres', ...serverOptions(durable)])
    .withSharedMemorySize(256 * 1024 * 1024);
  // From version 18 on, the image keeps its data in a folder per version below this one.
  if (durable) {
    container.withBindMounts([{ source: volumeName(home, 'postgres'), target: '/var/lib/postgresql', mode: 'rw' }]);
  }
  const started = await container.start();
  remember(home, { postgres: { origin: 'docker', port, password } });
  const address = databaseUrl(engine.host, port, password);
  const up = (): Promise<void> => awaitDatabase(address, START_MS_MAX, () => undefined);
  await up();
  return {
    address,
    log: `docker logs ${started.getId().slice(0, 12)}`,
    stop: () => stopContainer(started),
    restart: async (ending) => {
      await restartContainer(started, ending);
      await up();
    },
    ended: () => containerEnded(started),
    revive: async () => {
      await restartContainer(started);
      await up();
    },
  };
}
