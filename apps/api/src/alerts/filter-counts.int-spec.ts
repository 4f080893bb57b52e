import type { DataSource } from 'typeorm';
import { SEVERITIES } from '#domain';
import { addAlerts, createDataSource, withSession } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { policy } from '../../../../test/support/desk.js';
import { viewer } from '../access/caller.testkit.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import { Database } from '../database.js';
import { Rules } from '../rules.js';
import { FILTER_FIELDS, type AlertFilter, type FilterField } from './alert-filter.js';
import { Alerts } from './alerts.js';
import { alertRow, listAlerts } from './alerts.testkit.js';

const KINDS = ['CONTACT', 'ENABLEMENT', 'USE', 'ROLL_OUT', 'REQUEST'];

const rows = Array.from({ length: 30 }, (_, i) =>
  alertRow(`al-${i}`, {
    clientId: `c-${i}`,
    entityId: i % 3 === 0 ? 'ENT-2' : 'ENT-1',
    severity: SEVERITIES[i % 4] ?? 'low',
    verdict: i % 7 === 0 ? null : i % 2 === 0 ? 'BREACH_61_2' : 'REVIEW',
    kind: KINDS[i % 5] ?? 'USE',
    service: i % 6 === 0 ? null : 'EXCH_CRYPTO',
    assetClass: i % 4 === 0 ? null : 'OTHER',
    country: i % 5 === 0 ? null : 'DE',
    active: i < 28,
  }),
);

const asked = { atOnce: true, sayBehind: () => undefined };

describe('the counts beside the list of alerts', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let alerts: Alerts;
  beforeAll(async () => {
    database = await createTestDatabase('filter-counts');
    dataSource = await createDataSource(database.appUrl, 4, 'scopewatch-test').initialize();
    await withSession(dataSource, (session) => session.transaction((tx) => addAlerts(tx, rows)));
    await database.query(`UPDATE alert SET status = 'CLOSED', assignee = 'bob' WHERE kind = 'USE'`);
    for (const [by, ids] of Object.entries({
      ann: ['al-1', 'al-3', 'al-29'],
      'key:k1': ['al-5'],
      bob: ['al-6', 'al-7'],
    }))
      await database.query(`UPDATE alert SET proposed = $1 WHERE alert_id = ANY($2)`, [JSON.stringify({ by }), ids]);
    await database.query(`INSERT INTO person (person_id, name, given_roles, created_at)
                          VALUES ('ann', 'Ann', '{approver}', now()), ('ANN', 'Ann', '{}', now())`);
    await database.query(`INSERT INTO api_key (key_id, secret_hash, name, roles, created_by, created_at)
                          VALUES ('k1', '', 'k', '{}', 'ANN', now())`);
    await listAlerts(dataSource);
    alerts = new Alerts(new Database(dataSource), new Rules(policy), new ForeignFacts());
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const listed = async (filter: AlertFilter, caller = viewer(null)): Promise<number> =>
    (await alerts.page(filter, caller, { sort: 'raisedAt', limit: 200, cursor: undefined })).items.length;
  const only = (field: FilterField, value: string): AlertFilter => ({ [field]: [value] });

  it.each<[string, AlertFilter, readonly string[] | null]>([
    ['nothing', {}, null],
    ['what is superseded', { active: false }, null],
    ['one field', { severity: ['high', 'low'] }, null],
    ['two fields', { severity: ['high'], country: ['UNKNOWN'] }, null],
    ['something that is not counted by', { q: 'al-1', overdue: true }, null],
    ['the entities of the caller', { kind: ['MARKETED'] }, ['ENT-2']],
    ['no entity at all', {}, []],
    ['what others have proposed to close', { proposal: ['BY_OTHERS'] }, null],
    ['what they have, or nobody', { proposal: ['BY_ME', 'NONE'], severity: ['high'] }, null],
  ])('are what the list holds where it is narrowed down by %s', async (_what, given, entities) => {
    const filter = { active: true, ...given };
    const caller = viewer(entities);
    const { total, facets } = await alerts.facets(filter, caller, asked);
    expect(total).toBe(await listed(filter, caller));
    for (const field of FILTER_FIELDS) {
      for (const { value, count } of facets[field]) {
        expect([field, value, count]).toEqual([
          field,
          value,
          await listed({ ...filter, ...only(field, value) }, caller),
        ]);
      }
    }
  });

  it('leave out no value that could be chosen instead', async () => {
    const { facets } = await alerts.facets({ active: true, severity: ['high'] }, viewer(null), asked);
    expect(facets.severity.map(({ value }) => value).sort()).toEqual([...SEVERITIES].sort());
    expect(facets.assignee.map(({ value }) => value).sort()).toEqual(['NOBODY', 'bob']);
  });

  it('know whose a proposal is, by whatever entry and key of theirs', async () => {
    const { facets } = await alerts.facets({ active: true }, viewer(null), asked);
    expect(facets.proposal).toEqual([
      { value: 'NONE', count: 23 },
      { value: 'BY_ME', count: 3 },
      { value: 'BY_OTHERS', count: 2 },
    ]);
  });

  it('stand in the order of how many there are', async () => {
    const { facets } = await alerts.facets({ active: true }, viewer(null), asked);
    expect(facets.entityId).toEqual([
      { value: 'ENT-1', count: 18 },
      { value: 'ENT-2', count: 10 },
    ]);
    const counts = facets.kind.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });

  it('name no entity beyond the roles of the caller', async () => {
    const { facets } = await alerts.facets({ active: true }, viewer(['ENT-2']), asked);
    expect(facets.entityId).toEqual([{ value: 'ENT-2', count: 10 }]);
  });
});
