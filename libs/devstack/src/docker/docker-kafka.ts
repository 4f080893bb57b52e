import { setTimeout as sleep } from 'node:timers/promises';
import { makeLogin, passwordFile, passwordOf } from '#runtime';
import { answersMetadata } from '../kafka/answers-metadata.js';
import { newClusterId } from '../kafka/format-storage.js';
import { asEnvironment, serverProperties } from '../kafka/server-properties.js';
import type { RunningPart } from '../parts.js';
import { PartsError } from '../parts-error.js';
import { freePort } from '../ports.js';
import { recall, remember } from '../remembered.js';
import { containerEnded, restartContainer, stopContainer, volumeName, type Engine } from './engine.js';

const PORT_INSIDE = 9092;
const CONTROLLER_PORT_INSIDE = 9093;
const DATA_INSIDE = '/var/lib/kafka/data';
const START_MS_MAX = 2 * 60_000;

export async function startDockerKafka(
  engine: Engine,
  image: string,
  home: string,
  durable: boolean,
  maxMessageBytes: number,
  guarded: boolean,
): Promise<RunningPart> {
  const before = recall(home).kafka;
  const own = before?.origin === 'docker' ? before : undefined;
  const clusterId = own?.clusterId ?? newClusterId();
  // Clients go where the broker tells them to, so the port outside must be known before it starts.
  const port = await freePort(own?.port);
  const address = `${engine.host}:${port}`;
  const login = guarded ? makeLogin(passwordFile(home)) : undefined;
  const user = login === undefined ? undefined : { name: login.username, password: passwordOf(login) };
  const properties = serverProperties({
    ...(user === undefined ? {} : { user }),
    bind: '0.0.0.0',
    port: PORT_INSIDE,
    controllerPort: CONTROLLER_PORT_INSIDE,
    advertised: address,
    dataFolder: DATA_INSIDE,
    maxMessageBytes,
  });
  const container = engine
    .container(image)
    .withExposedPorts({ container: PORT_INSIDE, host: port })
    .withEnvironment({ ...asEnvironment(properties), CLUSTER_ID: clusterId, KAFKA_HEAP_OPTS: '-Xmx512m -Xms128m' });
  if (durable) {
    container.withBindMounts([{ source: volumeName(home, 'kafka'), target: DATA_INSIDE, mode: 'rw' }]);
  }
  const started = await container.start();
  remember(home, { kafka: { origin: 'docker', port, controllerPort: CONTROLLER_PORT_INSIDE, clusterId } });
  const up = async (): Promise<void> => {
    const giveUpAt = performance.now() + START_MS_MAX;
    while (!(await answersMetadata(engine.host, port, user))) {
      if (performance.now() > giveUpAt) {
        throw new PartsError(`Kafka in Docker (${image}) doesn't answer on ${address} after ${START_MS_MAX / 1000} s.`);
      }
      await sleep(200);
    }
  };
  await up();
  return {
    address,
    log: `docker logs ${started.getId().slice(0, 12)}`,
    ...(login === undefined ? {} : { login }),
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
