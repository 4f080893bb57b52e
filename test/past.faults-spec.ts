import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '#runtime';
import {
  BTC,
  campaign,
  classified,
  clientIds,
  custodyOf,
  customers,
  exchangeOf,
  merged,
  promoted,
  retracted,
  rolledOut,
  used,
} from './support/events';
import { Pipeline } from './support/pipeline';
import { scopewatch } from './support/child';
import { expectVerified } from './support/verified';

const ids = clientIds('c', 12);
const [ada = '', bob = '', eve = ''] = ids;
const live = join(checkout, 'policy', 'mica-61.json');

const json = (stdout: string): Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

describe('the past, asked for by real processes', () => {
  let pipeline: Pipeline;
  let folder: string;
  const file = (name: string): string => join(folder, name);
  const factsOnRecord = async (): Promise<number> => {
    const [row] = await pipeline.database.query<{ n: number }>('SELECT count(*)::int AS n FROM alert_fact');
    return row?.n ?? 0;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'scopewatch-past-'));
    pipeline = await Pipeline.open('past', { batch: 20 });
    await pipeline.start();
    await pipeline.send(customers(ids));
    await pipeline.settled();
    await pipeline.send(
      ids.flatMap((id, i) => [used(id, 100 + i, custodyOf('BTC')), promoted(id, 200 + i, exchangeOf('ETH'))]),
    );
    await pipeline.send([campaign('k', 500, 'S', custodyOf('ETH'))]);
    await pipeline.settled();
    await pipeline.send([promoted(eve, 90, custodyOf('ETH'), 'late'), merged(ada, bob), retracted(`${eve}-mail-202`)]);
    await pipeline.send([classified('ETH', BTC, 'CORRECTION')]);
    await expectVerified(pipeline);
  });
  afterAll(async () => {
    await pipeline.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('as-of: the book, or one client, as it stood', async () => {
    const now = await pipeline.scopewatch('as-of');
    expect([now.code, json(now.stdout).map((c) => c['clientId'])]).toEqual([0, ids.filter((id) => id !== bob)]);
    const [row] = await pipeline.database.query<{ alerts: number; drift: number }>(
      `SELECT count(*)::int AS alerts, count(DISTINCT survivor_id) FILTER (WHERE article61_2)::int AS drift
         FROM alert WHERE active`,
    );
    const sums = `11 clients, 11 reverse-solicited, ${row?.drift} in drift, ${row?.alerts} alerts`;
    expect(lastLine(now.stderr)).toBe(sums);
    const one = await pipeline.scopewatch('as-of', '--client', bob, '--true-on', '2025-05-01');
    expect(json(one.stdout)).toMatchObject([{ clientId: ada, memberIds: [ada, bob], alerts: [] }]);
    const before = await pipeline.scopewatch('as-of', '--known-on', '2020-01-01');
    expect([before.code, before.stdout, lastLine(before.stderr)]).toEqual([
      0,
      '',
      '0 clients, 0 reverse-solicited, 0 in drift, 0 alerts',
    ]);
    expect(await pipeline.scopewatch('as-of', '--client', 'nobody')).toMatchObject({ code: 1, stdout: '' });
    expect(await pipeline.scopewatch('as-of', '--true-on', 'soon')).toMatchObject({ code: 2, stdout: '' });
  });

  it('replay: every recorded change is given again', async () => {
    const { code, stdout, stderr } = await pipeline.scopewatch('replay');
    const facts = await factsOnRecord();
    const lines = json(stdout);
    expect(lines.filter((line) => line['asRecorded'] !== true)).toEqual([]);
    expect([code, lastLine(stderr)]).toEqual([0, `${facts} alerts, ${facts} as recorded, 0 differ`]);
    expect(lines).toHaveLength(facts);
    const one = await pipeline.scopewatch('replay', '--client', eve, '--speed', '1000000', '--from', '2020-01-01');
    expect(json(one.stdout)).toEqual(lines.filter((line) => line['clientId'] === eve));
    expect(await factsOnRecord()).toBe(facts);
  });

  it('backtest: no difference by the pack in force, and what another pack would change', async () => {
    const parity = await pipeline.scopewatch('backtest', '--policy', live);
    expect([parity.code, parity.stdout]).toEqual([0, '']);
    expect(lastLine(parity.stderr)).toMatch(/^[1-9]\d* same, 0 added, 0 gone, 0 changed$/);
    const pack = JSON.parse(readFileSync(live, 'utf8')) as { perimeter: { country: string }[] };
    const without = { ...pack, version: 'no-de', perimeter: pack.perimeter.filter(({ country }) => country !== 'DE') };
    writeFileSync(file('no-de.json'), JSON.stringify(without));
    const other = await pipeline.scopewatch('backtest', '--policy', file('no-de.json'));
    expect(other.code).toBe(0);
    expect(json(other.stdout).every((line) => line['change'] === 'GONE' && line['after'] === null)).toBe(true);
    expect(lastLine(other.stderr)).toMatch(/^0 same, 0 added, [1-9]\d* gone, 0 changed$/);
    const none = await pipeline.scopewatch('backtest', '--policy', file('no-de.json'), '--to', '2025-01-01');
    expect(lastLine(none.stderr)).toBe('0 same, 0 added, 0 gone, 0 changed');
  });

  it('check: the answer for one client and for an audience, as an exit code too', async () => {
    const planned = [
      promoted(eve, 900_000, exchangeOf('ETH'), 'planned'),
      campaign('next', 900_001, 'S', exchangeOf('ETH')),
    ];
    writeFileSync(file('planned.ndjson'), [...planned.map((event) => JSON.stringify(event)), 'no json'].join('\n'));
    const refused = await pipeline.scopewatch('check', file('planned.ndjson'));
    expect(refused.code).toBe(1);
    expect(json(refused.stdout)).toHaveLength(1 + ids.length - 1);
    expect(json(refused.stdout)[0]).toMatchObject({
      clientId: ada,
      act: { id: `next#${ada}` },
      verdict: expect.any(String) as unknown,
    });
    expect(refused.stderr).toContain('{"line":3,"reason":"NOT_JSON"');
    writeFileSync(file('harmless.ndjson'), JSON.stringify(used(ids[4] ?? '', 900_000, custodyOf('BTC'), 'planned')));
    const fine = await pipeline.scopewatch('check', file('harmless.ndjson'));
    expect([fine.code, json(fine.stdout).map((line) => line['verdict'])]).toEqual([0, ['IN_SCOPE']]);
    writeFileSync(file('nothing.ndjson'), 'no json\n');
    expect((await pipeline.scopewatch('check', file('nothing.ndjson'))).code).toBe(2);
  });

  it('check: what could not be judged is never an all-clear, and each line of it is named', async () => {
    const harmless = used(ids[4] ?? '', 900_000, custodyOf('BTC'), 'planned');
    const leftOut = async (...lines: (string | object)[]): Promise<[number | null, unknown[]]> => {
      const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\r\n');
      writeFileSync(file('planned.ndjson'), `\uFEFF${text}`);
      const { code, stderr } = await pipeline.scopewatch('check', file('planned.ndjson'));
      const said = stderr.split('\n').filter((line) => line.startsWith('{'));
      return [
        code,
        said.map((line) => JSON.parse(line) as Record<string, unknown>).map((l) => [l['line'], l['reason']]),
      ];
    };
    // Byte order mark and CRLF are read; the same again is judged once.
    expect(await leftOut(harmless, harmless)).toEqual([0, []]);
    const { data } = harmless;
    const asked = (id: string, offer: unknown) => ({ ...harmless, id, data: { ...(data as object), offer } });
    const [defined = '', rolledOutNow = ''] = rolledOut('unheard', 900_002, 'S', custodyOf('BTC'));
    const nobody = campaign('to-nobody', 900_003, 'no-such-segment', exchangeOf('ETH'));
    const misspelt = asked('other', { service: 'CUSTODIAL' });
    const conflict = asked(harmless.id, custodyOf('ETH'));
    const [code, lines] = await leftOut(harmless, 'no json', misspelt, conflict, rolledOutNow, nobody);
    expect(code).toBe(2);
    expect(lines.sort()).toEqual([
      [2, 'NOT_JSON'],
      [3, 'SCHEMA_VIOLATION'],
      [4, 'CONFLICT'],
      [5, 'PRODUCT_UNDEFINED'],
      [6, 'REACHES_NOBODY'],
    ]);
    // A fact beside acts is taken as true; alone, there is nothing to judge.
    expect(await leftOut(harmless, defined)).toEqual([0, []]);
    expect(await leftOut(defined)).toEqual([2, [[1, 'NOT_AN_ACT']]]);
    expect(await leftOut('')).toEqual([2, []]);
    writeFileSync(file('utf16.ndjson'), Buffer.from(JSON.stringify(harmless), 'utf16le'));
    const foreign = await pipeline.scopewatch('check', file('utf16.ndjson'));
    expect(foreign).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('iconv') as unknown });
  });

  it('evidence: a file that proves itself without network or database', async () => {
    const made = await pipeline.scopewatch('evidence', '--client', bob, '-o', file('bob.zip'));
    expect([made.code, made.stdout]).toEqual([0, expect.stringMatching(/^[0-9a-f]{64}\n$/) as unknown]);
    const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', KAFKA_BROKERS: '127.0.0.1:1' };
    const verify = (...args: string[]) => scopewatch(['evidence', 'verify', ...args], nowhere);
    const same = await verify(file('bob.zip'), '--digest', made.stdout.trim());
    expect([same.code, same.stdout]).toEqual([0, 'same\n']);
    const bytes = readFileSync(file('bob.zip'));
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    writeFileSync(file('changed.zip'), bytes);
    expect((await verify(file('changed.zip'))).code).toBeGreaterThan(0);
    const other = await verify(file('bob.zip'), '--digest', '0'.repeat(64));
    expect([other.code, json(other.stdout)]).toMatchObject([1, [{ kind: 'ROOT_DIFFERS' }]]);
    writeFileSync(file('none.zip'), 'none');
    expect((await verify(file('none.zip'))).code).toBe(2);
  });

  it.each([
    [['replay', '--from', 'yesterday']],
    [['backtest', '--policy', live, '--from', '2026-01-01', '--to', '2025-01-01']],
    [['evidence', '--client', 'a', '--alert', 'b', '-o', 'x.zip']],
    [['evidence', '--client', 'nobody-at-all', '-o', 'x.zip']],
  ])('%j: wrong usage is said, with exit code 2', async (args) => {
    const { code, stdout, stderr } = await pipeline.scopewatch(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/\w+/);
  });

  it('says when the database is not there, with exit code 3', async () => {
    const { code } = await scopewatch(['replay'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect(code).toBe(3);
  });
});
