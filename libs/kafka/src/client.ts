import { Kafka, logLevel, type KafkaConfig, type RetryOptions } from 'kafkajs';
import { IN_PLAIN_TEXT, type KafkaSecurity } from '#runtime';
import { socketFactory } from './connect-socket.js';
import { readBatchesOurselves } from './kafkajs-internals.js';
import { kafkaLogCreator, type Log } from './log.js';
import { saslOptions } from './sasl-options.js';
import { requireUsable } from './tls-options.js';

/** Where the cluster is and how it is met. */
export interface Cluster {
  /** `host:port` each. */
  brokers: readonly string[];
  /** Absent: in plain text, and without saying who we are. */
  security?: KafkaSecurity;
}

/** A cluster, and under which name this process is seen there. */
export interface ClientOptions extends Cluster {
  clientId: string;
  log: Log;
}

// About ten seconds of trying in all. Whoever needs longer builds the client anew, which also forgets stale metadata.
const retry: RetryOptions = { initialRetryTime: 200, maxRetryTime: 3_000, multiplier: 2, factor: 0.2, retries: 5 };

// How long before the end of a session kafkajs shows anew who we are. Brokers refuse that within a second of the last time,
// so it must be well below the shortest session in use.
const REAUTHENTICATE_BEFORE_MS = 3_000;

/**
 * What kafkajs needs to know of a cluster.
 * @throws KafkaFault where certificate, key and password don't fit together
 */
export function kafkaConfig({ brokers, security = IN_PLAIN_TEXT }: Cluster): KafkaConfig {
  if (security.tls !== undefined) requireUsable(security.tls);
  const sasl = saslOptions(security);
  return {
    brokers: [...brokers],
    ssl: security.tls !== undefined,
    socketFactory: socketFactory(security.tls),
    reauthenticationThreshold: REAUTHENTICATE_BEFORE_MS,
    ...(sasl === undefined ? {} : { sasl }),
  };
}

/** The one place that makes a kafkajs client. `overrides` go before its own bounded retries. */
export function kafkaClient(options: ClientOptions, overrides: RetryOptions = {}): Kafka {
  readBatchesOurselves();
  return new Kafka({
    ...kafkaConfig(options),
    clientId: options.clientId,
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    retry: { ...retry, ...overrides },
    logLevel: logLevel.WARN,
    logCreator: kafkaLogCreator(options.log),
  });
}

/** For one-shot questions whose failure reaches the caller as an error anyway. */
export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
