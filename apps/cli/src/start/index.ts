import { setTimeout as sleep } from 'node:timers/promises';
import { bringUpParts, lockHome, PartsError, prepareHome, isRunning, recordedProcess, type Reporter } from '#devstack';
import { onNpmGone, onSignal, removeEndpoints, writeEndpoints, type Config, type KafkaLogin } from '#runtime';
import { migrate } from '#store';
import { announceAlerts } from './announce-alerts.js';
import { announceTopics } from './announce-topics.js';
import { announceTrouble } from './announce-trouble.js';
import { appsOf, environmentOf, readyAddress, requireFreePorts, urlOf } from './apps.js';
import { awaitReady } from './await-ready.js';
import { chooseDemonstration, playPast, type Demonstration } from './demonstrate.js';
import { ownSigningKey } from './own-signing-key.js';
import { printer } from './print.js';
import { signInPath } from './sign-in-path.js';
import { roleOptions, requireLogIn } from './role-options.js';
import { StartError } from './start-error.js';
import { stopRecordedApp, superviseApp } from './supervise.js';
import { superviseParts } from './supervise-parts.js';
import { createTopics } from './topics.js';
import type { StartOptions } from './start-options.js';

export type { Demonstration, DemoOptions } from './demonstrate.js';

/** What plays or prints beside the apps has this long to notice that it should stop. */
const BACKGROUND_MS_MAX = 15_000;

/** Undone in the reverse order of having been done. */
type Undo = (() => Promise<void> | void)[];

/**
 * Runs everything until a signal to stop comes, and leaves nothing running behind.
 *
 * @throws PartsError, StartError and others with an `exitCode`, after stopping what had been started
 */
export async function runStart(options: StartOptions, config: Config, demonstration?: Demonstration): Promise<void> {
  const print = printer();
  const stopping = new AbortController();
  // What is written from here on, by the processes started too, is nobody else's to read.
  process.umask(0o077);
  const takeOff = onSignal((signal) => {
    print.info(
      `${signal === 'SIGINT' ? 'Ctrl-C' : signal}: stopping. Once more stops at once and leaves the parts running.`,
    );
    stopping.abort();
    return Promise.resolve();
  });
  const endNpmWatch = onNpmGone(process.env, () => {
    print.warn('npm, which ran this, is gone: stopping.');
    stopping.abort();
  });
  const undo: Undo = [];
  try {
    await start(options, config, demonstration, print, stopping.signal, undo);
  } catch (error) {
    // What was under way when the signal came may well have failed of it.
    if (!stopping.signal.aborted) throw error;
  } finally {
    stopping.abort();
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
    takeOff();
    endNpmWatch();
  }
  print.info('Stopped.');
}

