import type { DataSource } from 'typeorm';
import { addAlerts, createDataSource, openIncidents, withSession } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { viewer } from '../access/caller.testkit.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import { alertRow, listAlerts } from '../alerts/alerts.testkit.js';
import { describeIncidents } from './describe-incidents.js';
import { incidentNamed, incidentRows } from './incidents.queries.js';

const at = Date.UTC(2025, 5, 1);
const incident = (incidentId: string, kind = 'CAMPAIGN') => ({
  incidentId,
  kind,
  key: `["urn:test:bank","${incidentId}"]`,
});

describe('the list of incidents', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase('incidents');
    dataSource = await createDataSource(database.appUrl, 4, 'scopewatch-test').initialize();
    await withSession(dataSource, (session) =>
      session.transaction(async (tx) => {
        await openIncidents(tx, [incident('i-1'), incident('i-2'), incident('i-3', 'POLICY')], at);
        await openIncidents(tx, [incident('i-4'), incident('without-alerts')], at + 1_000);
        await addAlerts(tx, [
          alertRow('al-1', { clientId: 'ada', incidentId: 'i-1' }),
          alertRow('al-2', { clientId: 'bea', survivorId: 'ada', incidentId: 'i-1', country: null }),
          alertRow('al-3', { clientId: 'cleo', incidentId: 'i-1', entityId: 'ENT-2', verdict: 'OUT_OF_SCOPE_USE' }),
          alertRow('al-4', { clientId: 'dan', incidentId: 'i-1', active: false }),
          alertRow('al-5', { clientId: 'ada', incidentId: 'i-2', entityId: 'ENT-2' }),
          alertRow('al-6', { clientId: 'ada', incidentId: 'i-3' }),
          alertRow('al-7', { clientId: 'ada', incidentId: 'i-4', entityId: 'ENT-2' }),
        ]);
      }),
    );
    await database.query(`UPDATE alert SET status = 'CLOSED' WHERE alert_id = 'al-1'`);
    await listAlerts(dataSource);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const page = (asked: Parameters<typeof incidentRows>[1], limit: number): ReturnType<typeof incidentRows> =>
    withSession(dataSource, ({ sql }) => incidentRows(sql, asked, limit));
  const listed = async (
    entities: readonly string[] | null,
    kind?: readonly string[],
    limit = 100,
  ): Promise<string[]> => {
    const ids: string[] = [];
    let after: Parameters<typeof incidentRows>[1]['after'] = null;
    do {
      const rows = await page({ kind, entities, after }, limit);
      ids.push(...rows.map(({ incidentId }) => incidentId));
      expect(ids.length).toBeLessThanOrEqual(4);
      after = rows.length < limit ? null : (rows.at(-1)?.sortKey ?? null);
    } while (after !== null);
    return ids;
  };
  const described = async (incidentId: string, entities: readonly string[] | null) => {
    const foreign = new ForeignFacts();
    const [found] = await withSession(dataSource, async ({ sql }) =>
      describeIncidents(sql, await incidentNamed(sql, incidentId, entities), viewer(entities), foreign),
    );
    return found;
  };

  it.each([1, 2, 100])('gives each that has alerts once, the newest first, in pages of %i', async (limit) => {
    expect(await listed(null, undefined, limit)).toEqual(['i-4', 'i-3', 'i-2', 'i-1']);
  });

  it('is narrowed down by what caused them', async () => {
    expect(await listed(null, ['POLICY'])).toEqual(['i-3']);
    expect(await listed(null, ['POLICY', 'CAMPAIGN'], 1)).toEqual(['i-4', 'i-3', 'i-2', 'i-1']);
    expect(await listed(null, ['MERGE'])).toEqual([]);
  });

  it('tells nobody of incidents that reached no alert of theirs', async () => {
    expect(await listed(['ENT-1'])).toEqual(['i-3', 'i-1']);
    expect(await listed([])).toEqual([]);
    expect(await described('i-4', ['ENT-1'])).toBeUndefined();
    expect(await described('without-alerts', null)).toBeUndefined();
  });

  it('counts the alerts that still alert, and people who were merged as one', async () => {
    expect(await described('i-1', null)).toMatchObject({
      clients: 2,
      alerts: 3,
      open: 2,
      byVerdict: [
        { value: 'BREACH_61_2', count: 2 },
        { value: 'OUT_OF_SCOPE_USE', count: 1 },
      ],
      byCountry: [
        { value: 'DE', count: 2 },
        { value: 'UNKNOWN', count: 1 },
      ],
    });
  });

  it('counts no alerts of entities beyond the roles of the caller', async () => {
    expect(await described('i-1', ['ENT-2'])).toMatchObject({
      clients: 1,
      alerts: 1,
      open: 1,
      byVerdict: [{ value: 'OUT_OF_SCOPE_USE', count: 1 }],
    });
  });
});
