import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { reachKafka } from '#kafka';
import { scopewatch } from './support/child';
import { DEADLINE_MS } from './support/deadline';
import { Started } from './support/started';
import { until } from './support/until';
import { makeTestHome, removeTestHome } from './setup/test-home';

const INPUT = 'policy/mica-61/bounced.json';

describe('npm start', () => {
  const home = makeTestHome();
  afterAll(() => removeTestHome(home));

  const events = async (databaseUrl: string): Promise<number> => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM event');
      return rows[0]?.n ?? 0;
    } finally {
      await client.end();
    }
  };

  it('lets nobody into what is its own, and ends with whoever started it', async () => {
    const started = await Started.start(home, '--empty');
    expect(statSync(home).mode & 0o007).toBe(0);
    for (const name of ['kafka', 'logs', 'run']) expect(statSync(join(home, name)).mode & 0o077).toBe(0);

    // Commands find the password of its Kafka in the home; nobody gets in without it.
    const refusal = await reachKafka({ brokers: started.endpoints.brokers }, DEADLINE_MS);
    expect(refusal).toMatchObject({ ok: false, detail: expect.stringMatching(/SASL_PLAINTEXT/) as unknown });
    const produced = await scopewatch(['produce', await eventsFile(home)], {
      SCOPEWATCH_HOME: home,
      KAFKA_BROKERS: '',
    });
    expect(produced).toMatchObject({ code: 0 });

    // Nothing can be passed on by a launcher that is killed: whoever it started finds out for themselves.
    process.kill(started.launcher, 'SIGKILL');
    await until('its apps have ended', () =>
      Promise.resolve(!started.running().some((name) => ['monitor', 'notifier', 'api'].includes(name))),
    );
  });

  it('plays nothing into a book that somebody began, and leaves nothing running when npm gets a signal', async () => {
    const started = await Started.start(home);
    await started.says(/Going on with the data that is there/);
    const { databaseUrl } = started.endpoints;
    const sent = await until('what was sent is on file', async () => (await events(databaseUrl)) || undefined);
    await started.end('SIGTERM');
    await until('all is gone', () => Promise.resolve(started.running().length === 0));
    expect(sent).toBeLessThan(20);
  });
});

/** The events of a scenario as the lines of a file. */
async function eventsFile(folder: string): Promise<string> {
  const { readFile, writeFile } = await import('node:fs/promises');
  const scenario = JSON.parse(await readFile(INPUT, 'utf8')) as { events: unknown[] };
  const path = join(folder, 'events.ndjson');
  await writeFile(path, scenario.events.map((event) => JSON.stringify(event)).join('\n'));
  return path;
}
