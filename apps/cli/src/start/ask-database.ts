import { Client } from 'pg';

const CONNECT_MS_MAX = 5_000;

/**
 * A connection for each question: they are rare, and a restart of the database in between then needs no care.
 *
 * @returns `undefined` while the database doesn't answer
 */
export async function askDatabase<T>(
  databaseUrl: string,
  question: (client: Client) => Promise<T>,
): Promise<T | undefined> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS_MAX });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await question(client);
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}
