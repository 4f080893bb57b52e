import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  API_NODE_ARGS,
  checkout,
  loginSettings,
  MONITOR_NODE_ARGS,
  reachableUrl,
  settings,
  type Config,
} from '#runtime';
import { requireFreePort, type Parts } from '#devstack';

/** One process that `start` keeps running. */
export interface App {
  readonly name: 'monitor' | 'notifier' | 'api';
  readonly script: string;
  readonly nodeArgs: readonly string[];
  readonly port: number;
  /** The environment variable that the port comes from. */
  readonly portSetting: string;
}

const NODE_ARGS: Readonly<Record<App['name'], readonly string[]>> = {
  monitor: MONITOR_NODE_ARGS,
  notifier: [],
  api: API_NODE_ARGS,
};

/** In the order in which they start; the api only where it is part of the build. */
export function appsOf({ ports }: Config): App[] {
  const app = (name: App['name'], portSetting: string): App => ({
    name,
    script: join(checkout, 'dist', 'apps', name, 'src', 'main.js'),
    nodeArgs: NODE_ARGS[name],
    port: ports[name],
    portSetting,
  });
  const apps = [app('monitor', settings.monitorPort.name), app('notifier', settings.notifierPort.name)];
  const api = app('api', settings.port.name);
  return existsSync(api.script) ? [...apps, api] : apps;
}

export async function requireFreePorts(apps: readonly App[], host: string): Promise<void> {
  for (const { port, portSetting } of apps) await requireFreePort(port, host, portSetting);
}

/** Where this machine reaches an app. */
export const urlOf = ({ port }: App, host: string): string => reachableUrl(host, port);

/** The page to open; while there is none, what the monitor says of itself. */
export function readyAddress(apps: readonly App[], host: string): string {
  const api = apps.find(({ name }) => name === 'api');
  if (api !== undefined) return urlOf(api, host);
  const [monitor] = apps;
  return monitor === undefined ? '' : `${urlOf(monitor, host)}/health/ready`;
}

/** @param appUrl database address of the role that the apps run as, in place of the owner's */
export function environmentOf(
  config: Config,
  { brokers, origin, kafkaLogin }: Pick<Parts, 'brokers' | 'origin' | 'kafkaLogin'>,
  appUrl: string,
): NodeJS.ProcessEnv {
  const { DATABASE_APP_URL: _notForApps, SCOPEWATCH_APP_PASSWORD: _norThis, ...env } = process.env;
  // No pooler lies before a database of our own.
  const listenUrl = config.databaseListenUrl ?? (origin.postgres === 'environment' ? '' : appUrl);
  return {
    ...env,
    ...loginSettings(kafkaLogin),
    DATABASE_URL: appUrl,
    DATABASE_LISTEN_URL: listenUrl,
    KAFKA_BROKERS: brokers.join(','),
    SCOPEWATCH_HOME: config.home,
  };
}
