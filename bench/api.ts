import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { API_NODE_ARGS } from '#runtime';
import { freePort } from '#devstack';
import { until } from './until.js';
import { Worker } from './worker.js';

/** The api itself, as `scopewatch start` runs it, and a key to ask it with. */
export interface BenchApi {
  readonly url: string;
  readonly key: string;
  end(): Promise<void>;
}

export async function startApi(databaseUrl: string, brokers: readonly string[], role: string): Promise<BenchApi> {
  const key = await addKey(databaseUrl, role);
  const port = await freePort();
  const env = {
    DATABASE_URL: databaseUrl,
    KAFKA_BROKERS: brokers.join(','),
    SCOPEWATCH_PORT: String(port),
    SCOPEWATCH_REQUESTS_PER_MINUTE: '1000000',
  };
  const api = Worker.start('apps/api/src/main.js', env, API_NODE_ARGS);
  const url = `http://127.0.0.1:${port}`;
  await until('the api is ready', 100, () => {
    api.requireRunning();
    return fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  return { url, key, end: () => api.end() };
}

/** As the api keeps keys. */
async function addKey(databaseUrl: string, role: string): Promise<string> {
  const [keyId, secret] = ['bench00000000000', 'b'.repeat(43)];
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  // A key can do no more than whoever made it.
  await client.query(
    `INSERT INTO person (person_id, name, given_roles, created_at) VALUES ('bench', 'bench', $1, now())`,
    [[role]],
  );
  await client.query(
    `INSERT INTO api_key (key_id, secret_hash, name, roles, created_by, created_at) VALUES ($1, $2, 'bench', $3, 'bench', now())`,
    [keyId, createHash('sha256').update(secret).digest(), [role]],
  );
  await client.end();
  return `swk_${keyId}_${secret}`;
}
