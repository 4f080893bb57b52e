import { setTimeout as sleep } from 'node:timers/promises';
import { readPolicy } from '#contract';
import { parseWhen, type Policy } from '#domain';
import { readOnly, withSession, type Sql } from '#store';
import { Desk, packText, policy } from '../../../test/support/desk.js';
import {
  clientIds,
  custodyOf,
  customers,
  ETH,
  BTC,
  campaign,
  classified,
  everydayLife,
  exchangeOf,
  merged,
  promoted,
  retracted,
} from '../../../test/support/events.js';
import type { AlertDifference } from './parity/alert-differences.js';
import { backtest, type BacktestOptions } from '#whatif';
import { clientAsOf, type AsOf } from './client-as-of.js';
import { judgedBook } from './judged-book.js';

const ids = clientIds('c', 12);
const [ada = '', bob = '', eve = ''] = ids;

/** The shipped pack with another version and one severity changed. */
const stricter: Policy = readPolicy(
  JSON.stringify({
    ...(JSON.parse(packText) as object),
    version: 'stricter-1',
    severities: { ...policy.pack.severities, BREACH_61_2: 'high' },
  }),
);

describe('looking back at the log', () => {
  let desk: Desk;
  /** After the first half of the story, by the database's clock. */
  let halfway: number;
  const ask = <T>(question: (sql: Sql) => Promise<T>): Promise<T> =>
    withSession(desk.dataSource, (session) => readOnly(session, question));

  beforeAll(async () => {
    desk = await Desk.open('history-past');
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, customers(ids));
    await desk.take(ingestor, everydayLife(ids, 6));
    await sleep(5);
    const [clock] = await desk.database.query<{ ms: string }>(
      'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms',
    );
    halfway = Number(clock?.ms);
    await sleep(5);
    await desk.take(ingestor, [campaign('k', 500, 'S', exchangeOf('ETH'))]);
    await desk.take(ingestor, [classified('ETH', { ...ETH, ...BTC }, 'CORRECTION'), merged(ada, bob)]);
    await desk.take(ingestor, [promoted(eve, 600, custodyOf('ETH'), 'mail'), retracted(`${eve}-request`)]);
    await desk.fanOut();
    expect(await desk.differences()).toEqual([]);
  });
  afterAll(() => desk.close());

  it('judges the book as the tables have it, in one piece or client by client', async () => {
    const whole = new Map<string, number>();
    let reported = 0;
    await ask(async (sql) => {
      const onProgress = (done: number): void => void (reported += done);
      for await (const chunk of judgedBook(sql, { policy, onProgress }))
        for (const { clientId, views } of chunk) whole.set(clientId, views.size);
    });
    expect(reported).toBe(ids.length - 1);
    const rows = await desk.database.query<{ id: string; n: number }>(
      'SELECT survivor_id AS id, count(*)::int AS n FROM alert WHERE active GROUP BY 1',
    );
    expect(Object.fromEntries([...whole].filter(([, n]) => n > 0))).toEqual(
      Object.fromEntries(rows.map(({ id, n }) => [id, n])),
    );
    const alone: [string, number][] = [];
    await ask(async (sql) => {
      for await (const chunk of judgedBook(sql, { policy, clientIds: [bob] }))
        for (const { clientId, views } of chunk) alone.push([clientId, views.size]);
    });
    expect(alone).toEqual([[ada, whole.get(ada)]]);
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const book = (sql: Sql) => judgedBook(sql, { policy, signal }).next();
    await expect(ask(book)).rejects.toThrow('enough');
  });

  const asOf = (clientId: string, day: string, more: Partial<AsOf> = {}) =>
    ask((sql) => clientAsOf(sql, { clientId, trueOn: parseWhen(day) ?? { from: 0, to: 0 }, policy, ...more }));

  it('knows a client as they were known before later facts came', async () => {
    const then = await asOf(bob, '2025-07-01', { knownOn: halfway });
    expect([then.clientId, then.memberIds]).toEqual([bob, [bob]]);
    expect(then.verdicts.map((v) => v.act.type)).not.toContain('marketing.campaign-launched.v1');
    const now = await asOf(bob, '2025-07-01');
    expect([now.clientId, now.memberIds]).toEqual([ada, [ada, bob]]);
    expect(now.verdicts.map((v) => v.act.type)).toContain('marketing.campaign-launched.v1');
    expect(now.alerts.size).toBeGreaterThan(0);
  });

  it('says how they stood at a time: scope, initiative, whereabouts', async () => {
    const before = await asOf(eve, '2025-05-01');
    expect(before.entities).toMatchObject([{ entityId: 'ENT-1', initiative: { status: 'NONE' }, scope: [] }]);
    const then = await asOf(eve, '2025-07-01', { knownOn: halfway });
    expect(then).toMatchObject({ known: true, whereabouts: { status: 'KNOWN', country: 'DE', perimeter: 'INSIDE' } });
    expect(then.entities).toMatchObject([
      {
        relationship: 'OPEN',
        initiative: { status: 'ESTABLISHED' },
        gaps: [],
        scope: [{ requestId: `${eve}-request`, validity: 'VALID', original: true, offer: custodyOf('BTC') }],
      },
    ]);
    // The request has since been retracted.
    expect((await asOf(eve, '2025-07-01')).entities).toMatchObject([{ initiative: { status: 'NONE' }, scope: [] }]);
    expect(await asOf('nobody', '2025-07-01')).toMatchObject({ known: false, entities: [], verdicts: [] });
  });

  const tried = (options: BacktestOptions) =>
    ask(async (sql) => {
      const found: AlertDifference[] = [];
      const run = backtest(sql, options);
      for (;;) {
        const next = await run.next();
        if (next.done === true) return { counts: next.value, found };
        found.push(...next.value.differences);
      }
    });

  it('finds no difference when the pack in force is tried', async () => {
    const { counts, found } = await tried({ policy });
    expect(found).toEqual([]);
    expect(counts).toMatchObject({ added: 0, gone: 0, changed: 0 });
    expect(counts.same).toBeGreaterThan(ids.length);
  });

  it('finds the same in threads, and says when one of them fails', async () => {
    const threads = { databaseUrl: desk.database.appUrl, count: 2 };
    expect(await tried({ policy: stricter, threads, chunk: 2 })).toEqual(await tried({ policy: stricter }));
    const nowhere = { databaseUrl: 'postgres://nobody@127.0.0.1:1/none', count: 1 };
    await expect(tried({ policy: stricter, threads: nowhere, chunk: 2 })).rejects.toThrow(/ECONNREFUSED/);
  });

  it('names every alert that another pack would judge otherwise, within the stretch that is asked for', async () => {
    const all = await tried({ policy: stricter });
    expect(all.counts.changed).toBe(all.found.length);
    expect(all.counts.changed).toBeGreaterThan(0);
    expect(all.found[0]).toMatchObject({
      change: 'CHANGED',
      act: { type: expect.stringMatching(/^io\.scopewatch\./) as unknown },
      before: { verdict: 'BREACH_61_2', severity: 'critical', policyVersion: policy.version },
      after: { verdict: 'BREACH_61_2', severity: 'high', policyVersion: 'stricter-1' },
    });
    const middle = Date.UTC(2025, 5, 1, 3);
    const early = await tried({ policy: stricter, to: middle });
    const late = await tried({ policy: stricter, from: middle });
    expect(early.found.length + late.found.length).toBe(all.found.length);
    expect(Math.min(early.found.length, late.found.length)).toBeGreaterThan(0);
    const one = await tried({ policy: stricter, clientIds: [eve] });
    expect(one.found).toEqual(all.found.filter((d) => d.clientId === eve));
  });

  it('tells an alert that nothing gives from one that is missing', async () => {
    const [row] = await desk.database.query<{ id: string }>(
      `SELECT alert_id AS id FROM alert WHERE active AND verdict = 'BREACH_61_2' LIMIT 1`,
    );
    await desk.database.query('UPDATE alert SET active = false WHERE alert_id = $1', [row?.id]);
    expect((await tried({ policy })).found).toMatchObject([{ change: 'ADDED', alertId: row?.id, before: null }]);
    await desk.database.query('UPDATE alert SET active = true WHERE alert_id = $1', [row?.id]);
    await desk.database.query(
      `INSERT INTO alert SELECT client_id, 'al-stray', 'stranger', entity_id, verdict, severity,
      true, status, incident_id, effective_at, raised_at, changed_at, explanation, view FROM alert WHERE alert_id = $1`,
      [row?.id],
    );
    expect((await tried({ policy })).found).toMatchObject([{ change: 'GONE', alertId: 'al-stray', after: null }]);
    await desk.database.query(`DELETE FROM alert WHERE alert_id = 'al-stray'`);
  });
});
