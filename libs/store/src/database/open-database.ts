import type { DataSource } from 'typeorm';
import { createDataSource, withSession } from './connection.js';
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
