import type { Client } from 'pg';

/** Fails where the server lets nobody in or doesn't answer. */
export const requireAnswer = (client: Client): Promise<unknown> => client.query('SELECT 1');

/** @param client of a database whose server may create others */
export async function createDatabaseIfAbsent(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
}
