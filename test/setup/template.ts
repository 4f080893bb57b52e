import { Client } from 'pg';
import { migrate } from '#store';

/** What a test's database is copied from, and the server that it lies on. */
export const TEMPLATE = {
  name: 'TEST_TEMPLATE',
  server: 'TEST_TEMPLATE_SERVER',
} as const;

/** All databases of a server share the role of the apps, which the first of them has made. */
export const APP = { role: 'scopewatch_app', appPassword: 'scopewatch_app' } as const;

const quiet = { info: () => undefined, warn: () => undefined };

/** Makes the schema once for the whole run: a copy of it takes a fraction of the time. */
export async function prepareTemplate(serverUrl: string): Promise<void> {
  const name = `scopewatch_template_${process.pid}`;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${name}`);
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate({ databaseUrl: url.toString(), log: quiet, ...APP });
  process.env[TEMPLATE.name] = name;
  process.env[TEMPLATE.server] = serverUrl;
}
