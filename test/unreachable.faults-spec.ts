import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#devstack';
import { Child, scopewatch, type Ended } from './support/child';
import { createTestDatabase } from './support/database';
import { requested, custodyOf } from './support/events';

describe('a part that is not there', () => {
  const home = mkdtempSync(join(tmpdir(), 'scopewatch-unreachable-'));
  const events = join(home, 'events.ndjson');
  beforeAll(() => writeFileSync(events, JSON.stringify(requested('c', 1, custodyOf('BTC')))));
  afterAll(() => rmSync(home, { recursive: true }));

  const commands: string[][] = [
    ['start'],
    ['prepare'],
    ['produce', events],
    ['verify'],
    ['redrive', '--all'],
    ['rebuild', '--compare-only'],
    ['as-of'],
    ['replay'],
    ['backtest', '--policy', 'policy/mica-61.json'],
    ['check', events],
    ['evidence', '--client', 'c', '-o', join(home, 'out.zip')],
    ['link'],
  ];

  it('ends every command with code 3 and sentences, never with a stack', async () => {
    const [closed, kafkaClosed, ...ports] = await Promise.all(Array.from({ length: 5 }, () => freePort()));
    const env = {
      // Somebody may be running Scopewatch on this machine.
      SCOPEWATCH_PORT: String(ports[0]),
      SCOPEWATCH_MONITOR_PORT: String(ports[1]),
      SCOPEWATCH_NOTIFIER_PORT: String(ports[2]),
      SCOPEWATCH_HOME: home,
      DATABASE_URL: `postgres://nobody:secret-word@127.0.0.1:${closed}/none`,
      KAFKA_BROKERS: `127.0.0.1:${kafkaClosed}`,
    };
    const outcomes = await Promise.all(commands.map(async (args) => ({ args, ...(await scopewatch(args, env)) })));
    for (const outcome of outcomes) expectUnreachable(outcome, /(PostgreSQL|database|Kafka|broker)/);
  });

  it('is named where the other one is there', async () => {
    const database = await createTestDatabase('unreachable');
    const env = { DATABASE_URL: database.ownerUrl, KAFKA_BROKERS: `127.0.0.1:${await freePort()}` };
    const outcomes = await Promise.all(
      [['prepare'], ['produce', events]].map(async (args) => ({ args, ...(await scopewatch(args, env)) })),
    );
    await database.drop();
    for (const outcome of outcomes) expectUnreachable(outcome, /Kafka/);
  });

  it.each(['monitor', 'notifier', 'api'])('ends the %s likewise', async (app) => {
    const closed = await freePort();
    const ended = await Child.start([`dist/apps/${app}/src/main.js`], {
      DATABASE_URL: `postgres://nobody:secret-word@127.0.0.1:${closed}/none`,
      KAFKA_BROKERS: `127.0.0.1:${closed}`,
    }).result();
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(/^PostgreSQL is not reachable: /m);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });
});

function expectUnreachable({ args, code, stdout, stderr }: Ended & { args: string[] }, named: RegExp): void {
  expect({ args, code, stdout, stderr }).toMatchObject({ code: 3, stdout: '' });
  expect(stderr).toMatch(named);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).not.toContain('secret-word');
}
