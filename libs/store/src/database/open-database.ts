import type { DataSource } from 'typeorm';
import { createDataSource, withSession, type Sql } from './connection.js';
import { requireSchema } from './schema-age.js';

/**
 * Connections to a database whose schema this program works on.
 * @throws SchemaError where it doesn't
 */
export async function openDatabase(url: string, poolSize: number, applicationName: string): Promise<DataSource> {
  const dataSource = createDataSource(url, poolSize, applicationName);
  await dataSource.initialize();
  try {
    await withSession(dataSource, ({ sql }) => requireSchema(sql));
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

/** Whether the database answers at all. */
export const isAnswering = (dataSource: DataSource): Promise<boolean> =>
  dataSource.query('SELECT 1').then(
    () => true,
    () => false,
  );

/** Statements by themselves, each on whatever connection is free. */
export const statementsOn = (dataSource: DataSource): Sql => ({
  query: <R>(text: string, values: readonly unknown[] = []): Promise<R[]> => dataSource.query(text, [...values]),
  change: () => Promise.reject(new Error('This takes a session.')),
  copy: () => Promise.reject(new Error('This takes a session.')),
  copied: () => Promise.reject(new Error('This takes a session.')),
});
