import { Client } from 'pg';
import { Child } from './support/child';

const CATALOGUE = 2;
const FLAGS = ['--events', '400', '--clients', '50', '--rounds', '1', '--stock-events', '100', '--partitions', '2'];

interface Result {
  readonly events: Readonly<Record<string, readonly number[]>>;
  readonly rates: Readonly<Record<string, { readonly median: number }>>;
  readonly ratios: readonly { readonly name: string; readonly value: number }[];
  readonly perEvent: Readonly<Record<string, number>> | null;
}

async function databases(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database WHERE datname LIKE 'bench\\_%'`,
    );
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

describe('the benchmark', () => {
  it('sees every arm handle all of its events, and leaves nothing behind', async () => {
    const url = process.env['TEST_DATABASE_URL'] ?? '';
    const { code, stdout, stderr } = await Child.start(['dist/bench/main.js', ...FLAGS, '--json'], {
      DATABASE_URL: url,
    }).result();
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });

    const { events, rates, ratios, perEvent } = JSON.parse(stdout) as Result;
    const setUp = CATALOGUE + 2 * 50;
    expect(events).toEqual({ empty: [setUp + 400], copy: [400], stock: [100], scopewatch: [400] });
    for (const { median } of Object.values(rates)) expect(median).toBeGreaterThan(0);
    expect(ratios.map(({ name }) => name)).toEqual([
      'scopewatch / stock',
      expect.stringContaining('scopewatch / slower limit'),
    ]);
    // Where this machine says what a process took.
    if (perEvent !== null) for (const value of Object.values(perEvent)) expect(value).toEqual(expect.any(Number));
    expect(await databases(url)).toEqual([]);
  });

  it('explains itself', async () => {
    const { code, stdout } = await Child.start(['dist/bench/main.js', '--help'], {}).result();
    expect(code).toBe(0);
    expect(stdout).toContain('--alerting <n>');
  });
});
