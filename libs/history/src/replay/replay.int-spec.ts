import fc from 'fast-check';
import { readPolicy } from '#contract';
import { readOnly, withSession } from '#store';
import { Desk, packText, policy } from '../../../../test/support/desk.js';
import {
  campaign,
  classified,
  clientIds,
  custodyOf,
  customers,
  ETH,
  everydayLife,
  exchangeOf,
  merged,
  promoted,
  requested,
  retracted,
  rolledOut,
  SOURCE,
} from '../../../../test/support/events.js';
import { asEvent, streams, type Unrecorded } from '../../../domain/src/rules/stream.testkit.js';
import { replay, type ReplayOptions } from './replay.js';
import type { ReplayLine } from './replay-line.js';

interface Story {
  readonly stream: readonly Unrecorded[];
  readonly cuts: readonly { readonly size: number; readonly fanOut: boolean }[];
}

const ids = clientIds('c', 8);
const [ada = '', bob = '', eve = ''] = ids;
const EVERYTHING =
  'event, alert_fact, batch, rejection, client, alert, incident, outbox, fan_out, policy, kafka_offset';

describe('history gone through again', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('history-replay');
  });
  afterAll(() => desk.close());

  const replayed = (options: ReplayOptions = {}) =>
    withSession(desk.dataSource, (session) =>
      readOnly(session, async (sql) => {
        const lines: ReplayLine[] = [];
        const run = replay(sql, options);
        for (;;) {
          const next = await run.next();
          if (next.done === true) return { lines, counts: next.value };
          lines.push(next.value);
        }
      }),
    );
  const facts = async (): Promise<number> => {
    const [row] = await desk.database.query<{ n: number }>('SELECT count(*)::int AS n FROM alert_fact');
    return row?.n ?? 0;
  };
  /** Everything that is in the tables, as one number. */
  const digest = async (): Promise<string[]> =>
    Promise.all(
      EVERYTHING.split(', ').map(async (table) => {
        const [row] = await desk.database.query<{ all: string }>(
          `SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS all FROM ${table} t`,
        );
        return `${table} ${row?.all ?? ''}`;
      }),
    );

  describe('after an eventful life', () => {
    beforeAll(async () => {
      const ingestor = desk.ingestor('a');
      await ingestor.activatePolicy(packText);
      await desk.take(ingestor, customers(ids));
      await desk.take(ingestor, everydayLife(ids, 5));
      await desk.take(ingestor, [campaign('k', 500, 'S', exchangeOf('ETH'))]);
      // A fact of a client whom the campaign has not reached yet.
      await desk.take(ingestor, [promoted(eve, 600, custodyOf('ETH'))]);
      await desk.fanOut(3);
      await desk.take(ingestor, [requested(ada, 5, exchangeOf('ETH'), 'late'), merged(ada, bob)]);
      await desk.take(ingestor, [...rolledOut('p', 700, 'S', custodyOf('ETH')), retracted(`${eve}-request`)]);
      await desk.fanOut();
      await desk.take(ingestor, [classified('ETH', ETH, 'CORRECTION'), merged(ada, bob, 'unmerged')]);
      await desk.fanOut();
    });

    it('gives every recorded change again, in order, and writes nothing', async () => {
      const before = await digest();
      const { lines, counts } = await replayed();
      expect(lines.filter((line) => !line.asRecorded)).toEqual([]);
      expect(counts).toEqual({ alerts: await facts(), asRecorded: await facts(), differ: 0 });
      expect(counts.alerts).toBeGreaterThan(30);
      const positions = lines.map((line) => line.position ?? 0);
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
      expect(await digest()).toEqual(before);
    });

    it('names the event that caused each change', async () => {
      const { lines } = await replayed();
      const by = (test: (line: ReplayLine) => boolean) => [...new Set(lines.filter(test).map((line) => line.by?.id))];
      expect(by((l) => l.change === 'raised' && l.cause === 'MERGE').length).toBeLessThanOrEqual(1);
      expect(by((l) => l.cause === 'RETRACTION')).toEqual([`retract-${eve}-request`]);
      expect(lines.filter((l) => l.by === null)).toEqual([]);
      expect(lines.find((l) => l.by?.id === 'k')).toMatchObject({ change: 'raised', by: { source: SOURCE, id: 'k' } });
    });

    it('can be asked for one client, one entity or one stretch of time', async () => {
      const all = await replayed();
      const one = await replayed({ clientId: eve });
      expect(one.lines).toEqual(all.lines.filter((line) => line.clientId === eve));
      expect((await replayed({ entityId: 'other' })).counts).toEqual({ alerts: 0, asRecorded: 0, differ: 0 });
      const middle = Date.parse(all.lines[Math.floor(all.lines.length / 2)]?.recordedAt ?? '');
      const early = await replayed({ to: middle });
      const late = await replayed({ from: middle });
      expect([...early.lines, ...late.lines]).toEqual(all.lines);
      expect(early.lines.length * late.lines.length).toBeGreaterThan(0);
    });

    it('goes on after a change of the pack', async () => {
      const changed = {
        ...(JSON.parse(packText) as object),
        version: 'stricter-1',
        severities: { ...policy.pack.severities, BREACH_61_2: 'high' },
      };
      const text = JSON.stringify(changed);
      const ingestor = desk.ingestor('b', undefined, readPolicy(text));
      expect(await ingestor.activatePolicy(text)).toBe('ACTIVATED');
      await desk.fanOut(500, undefined, readPolicy(text));
      await desk.take(ingestor, [promoted(eve, 900, exchangeOf('BTC'))]);
      const { lines, counts } = await replayed();
      expect(lines.filter((line) => !line.asRecorded)).toEqual([]);
      expect(counts.alerts).toBe(await facts());
      expect(lines.some((line) => line.cause === 'POLICY' && line.by === null)).toBe(true);
    });

    it('shows a verdict that was tampered with, a change that is gone, and an alert that stands for nothing', async () => {
      const q = (sql: string) => desk.database.query(sql);
      await q(`UPDATE alert_fact SET body = replace(body, '"verdict":"BREACH_61_2"', '"verdict":"NO_BASIS"')
                WHERE position = (SELECT min(position) FROM alert_fact WHERE body LIKE '%"verdict":"BREACH_61_2"%')`);
      await q(`DELETE FROM alert_fact WHERE position =
                (SELECT max(position) FROM alert_fact WHERE kind = 'raised' AND body NOT LIKE '%stricter-1%')`);
      await q(`UPDATE alert SET active = NOT active WHERE alert_id = (SELECT min(alert_id) FROM alert)`);
      const { lines, counts } = await replayed();
      const differing = lines.filter((line) => !line.asRecorded);
      expect(counts.differ).toBe(differing.length);
      expect(differing).toMatchObject([
        { verdict: 'NO_BASIS', difference: { cause: 'CODE', derived: { verdict: 'BREACH_61_2' } } },
        { position: null, change: 'raised', difference: { cause: 'CODE', recorded: null } },
        { position: null, recordedAt: null, change: 'standing', difference: { cause: 'CODE' } },
      ]);
    });
  });

  it('is as recorded whatever happened in whatever order', async () => {
    const stories: fc.Arbitrary<Story> = fc.record({
      stream: streams,
      cuts: fc.array(fc.record({ size: fc.integer({ min: 1, max: 4 }), fanOut: fc.boolean() }), { minLength: 25 }),
    });
    let changes = 0;
    const tell = async ({ stream, cuts }: Story): Promise<void> => {
      await desk.clear();
      const ingestor = desk.ingestor('a');
      await ingestor.activatePolicy(packText);
      let from = 0;
      for (const { size, fanOut } of cuts) {
        if (from >= stream.length) break;
        await desk.take(ingestor, stream.slice(from, from + size).map(asEvent));
        from += size;
        if (fanOut) await desk.fanOut(2);
      }
      await desk.fanOut(2);
      const { lines, counts } = await replayed();
      expect(lines.filter((line) => !line.asRecorded)).toEqual([]);
      expect(counts.alerts).toBe(await facts());
      changes += counts.alerts;
    };
    let last = Promise.resolve();
    await fc.assert(
      fc.asyncProperty(stories, (story) => (last = tell(story))),
      { numRuns: 15 },
    );
    await last;
    expect(changes).toBeGreaterThan(0);
  });
});
