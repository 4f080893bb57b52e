import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { seeded } from '../bench/random.js';
import { chooserOf, TRAFFIC, type Traffic } from '../bench/traffic.js';
import { Child } from './support/child';

const CATALOGUE = 2;
const STREAMS = ['streams-alo', 'streams-eos'];
/** Where it is not there, the arms that need it must say so. */
const javaIsThere = [
  ['javac', '-version'],
  ['mvn', '-version'],
].every(([command = '', ...args]) => spawnSync(command, args).status === 0);

interface Result {
  readonly command: string;
  readonly machine: Readonly<Record<string, unknown>>;
  readonly notMeasured: Readonly<Record<string, string>>;
  readonly events: Readonly<Record<string, readonly number[]>>;
  readonly rates: Readonly<Record<string, { readonly median: number | null }>>;
  readonly ratesWithStart: Readonly<Record<string, { readonly median: number | null }>>;
  readonly ratios: readonly { readonly name: string; readonly value: number }[];
  readonly perEvent: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  readonly monitor: Readonly<Record<string, number>> | null;
}

const folder = mkdtempSync(join(tmpdir(), 'bench-result-'));
const url = process.env['TEST_DATABASE_URL'] ?? '';
const benchmark = (flags: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  Child.start(['dist/bench/main.js', '--rounds', '1', '--partitions', '2', ...flags], {
    DATABASE_URL: url,
    ...env,
  }).result();

async function measured(flags: readonly string[]): Promise<Result> {
  const { code, stdout, stderr } = await benchmark([...flags, '--json']);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Result;
}

async function left(): Promise<string[]> {
  const client = new Client({ connectionString: url });
  const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  await Promise.all([client.connect(), admin.connect()]);
  try {
    const { rows } = await client.query<{ name: string }>('SELECT datname AS name FROM pg_database');
    const names = [...rows.map(({ name }) => name), ...(await admin.listTopics())];
    return names.filter((name) => name.startsWith('bench_'));
  } finally {
    await Promise.all([client.end(), admin.disconnect()]);
  }
}

/** Of what was measured here; empty is what was not. */
const withStreams = (events: number): Record<string, number[]> =>
  Object.fromEntries(STREAMS.map((arm) => [arm, javaIsThere ? [events] : []]));

describe('the benchmark', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('sees every arm handle all acts and raise all alerts, and leaves nothing behind', async () => {
    const page = join(folder, 'result.md');
    const result = await measured([
      ...['--events', '400', '--clients', '50', '--stock-events', '100', '--traffic', 'zipf', '--markdown', page],
    ]);
    const setUp = CATALOGUE + 2 * 50;
    const { events, rates, ratesWithStart, ratios, perEvent, monitor } = result;
    expect(events).toEqual({
      ...{ empty: [setUp + 400], copy: [400], stock: [100], scopewatch: [400] },
      ...withStreams(400),
    });
    expect(Object.keys(result.notMeasured)).toEqual(javaIsThere ? [] : STREAMS);
    const arms = Object.keys(events).filter((arm) => !(arm in result.notMeasured));
    for (const arm of arms) {
      expect(rates[arm]?.median).toBeGreaterThan(ratesWithStart[arm]?.median ?? Infinity);
      expect(ratesWithStart[arm]?.median).toBeGreaterThan(0);
    }
    const names = ratios.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['scopewatch / stock', 'scopewatch / copy', 'scopewatch / empty']));
    expect(names.includes('scopewatch / streams-alo')).toBe(javaIsThere);
    expect(monitor).toEqual({ commitmentUs: expect.any(Number), listingUsPerAlert: expect.any(Number) });
    // Linux says what a process took, and PostgreSQL what it wrote.
    if (process.platform === 'linux')
      for (const arm of arms) expect(perEvent[arm]).toMatchObject({ processUs: expect.any(Number) });
    expect(perEvent['scopewatch']).toMatchObject({ walBytes: expect.any(Number), storedBytes: expect.any(Number) });

    const { machine, command } = result;
    for (const what of ['cpu', 'kernel', 'node', 'postgresql', 'durability']) expect(machine[what]).toMatch(/\w/);
    const text = readFileSync(page, 'utf8');
    expect(text).toContain(`\n${command}\n`);
    expect(text).toContain(`| scopewatch | `);
    expect(command).toContain('--traffic zipf --backlog acts');
    expect(await left()).toEqual([]);
  });

  it('begins from nothing where all is the backlog, and the alerts are the same', async () => {
    const { events } = await measured([
      ...['--events', '300', '--clients', '300', '--stock-events', '90', '--traffic', 'once', '--backlog', 'all'],
    ]);
    const all = CATALOGUE + 2 * 300 + 300;
    expect(events).toEqual({
      ...{ empty: [all], copy: [all], scopewatch: [all], ...withStreams(all - CATALOGUE) },
      // A tenth of the acts and of the clients.
      stock: [CATALOGUE + 2 * 30 + 30],
    });
    expect(await left()).toEqual([]);
  });

  it('says of what it cannot measure why, and measures the rest', async () => {
    const { code, stdout } = await benchmark(
      ['--events', '100', '--clients', '10', '--stock-events', '10', '--arms', 'copy,streams-alo'],
      { JAVA_HOME: join(folder, 'nowhere') },
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^streams-alo +not measured: no Java 17 or newer$/m);
    expect(stdout).toMatch(/^copy +\d/m);
  });

  it('refuses to touch each client once where there are more acts than clients', async () => {
    const { code, stderr } = await benchmark(['--events', '200', '--clients', '100', '--traffic', 'once']);
    expect(code).toBe(2);
    expect(stderr).toContain('200 acts need as many clients, and there are 100');
  });

  it('explains itself', async () => {
    const { code, stdout } = await benchmark(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('--alerting <n>');
  });
});

describe('traffic', () => {
  const CLIENTS = 1000;
  /** How many acts each client gets, the most first. */
  const acts = (traffic: Traffic, events: number): number[] => {
    const [choose, random] = [chooserOf[traffic](CLIENTS), seeded(1)];
    const counts = Array.from({ length: CLIENTS }, () => 0);
    for (let n = 0; n < events; n += 1) {
      const client = choose(n, random);
      counts[client] = (counts[client] ?? 0) + 1;
    }
    // Nobody who doesn't exist.
    expect(Object.keys(counts)).toHaveLength(CLIENTS);
    return counts;
  };

  it('meets everybody once', () => expect(new Set(acts('once', CLIENTS))).toEqual(new Set([1])));

  it('is even, but for chance', () => expect(Math.max(...acts('uniform', 100 * CLIENTS))).toBeLessThan(150));

  it('meets few often: the k-th about a k-th as often as the first', () => {
    const counts = acts('zipf', 300_000);
    const share = Math.log(2) / Math.log(CLIENTS + 1);
    expect((counts[0] ?? 0) / 300_000).toBeCloseTo(share, 2);
    expect((counts[0] ?? 0) / (counts[99] ?? 1)).toBeGreaterThan(50);
    expect(counts.filter((count) => count > 0)).toHaveLength(CLIENTS);
  });

  it.each(TRAFFIC)('is the same each time (%s)', (traffic) => expect(acts(traffic, 500)).toEqual(acts(traffic, 500)));
});
