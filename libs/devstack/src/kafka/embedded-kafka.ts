import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeLogin, passwordFile, passwordOf } from '#runtime';
import { startDaemon, type Daemon } from '../daemon.js';
import { diskFull } from '../home.js';
import type { Ending, RunningPart } from '../parts.js';
import type { Reporter } from '../reporter.js';
import { PartsError } from '../parts-error.js';
import { forgetProcess, recordedProcess } from '../pid-file.js';
import { freePort } from '../ports.js';
import { isRunning, stopProcess, type StopStep } from '../process-mark.js';
import { recall, remember } from '../remembered.js';
import { answersMetadata } from './answers-metadata.js';
import { formatStorage, newClusterId } from './format-storage.js';
import { kafkaJars } from './jars.js';
import { findJava } from './java.js';
import { asFile, serverProperties, type BrokerPlace } from './server-properties.js';

const NAME = 'kafka';
const HOST = '127.0.0.1';
/** Long: after a kill it checks its last segments first. */
const START_MS_MAX = 3 * 60_000;
const POLL_MS = 100;

const JVM_OPTIONS = [
  '-Xmx512m',
  '-Xms128m',
  '-XX:+UseSerialGC',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.awt.headless=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
];

const ENDINGS: Record<Ending, readonly StopStep[]> = {
  clean: [
    { signal: 'SIGTERM', waitMs: 30_000 },
    { signal: 'SIGKILL', waitMs: 5_000 },
  ],
  crash: [{ signal: 'SIGKILL', waitMs: 5_000 }],
};

/** Apache Kafka from its jars, one node, its data under `<home>/kafka/data`. */
export async function startEmbeddedKafka(
  home: string,
  log: Reporter,
  maxMessageBytes: number,
  guarded: boolean,
): Promise<RunningPart> {
  const java = await findJava(process.env);
  const jars = await kafkaJars(home, process.env, log);
  await stopStale(home, log);
  const before = recall(home).kafka;
  const own = before?.origin === 'embedded' ? before : undefined;
  const port = await freePort(own?.port);
  const controllerPort = await freePort(own?.controllerPort === port ? undefined : own?.controllerPort);
  const clusterId = own?.clusterId ?? newClusterId();
  remember(home, { kafka: { origin: 'embedded', port, controllerPort, clusterId } });

  const dataFolder = join(home, 'kafka', 'data');
  const propertiesFile = join(home, 'kafka', 'server.properties');
  const address = `${HOST}:${port}`;
  mkdirSync(dataFolder, { recursive: true });
  const login = guarded ? makeLogin(passwordFile(home)) : undefined;
  const user = login === undefined ? undefined : { name: login.username, password: passwordOf(login) };
  const place = { bind: HOST, port, controllerPort, advertised: address, dataFolder, maxMessageBytes };
  // An earlier one may be readable to others, and would stay so.
  rmSync(propertiesFile, { force: true });
  writeFileSync(propertiesFile, asFile(serverProperties({ ...place, ...(user === undefined ? {} : { user }) })), {
    mode: 0o600,
  });
  await formatStorage(java, jars, dataFolder, propertiesFile, clusterId);

  let daemon: Daemon;
  const up = async (): Promise<void> => {
    daemon = startDaemon({
      home,
      name: NAME,
      command: java,
      args: [...JVM_OPTIONS, '-cp', join(jars, '*'), 'kafka.Kafka', propertiesFile],
      env: process.env,
    });
    await daemon.spawned;
    await awaitBroker(home, port, daemon, user);
  };
  await up();
  return {
    address,
    log: join(home, 'logs', 'kafka.log'),
    ...(login === undefined ? {} : { login }),
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

async function awaitBroker(home: string, port: number, daemon: Daemon, user: BrokerPlace['user']): Promise<void> {
  const giveUpAt = performance.now() + START_MS_MAX;
  while (!(await answersMetadata(HOST, port, user))) {
    requireAlive(home, daemon);
    if (performance.now() > giveUpAt) {
      await stop(home, 'crash');
      throw new PartsError(`Kafka doesn't answer after ${START_MS_MAX / 1000} s. See ${daemon.logPath}.`);
    }
    await sleep(POLL_MS);
  }
}

function requireAlive(home: string, daemon: Daemon): void {
  if (daemon.child.exitCode === null && daemon.child.signalCode === null) return;
  forgetProcess(home, NAME);
  const said = daemon.output().trim();
  if (said.includes('No space left on device')) throw diskFull(home);
  throw new PartsError(
    `Kafka ended while starting. Its last words, from ${daemon.logPath}:\n${said.split('\n').slice(-8).join('\n')}`,
  );
}

async function stop(home: string, ending: Ending): Promise<void> {
  const broker = recordedProcess(home, NAME);
  if (broker !== undefined) await stopProcess(broker, ENDINGS[ending]);
  forgetProcess(home, NAME);
}

async function stopStale(home: string, log: Reporter): Promise<void> {
  const recorded = recordedProcess(home, NAME);
  if (recorded === undefined || !isRunning(recorded)) return;
  log.warn(`Stopping a Kafka (process ${recorded.pid}) that a killed run left behind.`);
  await stop(home, 'clean');
}
