import {
  dueDigests,
  Leases,
  saveSettings,
  savePerson,
  withSession,
  type DigestLine,
  type DueDigest,
  type LeaderParts,
} from '#store';
import { Desk, packText, policy } from '../../../../test/support/desk.js';
import { book, OTHER_ENTITY } from '../../../../test/support/two-entities.js';
import { until } from '../../../../test/support/until.js';
import { callerFor } from '../access/caller-for.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import { HeldBack } from '../access/held-back.js';
import type { Role } from '../access/roles.js';
import { AlertList } from '../alert-list/alert-list.js';
import { listAlerts } from '../alerts/alerts.testkit.js';
import { Database } from '../database.js';
import { healthOf } from '../health/health-of.js';
import { Rules } from '../rules.js';
import { todayOf } from '../today/today.js';
import { digestLines } from './digest-lines.js';
import { Digests } from './digests.js';
import { dayAfter, dayAt, momentOf } from './wall-clock.js';

const quiet = { info: () => undefined, warn: () => undefined } as unknown as LeaderParts['log'];
/** Where it is about noon now, so that no day ends under us. */
const ZONE = `Etc/GMT${((h) => (h < 0 ? h : `+${h}`))(new Date().getUTCHours() - 12)}`;

describe('digests, counted for whoever wants them', () => {
  const foreign = new ForeignFacts();
  const rules = new Rules(policy);
  let desk: Desk;
  const loops: Digests[] = [];
  const opened: Leases[] = [];
  let looks = 0;
  beforeAll(async () => {
    desk = await Desk.open('digest-loop');
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, book());
    await desk.fanOut();
    await desk.database.query(
      `UPDATE alert SET raised_at = now() - interval '1 year', assignee = 'ann' WHERE client_id = 'cleo'`,
    );
    await listAlerts(desk.dataSource);
  });
  afterEach(async () => {
    await stop();
    await desk.database.query('TRUNCATE digest, person_setting, lease');
  });
  afterAll(() => desk.close());

  const stop = async () => {
    await Promise.all(loops.splice(0).map((loop) => loop.stop()));
    await Promise.all(opened.splice(0).map((leases) => leases.close()));
  };
  const start = (): Digests => {
    const leases = new Leases(desk.database.appUrl, 'scopewatch-test');
    opened.push(leases);
    const parts = { dataSource: desk.dataSource, leases, log: quiet };
    const database = new Database(desk.dataSource);
    const heldBack = new HeldBack(database);
    const found = () => {
      looks += 1;
      return heldBack.found();
    };
    const loop = new Digests(parts, {
      ...{ rules, foreign, list: new AlertList(parts, database), heldBack: { found } },
      health: { read: () => database.read((sql) => healthOf(sql, new Map())) },
    });
    loops.push(loop);
    loop.start();
    return loop;
  };
  const wants = (
    personId: string,
    {
      roles = ['approver'],
      entities = null,
      disabled = false,
      email = `${personId}@bank.example`,
      digest = 'WORKDAYS',
    }: Partial<{
      roles: string[];
      entities: string[] | null;
      disabled: boolean;
      email: string | null;
      digest: 'WORKDAYS' | 'MONDAYS';
    }> = {},
    digestAt: Date | null = new Date(Date.now() - 60_000),
  ) =>
    withSession(desk.dataSource, (session) =>
      session.transaction(async (tx) => {
        await savePerson(tx, { personId, name: personId, email, roles, entities, disabled });
        const settings = { timeZone: ZONE, landing: null, density: null, digest, digestAt };
        await saveSettings(tx, personId, settings);
      }),
    );
  const settled = () =>
    until('all of them are looked after', async () => {
      const rows = await desk.database.query(
        'SELECT FROM person_setting WHERE digest_at IS NULL OR digest_at <= clock_timestamp()',
      );
      return rows.length === 0;
    });
  const due = (): Promise<DueDigest[]> => withSession(desk.dataSource, ({ sql }) => dueDigests(sql, 100));
  const rows = () =>
    desk.database.query<{ id: string; lines: DigestLine[]; mailed: boolean }>(
      'SELECT person_id AS id, lines, due_at IS NOT NULL AS mailed FROM digest ORDER BY 1',
    );

  const saidByToday = async (personId: string, role: Role, entities: string[] | null) => {
    const caller = callerFor({ personId, name: personId, roles: [role], entities });
    const dayEnds = momentOf(dayAfter(dayAt(new Date(), ZONE)), 0, ZONE).toISOString();
    const today = await withSession(desk.dataSource, ({ sql }) =>
      todayOf(sql, caller, { pack: policy.pack, foreign, dayEnds }),
    );
    return digestLines(today, caller.permissions, null);
  };

  it('are one for each, by however many at once, with the numbers of Today', async () => {
    await wants('ann');
    await wants('bob', { roles: ['analyst'], entities: [OTHER_ENTITY] });
    for (let i = 0; i < 3; i += 1) start();
    await settled();
    const digests = await due();
    expect(digests.map(({ mailedTo }) => mailedTo)).toEqual(['ann@bank.example', 'bob@bank.example']);
    expect(JSON.stringify(digests)).not.toMatch(/ada|bea|cleo|spring|autumn/);
    const [ann, bob] = digests.map(({ lines }) => lines);
    expect(ann).toEqual(await saidByToday('ann', 'approver', null));
    expect(bob).toEqual(await saidByToday('bob', 'analyst', [OTHER_ENTITY]));
    expect(ann?.map(({ what }) => what)).toEqual(expect.arrayContaining(['overdue', 'mine', 'raisedSince']));
    expect(bob).not.toEqual(ann);
  });

  it('go on where a loop was stopped, and are none twice where a clock was put back', async () => {
    await wants('ann');
    start();
    await settled();
    await stop();
    await wants('bob');
    // As after a clock was put back: it is due once more on the same day.
    await desk.database.query(`UPDATE person_setting SET digest_at = clock_timestamp() WHERE person_id = 'ann'`);
    start();
    await settled();
    expect((await rows()).map(({ id }) => id)).toEqual(['ann', 'bob']);
    const [changed] = await desk.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM digest WHERE attempts > 0`,
    );
    expect(changed?.n).toBe(0);
  });

  it('are none for whoever is disabled, has no role or no address, or was due on another day', async () => {
    await wants('ann', { disabled: true });
    await wants('bob', { roles: [] });
    await wants('cem', { roles: ['marketing'] });
    await wants('dan', { email: null });
    await wants('eve', {}, new Date(Date.now() - 7 * 86_400_000));
    await wants('fay', {}, null);
    start();
    await settled();
    expect(await rows()).toEqual([]);
  });

  it('say that nothing waits only where somebody wants one each Monday', async () => {
    const none = { roles: ['viewer'], entities: ['ENT-9'] };
    await wants('ann', none);
    await wants('bob', { ...none, digest: 'MONDAYS' });
    start();
    await settled();
    expect(await rows()).toEqual([
      { id: 'ann', lines: [], mailed: false },
      { id: 'bob', lines: [], mailed: true },
    ]);
  });

  it('say to whoever administers all of it, and to nobody else, what is unwell', async () => {
    await desk.database.query(
      `INSERT INTO reading_trouble VALUES ('m', 'No broker answers.', now(), 3, now() + interval '1 minute')`,
    );
    await wants('ann', { roles: ['admin'] });
    await wants('bob', { roles: ['admin'], entities: ['ENT-1'] });
    await wants('cem');
    start();
    await settled();
    const said = (await rows()).map(({ id, lines }) => [id, lines.find(({ what }) => what === 'unwell')?.path]);
    expect(said).toEqual([
      ['ann', '/status'],
      ['bob', undefined],
      ['cem', undefined],
    ]);
    await desk.database.query('TRUNCATE reading_trouble');
  });

  it('tell from then on what is new since the last one', async () => {
    await wants('ann');
    start();
    await settled();
    const raised = async () => (await rows())[0]?.lines.find(({ what }) => what === 'raisedSince');
    expect((await raised())?.count).toBeGreaterThan(0);
    await stop();
    // It went out yesterday.
    await desk.database.query(`UPDATE digest SET day = day - 1, mailed_at = clock_timestamp(), due_at = NULL`);
    await wants('ann');
    start();
    await settled();
    const lines = (await due())[0]?.lines ?? [];
    expect(lines.map(({ what }) => what)).not.toContain('raisedSince');
    expect(lines.map(({ what }) => what)).toContain('overdue');
  });

  it('wait while the database was put back and nobody has said so', async () => {
    await wants('ann');
    await desk.database.query(`INSERT INTO log_divergence (kind, detail) VALUES ('BEHIND', 'More stands outside.')`);
    const loop = start();
    const before = looks;
    await until('it has looked and looked again', async () => {
      loop.ring();
      return looks > before + 2;
    });
    expect(await rows()).toEqual([]);
    await desk.database.query('TRUNCATE log_divergence');
    // What was found is good for half a second.
    await until('it goes on', async () => {
      loop.ring();
      return (await rows()).length === 1;
    });
  });
});
