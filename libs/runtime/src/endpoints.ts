import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.js';
import type { KafkaSecurity } from './kafka-config.js';
import { securityOf, type KafkaLogin } from './kafka-login.js';

/** Where the parts of a running `start` are found. */
export interface Endpoints {
  readonly databaseUrl: string;
  /** `host:port` each. */
  readonly brokers: readonly string[];
  /** Who may use its Kafka; absent where that takes anybody, or is one of the user's own. */
  readonly kafka?: KafkaLogin;
  /** Absent with addresses by environment, and while there is no api. */
  readonly api?: string;
}

/** Where the parts are, and how Kafka is met. */
export interface Found {
  readonly databaseUrl: string;
  readonly brokers: readonly string[];
  readonly security: KafkaSecurity;
  readonly api?: string;
}

/** Nothing is known to connect to. */
export class EndpointsError extends Error {
  readonly exitCode = 3;

  constructor(message: string) {
    super(message);
    this.name = 'EndpointsError';
  }
}

/** Each address by environment if given, else from the `endpoints.json` of a running `start`. */
export function findEndpoints(config: Pick<Config, 'home' | 'databaseUrl' | 'brokers' | 'kafka'>): Found {
  const running = readEndpoints(config.home);
  const databaseUrl = config.databaseUrl ?? running?.databaseUrl;
  const brokers = config.brokers ?? running?.brokers;
  if (databaseUrl === undefined || brokers === undefined) {
    throw new EndpointsError(
      `No running scopewatch is found under ${config.home}. Start it ("npm start" or "scopewatch start") and keep it running, ` +
        'set SCOPEWATCH_HOME to its home, or set DATABASE_URL and KAFKA_BROKERS.',
    );
  }
  const security = config.brokers === undefined ? securityOf(running?.kafka) : config.kafka.security;
  return { databaseUrl, brokers, security, ...(running?.api === undefined ? {} : { api: running.api }) };
}

/** Holds the database's password, so only its owner may read it. */
export function writeEndpoints(home: string, endpoints: Endpoints): void {
  writeFileSync(endpointsFile(home), `${JSON.stringify(endpoints, null, 2)}\n`, { mode: 0o600 });
}

export function removeEndpoints(home: string): void {
  rmSync(endpointsFile(home), { force: true });
}

function endpointsFile(home: string): string {
  return join(home, 'endpoints.json');
}

function readEndpoints(home: string): Endpoints | undefined {
  try {
    return JSON.parse(readFileSync(endpointsFile(home), 'utf8')) as Endpoints;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new EndpointsError(
      `${endpointsFile(home)} can't be read. Stop scopewatch, delete that file and start again.`,
    );
  }
}
