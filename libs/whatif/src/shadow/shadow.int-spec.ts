import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { readPolicy } from '#contract';
import type { AlertView } from '#domain';
import {
  addShadow,
  Session,
  shadowDifferences,
  shadowOf,
  stopShadow,
  withSession,
  type PolicyShadow,
  type Tx,
} from '#store';
import { Desk, packText, policy } from '../../../../test/support/desk.js';
import {
  campaign,
  clientIds,
  customers,
  everydayLife,
  exchangeOf,
  merged,
  onboarded,
  promoted,
} from '../../../../test/support/events.js';
import { amount } from '../../../../test/support/soak.js';
import { asEvent, streams, type Unrecorded } from '../../../domain/src/rules/stream.testkit.js';
import { Shadower } from './shadower.js';

const variant = (version: string, change: object): string =>
  JSON.stringify({ ...(JSON.parse(packText) as object), version, ...change });
const severities = Object.fromEntries(Object.keys(policy.pack.severities).map((verdict) => [verdict, 'low']));
const milder = variant('milder', { severities, windowHours: 1 });
const smaller = variant('smaller', {
  perimeter: policy.pack.perimeter.filter(({ country }) => country !== 'DE' && country !== 'FR'),
});

describe('a proposed pack in the shadow of the one in force', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('shadow');
  });
  beforeEach(() => desk.clear());
  afterAll(() => desk.close());

  const writing = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    withSession(desk.dataSource, (session) => session.transaction(work));
  async function started(pack: string): Promise<string> {
    const proposalId = await desk.propose(pack);
    await writing((tx) => addShadow(tx, { shadowId: randomUUID(), proposalId, startedBy: 'ann' }));
    return proposalId;
  }
  async function rowOf(proposalId: string): Promise<PolicyShadow> {
    const row = await withSession(desk.dataSource, ({ sql }) => shadowOf(sql, proposalId));
    if (row === undefined) throw new Error('There is no such shadow.');
    return row;
  }
  /** Until whoever was affected so far is judged. @param steps after which another worker takes over, each time */
  async function followed(steps = Infinity, chunk = 7): Promise<void> {
    for (let done = false; !done;) {
      await withSession(desk.dataSource, async (session) => {
        const shadower = new Shadower(session, chunk);
        for (let i = 0; i < steps && !done; i += 1) done = (await shadower.step()) !== 'MORE';
      });
    }
  }
  /** What was found, as lines, and the totals. */
  async function found(proposalId: string) {
    const { shadowId, same, added, gone, changed, clients } = await rowOf(proposalId);
    const all = { change: null, clientId: null };
    const rows = await withSession(desk.dataSource, ({ sql }) =>
      shadowDifferences(sql, shadowId, all, ['', ''], 10_000),
    );
    const lines = rows.map(({ survivorId, alertId, change, body }) => {
      const { before, after } = JSON.parse(body) as Record<'before' | 'after', AlertView | null>;
      return line(survivorId, alertId, change, before ?? undefined, after ?? undefined);
    });
    return { lines: lines.sort(), same, added, gone, changed, clients };
  }
  /** The same from judging the log from scratch by both packs. */
  async function expected(pack: string, clients: readonly string[] | null, live = policy) {
    const [before, after] = [await desk.alertsFromScratch(live), await desk.alertsFromScratch(readPolicy(pack))];
    const counts = { same: 0, added: 0, gone: 0, changed: 0 };
    const lines: string[] = [];
    for (const id of clients ?? after.keys()) {
      const [was, is] = [before.get(id) ?? new Map<string, AlertView>(), after.get(id) ?? new Map<string, AlertView>()];
      for (const alertId of new Set([...was.keys(), ...is.keys()])) {
        const [a, b] = [was.get(alertId), is.get(alertId)];
        if (a !== undefined && b !== undefined && shown(a) === shown(b)) {
          counts.same += 1;
          continue;
        }
        const change = a === undefined ? 'ADDED' : b === undefined ? 'GONE' : 'CHANGED';
        counts[change === 'ADDED' ? 'added' : change === 'GONE' ? 'gone' : 'changed'] += 1;
        lines.push(line(id, alertId, change, a, b));
      }
    }
    return { lines: lines.sort(), ...counts };
  }
  const shown = ({ verdict, row, severity, newService, newAssetType }: AlertView): string =>
    JSON.stringify([verdict, row, severity, newService, newAssetType]);
  const line = (survivor: string, alertId: string, change: string, before?: AlertView, after?: AlertView): string =>
    [survivor, alertId, change, ...[before, after].map((v) => (v === undefined ? '-' : shown(v)))].join(' ');
  /** How much stands in every table that is recorded or told from. */
  const recorded = async () =>
    (
      await desk.database.query(
        `SELECT (SELECT count(*)::int FROM event) AS events, (SELECT count(*)::int FROM alert_fact) AS facts,
                (SELECT count(*)::int FROM batch) AS batches, (SELECT count(*)::int FROM outbox) AS outbox,
                (SELECT count(*)::int FROM incident) AS incidents,
                (SELECT json_agg(json_build_object('id', alert_id, 'active', active, 'view', view) ORDER BY alert_id)
                   FROM alert) AS alerts`,
      )
    )[0];

  const ids = clientIds('c', 30);
  const [met, others] = [ids.slice(0, 15), ids.slice(15)];
  const [ada = '', bob = ''] = met;

  /** Everyday life before, and traffic of some clients after, with `during` called where a shadow may have a part. */
  async function story(start: () => Promise<unknown>, during: () => Promise<unknown>): Promise<void> {
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, customers(ids));
    await desk.take(ingestor, everydayLife(ids, 4));
    await desk.fanOut();
    await start();
    for (let minute = 600; minute < 606; minute += 1) {
      const acts = met.map((id) => promoted(id, minute, exchangeOf('ETH')));
      await Promise.all([desk.take(ingestor, acts), during()]);
    }
    await desk.take(ingestor, [merged(ada, bob)]);
    await desk.fanOut();
  }

  it('judges whom live traffic affected as both packs do from scratch, whoever works on it; and nothing is recorded', async () => {
    await story(
      () => Promise.resolve(),
      () => Promise.resolve(),
    );
    const without = await recorded();
    await desk.clear();
    let shadows: string[] = [];
    await story(
      async () => {
        shadows = [await started(milder), await started(smaller)];
        await followed();
      },
      () => followed(2),
    );
    await followed(2);
    expect(await recorded()).toEqual(without);
    const affected = met.filter((id) => id !== bob);
    for (const [i, pack] of [milder, smaller].entries()) {
      const { clients, ...findings } = await found(shadows[i] ?? '');
      expect(findings).toEqual(await expected(pack, affected));
      expect(findings.changed + findings.gone).toBeGreaterThan(affected.length);
      expect(clients).toBe(affected.length);
    }
    // Somebody who was not met since is affected by a campaign.
    const ingestor = desk.ingestor('b');
    await desk.take(ingestor, [campaign('k', 700, 'S', exchangeOf('ETH'))]);
    await desk.fanOut();
    await followed();
    expect(await found(shadows[0] ?? '')).toEqual({
      ...(await expected(milder, [...affected, ...others])),
      clients: ids.length - 1,
    });
    expect(await rowOf(shadows[0] ?? '')).toMatchObject({ waiting: 0, stoppedAt: null });
    expect(await desk.differences()).toEqual([]);
  });

  it('goes on where another worker was broken off in the middle of a step', async () => {
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(smaller);
    const proposalId = await started(packText);
    await followed();
    await desk.take(ingestor, customers(ids));
    await desk.take(ingestor, everydayLife(ids, 4));
    const session = await Session.open(desk.dataSource);
    const shadower = new Shadower(session, 4);
    for (let i = 0; i < 3; i += 1) expect(await shadower.step()).toBe('MORE');
    // Its connection is ended by the server while the step writes.
    await desk.database.query(`
      CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
      ALTER FUNCTION break_off() SECURITY DEFINER;
      CREATE TRIGGER break_off AFTER INSERT ON shadow_difference EXECUTE FUNCTION break_off()`);
    await expect(shadower.step()).rejects.toThrow();
    await session.close().catch(() => undefined);
    await desk.database.query('DROP TRIGGER break_off ON shadow_difference; DROP FUNCTION break_off()');
    expect((await rowOf(proposalId)).clients).toBe(8);
    await followed();
    const findings = await found(proposalId);
    expect(findings).toEqual({ ...(await expected(packText, ids, readPolicy(smaller))), clients: ids.length });
    expect(findings.added).toBeGreaterThan(0);
  });

  it('ends when it is stopped, or its proposal decided on; what was found is kept', async () => {
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    const [stopped, decided] = [await started(milder), await started(smaller)];
    await expect(
      writing((tx) => addShadow(tx, { shadowId: randomUUID(), proposalId: stopped, startedBy: 'ann' })),
    ).rejects.toThrow('policy_shadow_running');
    await followed();
    await desk.take(ingestor, customers(ids));
    await desk.take(ingestor, everydayLife(ids, 2));
    await followed();
    const before = [await found(stopped), await found(decided)];
    const { shadowId } = await rowOf(stopped);
    expect(await writing((tx) => stopShadow(tx, shadowId, 'bea'))).toBe(true);
    expect(await writing((tx) => stopShadow(tx, shadowId, 'bea'))).toBe(false);
    await desk.approve(decided);
    expect((await rowOf(stopped)).stoppedBy).toBe('bea');
    expect(await rowOf(decided)).toMatchObject({ stoppedBy: null, stoppedAt: expect.any(Date) as Date });
    await desk.take(ingestor, everydayLife(ids, 2, 600));
    await followed();
    expect([await found(stopped), await found(decided)]).toEqual(before);
    expect(await desk.database.query('SELECT FROM shadowed_client')).toEqual([]);
  });

  it('gives over any traffic what both packs give from scratch', async () => {
    let differing = 0;
    const packs = [packText, milder, smaller];
    const tell = async (stream: readonly Unrecorded[], chunk: number, inForce: number): Promise<void> => {
      await desk.clear();
      const live = packs[inForce] ?? packText;
      const proposed = packs.filter((pack) => pack !== live);
      await desk.ingestor('start').activatePolicy(live);
      const shadows: string[] = [];
      for (const pack of proposed) shadows.push(await started(pack));
      await followed();
      // Most streams hold nothing that the packs would differ about; this does.
      await desk.take(desk.ingestor('start'), [onboarded('a'), promoted('a', 5, exchangeOf('ETH'))]);
      let arriving = true;
      const ingesting = [0, 1].map(async (lane) => {
        const ingestor = desk.ingestor(`ingest-${lane}`);
        for (const [i, event] of stream.entries()) {
          if (i % 2 === lane) await desk.take(ingestor, [asEvent(event)], lane);
        }
      });
      const judging = (async () => {
        while (arriving) await desk.fanOut(chunk, () => !arriving);
      })();
      const following = (async () => {
        while (arriving) await followed(3, chunk);
      })();
      await Promise.all(ingesting).finally(() => {
        arriving = false;
      });
      await Promise.all([judging, following]);
      await desk.fanOut(chunk);
      await followed();
      for (const [i, pack] of proposed.entries()) {
        const { clients: _, ...findings } = await found(shadows[i] ?? '');
        expect(findings).toEqual(await expected(pack, null, readPolicy(live)));
        differing += findings.lines.length;
      }
      expect(await desk.differences(readPolicy(live))).toEqual([]);
    };
    let last = Promise.resolve();
    await fc.assert(
      fc.asyncProperty(
        streams,
        fc.integer({ min: 1, max: 3 }),
        fc.nat({ max: 2 }),
        (...stream) => (last = tell(...stream)),
      ),
      { numRuns: amount(20, 3_000) },
    );
    await last;
    expect(differing).toBeGreaterThan(0);
  });
});
