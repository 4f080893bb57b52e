import { createDataSource, withSession } from '#store';
import { makeSignInLink } from '../sign-in-link.js';

/** Path and query that sign whoever reads our output in, once; nothing where the local administrator was disabled. */
export async function signInPath(databaseUrl: string): Promise<string> {
  const dataSource = createDataSource(databaseUrl, 1, 'scopewatch-start');
  await dataSource.initialize();
  try {
    return (await withSession(dataSource, (session) => session.transaction((tx) => makeSignInLink(tx)))) ?? '';
  } finally {
    await dataSource.destroy();
  }
}
