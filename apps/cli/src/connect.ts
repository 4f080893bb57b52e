import type { DataSource } from 'typeorm';
import { openDatabase, SchemaError } from '#store';
import { CliError } from './cli-error.js';

/**
 * @param command which it is, for the lists of the database server
 * @throws CliError with exit code 3 when the database is not reachable; SchemaError where its schema is of another age
 */
export async function connect(databaseUrl: string, poolSize: number, command: string): Promise<DataSource> {
  return openDatabase(databaseUrl, poolSize, `scopewatch-${command}`).catch((error: unknown) => {
    if (error instanceof SchemaError) throw error;
    throw new CliError(`PostgreSQL is not reachable: ${error instanceof Error ? error.message : String(error)}`, 3);
  });
}
