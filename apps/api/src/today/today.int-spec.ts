import { addSilence, noteVisit, withSession, type Sql } from '#store';
import { Desk, packText, policy } from '../../../../test/support/desk.js';
import { addPeople } from '../../../../test/support/people.js';
import { book, OTHER_ENTITY } from '../../../../test/support/two-entities.js';
import type { Caller } from '../access/caller.js';
import { viewer } from '../access/caller.testkit.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import { permissionsOf } from '../access/roles.js';
import type { AlertFilter } from '../alerts/alert-filter.js';
import { Alerts } from '../alerts/alerts.js';
import { listAlerts } from '../alerts/alerts.testkit.js';
import { Database } from '../database.js';
import { countsOf } from '../overview/overview-counts.js';
import { Rules } from '../rules.js';
import { todayOf } from './today.js';

const DAY_ENDS = new Date(Date.now() + 12 * 3_600_000).toISOString();
const proposal = (by: string, text: string) =>
  JSON.stringify({ action: 'close', reason: 'REMEDIATED', text, by, at: '2026-01-01' });

describe('what there is to do today', () => {
  const foreign = new ForeignFacts();
  let desk: Desk;
  let alerts: Alerts;
  beforeAll(async () => {
    desk = await Desk.open('today');
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, book());
    await desk.fanOut();
    await withSession(desk.dataSource, (session) =>
      session.transaction(async (tx) => {
        await addPeople(tx, ['ann', 'bob']);
        await noteVisit(tx, 'ann');
      }),
    );
    const { query } = desk.database;
    await query(`UPDATE visit SET seen_at = now() - interval '2 hours'`);
    await withSession(desk.dataSource, (session) => session.transaction((tx) => noteVisit(tx, 'ann')));
    // Something overdue, something due today, something later; some before her last visit, some in her hands.
    await query(`UPDATE alert SET raised_at = now() - interval '1 year', assignee = 'ann' WHERE client_id = 'cleo'`);
    await query(`UPDATE alert SET raised_at = now() - interval '1 day' + interval '4 hours' WHERE client_id = 'bea'`);
    await query(`UPDATE alert SET proposed = $1 WHERE severity = 'critical'`, [proposal('bob', 'Taken back.')]);
    await query(`UPDATE alert SET proposed = $1 WHERE client_id = 'ada' AND proposed IS NOT NULL`, [
      proposal('ann', 'x'),
    ]);
    await query(`UPDATE alert SET verdict = 'OTHER_REGIME' WHERE client_id = 'cleo' AND kind = 'USE'`);
    await listAlerts(desk.dataSource);
    alerts = new Alerts(new Database(desk.dataSource), new Rules(policy), foreign);
  });
  afterAll(() => desk.close());

  const ask = <T>(question: (sql: Sql) => Promise<T>): Promise<T> =>
    withSession(desk.dataSource, ({ sql }) => question(sql));
  const today = (caller: Caller) =>
    ask((sql) => todayOf(sql, caller, { pack: policy.pack, foreign, dayEnds: DAY_ENDS }));
  const approver = (entities: readonly string[] | null): Caller => ({
    ...viewer(entities),
    roles: ['approver'],
    permissions: permissionsOf(['approver']),
  });

  describe.each([
    ['the whole book', null],
    ['one entity', [OTHER_ENTITY]],
    ['no entity', []],
  ])('of %s', (_what, entities) => {
    const caller = approver(entities);
    const length = async (filter: AlertFilter): Promise<number> =>
      (await alerts.page({ active: true, ...filter }, caller, { sort: 'raisedAt', limit: 200, cursor: undefined }))
        .items.length;

    it('is counted as the lists are long that its numbers open', async () => {
      const { counts, article61_2 } = await today(caller);
      for (const [name, { count, filter }] of Object.entries({ ...counts, ...article61_2 }))
        expect([name, count]).toEqual([name, await length(filter)]);
    });

    it('counts Article 61(2) once, as the overview does, each alert in one part', async () => {
      const { article61_2 } = await today(caller);
      const parts = Object.fromEntries(Object.entries(article61_2).map(([name, { count }]) => [name, count]));
      const overview = await ask((sql) => countsOf(sql, caller, policy.pack, foreign));
      expect(parts).toEqual(overview.article61_2.open);
      const { total = 0, marketed = 0, enabled = 0, otherRegime = 0 } = parts;
      expect(marketed + enabled + otherRegime).toBe(total);
    });
  });

  it('has something of everything, so that no number is right by being nothing', async () => {
    const { counts, article61_2 } = await today(approver(null));
    const empty = Object.entries({ ...counts, ...article61_2 }).filter(([, { count }]) => count === 0);
    // Nothing mentions her yet.
    expect(empty.map(([name]) => name)).toEqual(['mentions']);
  });

  it('names what waits for a second person, with by whom and why, and nothing of one’s own', async () => {
    const proposalId = await desk.propose(packText.replace('"mica-61/1"', '"mica-61/next"'));
    await desk.database.query(`UPDATE policy_proposal SET proposed_by = 'bob' WHERE proposal_id = $1`, [proposalId]);
    const until = new Date(Date.now() + 30 * 86_400_000);
    const silence = {
      matchers: [{ facet: 'severity', values: ['low'] }],
      reason: 'Known.',
      until,
      needsSecond: true,
    } as const;
    await withSession(desk.dataSource, (session) =>
      session.transaction(async (tx) => {
        await addSilence(tx, { ...silence, silenceId: 'sil-1', createdBy: 'bob' });
        await addSilence(tx, { ...silence, silenceId: 'sil-2', createdBy: 'ann' });
      }),
    );
    const { approvals, counts } = await today(approver(null));
    expect(approvals?.byKind).toEqual([
      { kind: 'CLOSING', count: counts.closingsToApprove.count },
      { kind: 'POLICY', count: 1 },
      { kind: 'SILENCE', count: 1 },
    ]);
    expect(approvals?.total).toBe(counts.closingsToApprove.count + 2);
    const closings = approvals?.items.filter(({ kind }) => kind === 'CLOSING') ?? [];
    expect(closings.reduce((sum, { alerts: many }) => sum + many, 0)).toBe(counts.closingsToApprove.count);
    expect(new Set(approvals?.items.map(({ by }) => by))).toEqual(new Set(['bob']));
    expect(approvals?.items.find(({ kind }) => kind === 'POLICY')).toMatchObject({
      target: 'mica-61/next',
      why: 'why',
    });
    expect(approvals?.items.find(({ kind }) => kind === 'SILENCE')).toMatchObject({ target: 'sil-1', why: 'Known.' });
    expect(closings[0]).toMatchObject({ why: 'Taken back.' });

    // Packs are about the whole book; and who may decide nothing is told of nothing.
    expect((await today(approver(['ENT-1']))).approvals?.byKind.map(({ kind }) => kind)).not.toContain('POLICY');
    expect((await today(viewer(null))).approvals).toBeNull();
  });

  it('knows what mentions somebody since they were here, and what was raised', async () => {
    const [fact] = await desk.database.query<{ position: string; client_id: string; alert_id: string }>(
      'SELECT position, client_id, alert_id FROM alert_fact ORDER BY position LIMIT 1',
    );
    await desk.database.query('INSERT INTO mention VALUES ($1, $2, $3, $4)', [
      'ann',
      fact?.client_id,
      fact?.alert_id,
      fact?.position,
    ]);
    const { mentions, counts, since } = await today(approver(null));
    expect(mentions.map(({ alertId, change }) => [alertId, change])).toEqual([[fact?.alert_id, 'raised']]);
    expect([counts.mentions.count, counts.mentions.filter.mentionedFrom]).toEqual([1, since]);
    expect(counts.raisedSince.count).toBeLessThan(counts.toDo.count);
    await desk.database.query(`UPDATE visit SET before_at = now() + interval '1 hour'`);
    expect((await today(approver(null))).counts.mentions.count).toBe(0);
  });
});
