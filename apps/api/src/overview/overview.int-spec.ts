import { withSession, type Sql } from '#store';
import { Desk, packText, policy } from '../../../../test/support/desk.js';
import { onboarded } from '../../../../test/support/events.js';
import { book, lateRequest, OTHER_ENTITY } from '../../../../test/support/two-entities.js';
import { viewer } from '../access/caller.testkit.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import type { AlertFilter } from '../alerts/alert-filter.js';
import { Alerts } from '../alerts/alerts.js';
import { listAlerts } from '../alerts/alerts.testkit.js';
import type { ClientFilterAsked } from '../clients/client-filter.js';
import { listClients } from '../clients/client-list.js';
import { Database } from '../database.js';
import { Rules } from '../rules.js';
import { ARTICLE_61_2 } from '../today/today-filters.js';
import { driftOf } from './drift.js';
import { countsOf } from './overview-counts.js';

/** Alerts that work is left on. */
const OPEN: AlertFilter = { active: true, status: ['OPEN', 'ACKNOWLEDGED', 'ESCALATED'] };
/** How something came about that was neither asked for nor marketed. */
const ENABLED: AlertFilter['kind'] = ['ENABLED', 'USED', 'ROLLED_OUT', 'REQUESTED'];

describe('numbers', () => {
  const foreign = new ForeignFacts();
  let desk: Desk;
  let alerts: Alerts;
  beforeAll(async () => {
    desk = await Desk.open('overview');
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, book());
    await desk.take(ingestor, [lateRequest('ada'), onboarded('paula', 'FR')]);
    await desk.fanOut();
    await desk.database.query(`UPDATE alert SET status = 'CLOSED' WHERE client_id = 'bea' AND severity = 'critical'`);
    await desk.database.query(`UPDATE alert SET assignee = 'bob', raised_at = now() - interval '1 year'
                                WHERE client_id = 'cleo' AND kind = 'USE'`);
    await desk.database.query(`UPDATE alert SET article61_2 = false WHERE client_id = 'bea' AND kind = 'USE'`);
    await desk.database.query(`UPDATE alert SET active = false WHERE client_id = 'bea' AND incident_id IS NOT NULL`);
    await listAlerts(desk.dataSource);
    alerts = new Alerts(new Database(desk.dataSource), new Rules(policy), foreign);
  });
  afterAll(() => desk.close());

  const ask = <T>(question: (sql: Sql) => Promise<T>): Promise<T> =>
    withSession(desk.dataSource, ({ sql }) => question(sql));

  describe.each([
    ['of the whole book', null],
    ['of one entity', [OTHER_ENTITY]],
    ['of no entity', []],
  ])('%s', (_what, entities) => {
    const caller = viewer(entities);
    const listed = async (filter: AlertFilter) =>
      (await alerts.page(filter, caller, { sort: 'raisedAt', limit: 200, cursor: undefined })).items;
    const length = async (filter: AlertFilter): Promise<number> => (await listed(filter)).length;
    const clients = async (filter: ClientFilterAsked): Promise<number> =>
      (await ask((sql) => listClients(sql, filter, caller, { limit: 200, cursor: undefined }))).items.length;
    const counted = () => ask((sql) => countsOf(sql, caller, policy.pack, foreign));

    it('are the lengths of the lists that they lead to', async () => {
      const { open, article61_2, clients: people, initiative, gaps } = await counted();
      expect(open.total).toBe(await length(OPEN));
      expect(open.overdue).toBe(await length({ ...OPEN, overdue: true }));
      expect(open.unassigned).toBe(await length({ ...OPEN, assignee: ['NOBODY'] }));
      for (const { value, count } of open.bySeverity)
        expect(count).toBe(await length({ ...OPEN, severity: [value as 'high'] }));
      for (const { value, count } of open.byVerdict)
        expect(count).toBe(await length({ ...OPEN, verdict: [value as 'BREACH_61_2'] }));
      for (const [part, count] of Object.entries(article61_2.open))
        expect([part, count]).toEqual([part, await length(ARTICLE_61_2[part as keyof typeof ARTICLE_61_2])]);
      const { total, marketed, enabled, otherRegime } = article61_2.open;
      expect(marketed + enabled + otherRegime).toBe(total);
      expect(people.total).toBe(await clients({}));
      expect(people.inDrift).toBe(await clients({ inDrift: true }));
      for (const { value, count } of initiative) expect(count).toBe(await clients({ initiative: [value] }));
      for (const { value, count } of gaps) expect(count).toBe(await clients({ gap: [value] }));
    });

    it('by day add up to all that was marketed or switched on, open or not', async () => {
      const { article61_2 } = await counted();
      const days = article61_2.perDay.map(({ day }) => day);
      expect(days).toEqual([...new Set(days)].sort());
      const sum = article61_2.perDay.reduce((n, day) => n + day.marketed + day.enabled, 0);
      expect(sum).toBe(await length({ active: true, article61_2: true }));
    });

    it('of an incident are those of its alerts', async () => {
      const { causes } = await counted();
      for (const cause of causes) {
        const own = await listed({ active: true, incidentId: [cause.incidentId] });
        expect(cause).toMatchObject({
          alerts: own.length,
          open: own.filter(({ status }) => status !== 'CLOSED').length,
          clients: new Set(own.map(({ survivorId }) => survivorId)).size,
        });
        expect(cause.byVerdict.reduce((n, { count }) => n + count, 0)).toBe(own.length);
      }
      expect(causes.length > 0).toBe(entities === null || entities.length > 0);
    });

    it('in each cell of the drift are the lengths of the lists behind it', async () => {
      const { cells, services, assetClasses } = await ask((sql) => driftOf(sql, caller, undefined));
      for (const { service, assetClass, original, marketed, enabled } of cells) {
        expect(services).toContain(service);
        expect(assetClasses).toContain(assetClass);
        expect(original.clients).toBe(await clients({ originalService: service, originalAssetClass: assetClass }));
        const beyond: AlertFilter = { active: true, article61_2: true, service: [service], assetClass: [assetClass] };
        for (const [cell, kind] of [[marketed, ['MARKETED']] as const, [enabled, ENABLED] as const]) {
          const own = await listed({ ...beyond, kind: [...(kind ?? [])] });
          expect(cell).toEqual({ alerts: own.length, clients: new Set(own.map((a) => a.survivorId)).size });
        }
      }
      expect(cells.length > 0).toBe(entities === null || entities.length > 0);
    });

    it('of the drift of an entity that the caller does not reach are none', async () => {
      const { cells } = await ask((sql) => driftOf(sql, caller, 'ENT-1'));
      expect(cells.length > 0).toBe(entities === null);
    });
  });
});
