import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { requireAnswer } from './server.queries.js';

const POLL_MS = 50;

/** Runs `work` on one connection and closes it. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // a connection lost between queries shows in the next query
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Waits until the server lets somebody in.
 *
 * @param stillHope asked between attempts; what it throws ends the waiting
 */
export async function awaitDatabase(url: string, waitMs: number, stillHope: () => void): Promise<void> {
  const giveUpAt = performance.now() + waitMs;
  for (;;) {
    try {
      await withClient(url, requireAnswer);
      return;
    } catch (error) {
      stillHope();
      if (performance.now() > giveUpAt) throw error;
    }
    await sleep(POLL_MS);
  }
}