async function start(
  options: StartOptions,
  config: Config,
  demonstration: Demonstration | undefined,
  print: Reporter,
  signal: AbortSignal,
  undo: Undo,
): Promise<void> {
  const { home } = config;
  prepareHome(home);
  const lock = await lockHome(home, print);
  undo.push(lock.release);
  await stopStaleApps(home, print);
  const apps = appsOf(config);
  await requireFreePorts(apps, config.host);

  print.info(`Data, logs and addresses: ${home}`);
  const parts = await bringUpParts({ home, config, log: print, durable: true, lock });
  undo.push(() => {
    print.info('Stopping Kafka and PostgreSQL ...');
    return parts.stop();
  });
  signal.throwIfAborted();
  const ground = superviseParts({ parts: parts.owned, home, print });
  undo.push(ground.letGo);

  const migrated = await migrate({
    databaseUrl: parts.databaseUrl,
    log: asDetailedLog(print),
    ...roleOptions(config),
  });
  const appUrl = config.databaseAppUrl ?? migrated.appUrl;
  if (config.databaseAppUrl === undefined && !migrated.passwordIsSet) await requireLogIn(appUrl, migrated.role);
  await createTopics(parts, config, print);
  const chosen = await chooseDemonstration({ demonstration, options, parts, appUrl, config, print });
  signal.throwIfAborted();

  const ownKey = ownSigningKey(home, config.checkpoints.signers !== undefined);
  const env = { ...environmentOf(config, parts, appUrl), ...ownKey };
  const running = apps.map((app) => superviseApp({ app, home, env, print, ground }));
  undo.push(async () => {
    print.info(`Stopping ${apps.map(({ name }) => name).join(', ')} ...`);
    await Promise.all(running.map((app) => app.stop()));
  });
  const givenUp = Promise.race([
    ...running.map((app) => app.givenUp.then((sentence) => Promise.reject(new StartError(sentence)))),
    ground.givenUp.then((sentence) => Promise.reject(new PartsError(sentence))),
  ]);
  givenUp.catch(() => undefined); // told to whoever waits for it below, now or later
  await Promise.race([awaitReady(running, config.host, signal), givenUp]);
  signal.throwIfAborted();

  const api = apps.find(({ name }) => name === 'api');
  undo.push(() => removeEndpoints(home));
  writeEndpoints(home, {
    databaseUrl: parts.databaseUrl,
    brokers: parts.brokers,
    ...(parts.kafkaLogin === undefined ? {} : { kafka: parts.kafkaLogin }),
    ...(api === undefined ? {} : { api: urlOf(api, config.host) }),
  });
  if (parts.kafkaLogin !== undefined) print.info(howToMeet(parts.kafkaLogin));
  for (const app of apps)
    print.info(`The ${app.name} listens on ${urlOf(app, config.host)} (/health/ready, /metrics).`);
  const background: Promise<unknown>[] = [
    announceTopics(appUrl, print, signal),
    announceTrouble(apps, config.host, print, signal),
  ];
  undo.push(() => withinMs(Promise.allSettled(background), BACKGROUND_MS_MAX));

  const apiUrl = api && urlOf(api, config.host);
  const past = chosen && demonstration && playPast({ demonstration, chosen, parts, apiUrl, config, print, signal });
  background.push(Promise.resolve(past));
  const live = await Promise.race([past, givenUp]);
  signal.throwIfAborted();
  const byLink = config.oidc === undefined || options.link === true;
  const link = api !== undefined && byLink ? await signInPath(appUrl) : '';
  process.stdout.write(`ready ${readyAddress(apps, config.host)}${link}\n`);
  background.push(announceAlerts(appUrl, print.info, signal), Promise.resolve(live?.()));
  await Promise.race([aborted(signal), givenUp]);
}

/** Apps of a launcher that was killed work on without it, on addresses that are about to change. */
async function stopStaleApps(home: string, print: Reporter): Promise<void> {
  for (const name of ['monitor', 'notifier', 'api']) {
    const left = recordedProcess(home, name);
    if (left !== undefined && isRunning(left))
      print.warn(`Stopping a ${name} (process ${left.pid}) that a killed run left behind.`);
    await stopRecordedApp(home, name, print);
  }
}

/** Waits for `work`, but not longer than that. */
async function withinMs(work: Promise<unknown>, ms: number): Promise<void> {
  const over = new AbortController();
  await Promise.race([work, sleep(ms, undefined, { signal: over.signal }).catch(() => undefined)]);
  // A timer that is left would keep the process for as long as it runs.
  over.abort();
}

/** For programs that are not ours; ours find it by themselves. */
const howToMeet = ({ username, passwordFile }: KafkaLogin): string =>
  `Kafka takes clients by SASL_PLAINTEXT and PLAIN: user ${username}, with the password in ${passwordFile}.`;

/** Also keeps the process alive: children in groups of their own don't. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const alive = setInterval(() => undefined, 60_000);
    const end = (): void => {
      clearInterval(alive);
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

/** Libraries log fields and a message; a person wants the sentence. */
function asDetailedLog(print: Reporter): Record<'info' | 'warn', (details: object, message: string) => void> {
  return { info: (_details, message) => print.info(message), warn: (_details, message) => print.warn(message) };
}
