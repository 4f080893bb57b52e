import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#runtime';
import { bringUpParts } from './bring-up-parts.js';
import { withClient } from './postgres/await-database.js';
import type { Parts } from './parts.js';

/** Kafka is the one of this test run, so that only PostgreSQL is started here. */
describe('embedded PostgreSQL', () => {
  const home = mkdtempSync(join(tmpdir(), 'scopewatch-postgres-'));
  const warnings: string[] = [];
  let parts: Parts | undefined;

  const bringUp = async (): Promise<Parts> => {
    const log = { info: () => undefined, warn: (sentence: string) => void warnings.push(sentence) };
    const config = { ...readConfig(process.env), databaseUrl: undefined, parts: 'embedded' as const };
    return (parts = await bringUpParts({ home, config, log, durable: false }));
  };
  const count = async ({ databaseUrl }: Parts): Promise<unknown> =>
    withClient(databaseUrl, async (client) => (await client.query('SELECT count(*)::int AS n FROM kept')).rows[0]);

  beforeAll(() => chmodSync(home, 0o711));
  afterAll(async () => {
    await parts?.stop();
    rmSync(home, { recursive: true });
  });

  it('is new the first time, and keeps what was committed through a crash', async () => {
    const first = await bringUp();
    expect(first).toMatchObject({
      origin: { postgres: 'embedded', kafka: 'environment' },
      owned: [{ name: 'PostgreSQL' }],
    });
    await withClient(first.databaseUrl, (client) => client.query('CREATE TABLE kept AS SELECT 1 AS n'));
    await first.restartPostgres?.('crash');
    expect(await count(first)).toEqual({ n: 1 });
  });

  it('keeps a second scopewatch out, and starts again all the same', async () => {
    await expect(bringUp()).rejects.toThrow(/Another scopewatch \(process \d+\) already runs/);
    await parts?.restartPostgres?.('crash');
  });

  it('is found with its data on the same address after its launcher was killed', async () => {
    const before = parts;
    writeFileSync(join(home, 'lock'), JSON.stringify({ pid: process.pid, mark: 'of a process that is gone' }));
    const after = await bringUp();
    expect(after.databaseUrl).toBe(before?.databaseUrl);
    expect(await count(after)).toEqual({ n: 1 });
    expect(warnings.join('\n')).toMatch(/Taking over the lock[^]*Stopping a PostgreSQL \(process \d+\)/);
  });
});
