import { Kafka, logLevel } from 'kafkajs';
import type { RetryOptions } from 'kafkajs';
import { kafkaLogCreator } from './log.js';
import type { Log } from './log.js';

/** Where the cluster is and under which name this process is seen there. */
export interface ClientOptions {
  brokers: string[];
  clientId: string;
  log: Log;
}

// About ten seconds of trying in all. Whoever needs longer builds the client anew, which also forgets stale metadata.
const retry: RetryOptions = { initialRetryTime: 200, maxRetryTime: 3_000, multiplier: 2, factor: 0.2, retries: 5 };

/** The one place that makes a kafkajs client. `retry` overrides its own bounded retries. */
export function kafkaClient(options: ClientOptions, overrides: RetryOptions = {}): Kafka {
  return new Kafka({
    brokers: options.brokers,
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
