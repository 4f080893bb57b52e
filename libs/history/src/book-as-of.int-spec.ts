import { setTimeout as sleep } from 'node:timers/promises';
import { alertsOf, instant, judgeClients, parseWhen, partitionEvents, surelyAfter, type When } from '#domain';
import { alertIdOf, readStored } from '#log/codec';
import { readLog } from '#log';
import { readOnly, withSession, type Sql } from '#store';
import { Desk, packText, policy } from '../../../test/support/desk.js';
import {
  campaign,
  clientIds,
  customers,
  custodyOf,
  everydayLife,
  exchangeOf,
  merged,
  promoted,
  retracted,
} from '../../../test/support/events.js';
import { bookAsOf, everMerged, nextAsOf, type BookClient } from './book-as-of.js';
import { countClient, noCounts, within } from './book-counts.js';
import { readShared } from './book.js';

const ids = clientIds('c', 12);
const [ada = '', bob = '', eve = ''] = ids;
const AT_LAST = instant(Number.MAX_SAFE_INTEGER);

describe('the book as it stood', () => {
  let desk: Desk;
  /** After the first half of the story, by the database's clock. */
  let halfway: number;
  const ask = <T>(question: (sql: Sql) => Promise<T>): Promise<T> =>
    withSession(desk.dataSource, (session) => readOnly(session, question));

  beforeAll(async () => {
    desk = await Desk.open('book-as-of');
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
    await desk.take(ingestor, [campaign('k', 500, 'S', exchangeOf('ETH')), merged(ada, bob)]);
    await desk.take(ingestor, [promoted(eve, 600, custodyOf('ETH'), 'mail'), retracted(`${eve}-request`)]);
    await desk.fanOut();
    expect(await desk.differences()).toEqual([]);
  });
  afterAll(() => desk.close());

  const whole = (trueOn: When, knownOn?: number): Promise<BookClient[]> =>
    ask(async (sql) => {
      const clients: BookClient[] = [];
      for await (const chunk of bookAsOf(sql, { trueOn, knownOn, policy })) clients.push(...chunk);
      return clients;
    });

  const inPages = (trueOn: When, knownOn: number | undefined, limit: number): Promise<BookClient[]> =>
    ask(async (sql) => {
      const now = await readShared(sql);
      const shared = await readShared(sql, { recordedBy: knownOn });
      const clients: BookClient[] = [];
      for (let after: string | null = ''; after !== null;) {
        const asked = { trueOn, knownOn, policy, shared, everMerged: everMerged(now), after, limit };
        const page = await nextAsOf(sql, asked);
        clients.push(...page.clients);
        after = page.last;
      }
      return clients;
    });

  /** The alerts by client, as judging a log that ends there gives them. */
  const judgedFromScratch = (trueOn: When, knownOn: number): Promise<Record<string, string[]>> =>
    ask(async (sql) => {
      const log = await readLog(sql, 0, 100_000);
      const known = log.filter(({ recordedAt }) => recordedAt.getTime() <= knownOn).map((row) => readStored(row));
      const judged = judgeClients(partitionEvents(known), policy);
      return Object.fromEntries(
        [...judged].map(([clientId, { judgements }]) => {
          const then = judgements.filter((j) => !surelyAfter(j.act.when, trueOn));
          return [clientId, [...alertsOf(then, policy).keys()].map(alertIdOf).sort()];
        }),
      );
    });

  const alertsBy = (clients: readonly BookClient[]): Record<string, string[]> =>
    Object.fromEntries(clients.map((c) => [c.clientId, c.alerts.map((a) => a.alertId).sort()]));

  const day = (text: string): When => parseWhen(text) ?? instant(0);

  it('is what judging a log that ends there gives, whatever the two clocks say', async () => {
    for (const trueOn of [day('2025-06-10'), day('2025-07-01'), AT_LAST]) {
      for (const knownOn of [halfway, Number.MAX_SAFE_INTEGER]) {
        const then = alertsBy(await whole(trueOn, knownOn > halfway ? undefined : knownOn));
        expect(then).toEqual(await judgedFromScratch(trueOn, knownOn));
      }
    }
    expect((await whole(AT_LAST, halfway)).map((c) => c.clientId)).toContain(bob);
    expect((await whole(AT_LAST)).map((c) => c.clientId)).not.toContain(bob);
    expect(await whole(AT_LAST, 0)).toEqual([]);
  });

  it('is the same in pages, of clients too who have since been merged into others', async () => {
    for (const knownOn of [halfway, undefined]) {
      for (const limit of [1, 5, 100]) {
        expect(await inPages(AT_LAST, knownOn, limit)).toEqual(await whole(AT_LAST, knownOn));
      }
    }
  });

  it('adds up, as of now, to what the projections say', async () => {
    const counts = noCounts();
    for (const client of await whole(AT_LAST)) countClient(counts, client);
    const tags = await desk.database.query<{ tag: string; n: number }>(
      'SELECT tag, count(*)::int AS n FROM client, unnest(facets) AS tag GROUP BY 1',
    );
    const having = (tag: string): number => tags.find((f) => f.tag === tag)?.n ?? 0;
    expect(counts.clients).toBe(ids.length - 1);
    expect(counts.reverseSolicited).toBe(having('reverse-solicited:*'));
    expect([...counts.cells.values()].filter((c) => c.original.clients > 0)).not.toEqual([]);
    for (const { service, assetClass, original } of counts.cells.values()) {
      expect(original.clients).toBe(having(`original:*:${service}:${assetClass}`));
    }
    for (const [gap, n] of counts.gaps) expect(n).toBe(having(`gap:*:${gap}`));
    for (const [status, n] of counts.initiative) expect(n).toBe(having(`initiative:*:${status}`));
    const [alerts] = await desk.database.query<{ n: number; drifting: number }>(
      'SELECT count(*)::int AS n, count(DISTINCT survivor_id) FILTER (WHERE article61_2)::int AS drifting FROM alert WHERE active',
    );
    expect([counts.alerts, counts.inDrift]).toEqual([alerts?.n, alerts?.drifting]);
    const cells = await desk.database.query<{ cell: string; alerts: number; clients: number }>(
      `SELECT service || '/' || coalesce(asset_class, 'UNSPECIFIED') AS cell, count(*)::int AS alerts,
              count(DISTINCT survivor_id)::int AS clients
         FROM alert WHERE active AND article61_2 AND service IS NOT NULL AND kind = 'CONTACT' GROUP BY 1`,
    );
    const marketed = [...counts.cells].filter(([, c]) => c.marketed.alerts > 0);
    expect(Object.fromEntries(marketed.map(([key, c]) => [key, c.marketed]))).toEqual(
      Object.fromEntries(cells.map((c) => [c.cell, { alerts: c.alerts, clients: c.clients }])),
    );
  });

  it('shows of a client only what an entity may know', async () => {
    const [client] = await whole(AT_LAST);
    if (client === undefined) throw new Error('There is nobody.');
    expect(within(client, null)).toEqual(client);
    expect(within(client, ['ENT-1'])).toEqual(client);
    expect(within(client, ['ENT-2'])).toBeNull();
  });
});
