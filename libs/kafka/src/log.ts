import { logLevel, type LogEntry, type logCreator } from 'kafkajs';

/** The part of a structured logger that this library writes to; pino fits as it is. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

// kafkajs reports every ordinary rebalance as an error; a person on call should not read those as one.
const ordinary =
  /rebalanc|not aware of this member|generation id|correct coordinator|coordinator is loading|has no active members/i;
// Bounded retries are meant: the caller decides after them, with a producer built anew.
const meant = /Limiting retries for the idempotent producer/;

function text(value: unknown): string {
  return typeof value === 'string' ? value : value instanceof Error ? value.message : '';
}

function forward(log: Log, { namespace, level, log: content }: LogEntry): void {
  const { timestamp: _timestamp, logger: _logger, message, ...rest } = content;
  const fields = { component: `kafkajs/${namespace}`, ...rest };
  const calm = meant.test(message) || ordinary.test(message) || ordinary.test(text(rest['error']));
  if (level <= logLevel.ERROR && !calm) log.error(fields, message);
  else if (level <= logLevel.WARN && !calm) log.warn(fields, message);
  else log.info(fields, message);
}

/**
 * Bridges the log of kafkajs to `log`.
 * @returns what the `logCreator` option of `new Kafka()` takes; rebalances are written as information
 */
export function kafkaLogCreator(log: Log): logCreator {
  return () => (entry) => forward(log, entry);
}
