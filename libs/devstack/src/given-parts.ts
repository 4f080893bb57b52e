import { connect } from 'node:net';
import { PartsError } from './parts-error.js';
import { withClient } from './postgres/await-database.js';
import { requireAnswer } from './postgres/server.queries.js';

const CONNECT_MS_MAX = 5_000;

/** @throws PartsError, without the password, if the database at DATABASE_URL lets nobody in */
export async function requireDatabase(url: string): Promise<void> {
  try {
    await withClient(url, requireAnswer);
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    throw new PartsError(
      `The database at ${hostname}:${port || '5432'}${pathname} (by DATABASE_URL) can't be used: ${reason(error)}. ` +
        'Correct the address, or leave DATABASE_URL out to have a database brought up.',
      { cause: error },
    );
  }
}

/** One broker that can be reached is enough: it tells of the others. */
export async function requireBroker(brokers: readonly string[]): Promise<void> {
  const errors: string[] = [];
  for (const broker of brokers) {
    const error = await reach(broker);
    if (error === undefined) return;
    errors.push(`${broker}: ${error}`);
  }
  throw new PartsError(
    `No broker of KAFKA_BROKERS can be reached (${errors.join('; ')}). ` +
      'Correct the addresses, or leave KAFKA_BROKERS out to have a Kafka brought up.',
  );
}

function reach(broker: string): Promise<string | undefined> {
  const colon = broker.lastIndexOf(':');
  const host = broker.slice(0, colon).replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(broker.slice(colon + 1)) });
    const end = (error: string | undefined): void => {
      socket.destroy();
      resolve(error);
    };
    socket.setTimeout(CONNECT_MS_MAX, () => end(`no answer within ${CONNECT_MS_MAX} ms`));
    socket.once('error', (error) => end(reason(error)));
    socket.once('connect', () => end(undefined));
  });
}

/** Where several addresses of one name were tried, Node puts the reasons into a list and leaves the message empty. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(', ');
  return error instanceof Error ? error.message : String(error);
}
