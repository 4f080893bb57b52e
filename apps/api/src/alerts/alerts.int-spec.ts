import type { DataSource } from 'typeorm';
import { SEVERITIES, type Severity } from '#domain';
import { addAlerts, createDataSource, withSession } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { policy } from '../../../../test/support/desk.js';
import { viewer } from '../access/caller.testkit.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import { Database } from '../database.js';
import { Rules } from '../rules.js';
import { SORTS, type AlertFilter } from './alert-filter.js';
import type { AlertSummary } from './alerts.shapes.js';
import { Alerts } from './alerts.js';
import { alertRow, listAlerts } from './alerts.testkit.js';

const HOUR = 3_600_000;
const now = Date.now();
const everybody = viewer(null);

/** Raised in batches of five, so that most have another's time; every severity, entity and country among them. */
const rows = Array.from({ length: 24 }, (_, i) =>
  alertRow(`al-${String((i * 7) % 24).padStart(2, '0')}`, {
    clientId: `c-${i % 6}`,
    survivorId: i % 6 === 5 ? 'c-0' : `c-${i % 6}`,
    entityId: i % 3 === 0 ? 'ENT-2' : 'ENT-1',
    severity: SEVERITIES[i % 4] ?? 'low',
    raisedAt: now - Math.floor(i / 5) * 30 * HOUR,
    country: i % 4 === 1 ? null : 'DE',
    kind: i % 2 === 0 ? 'CONTACT' : 'USE',
    article61_2: i % 2 === 0,
    active: i !== 23,
    explanation: i === 4 ? 'Sold under the name of Straßen-Fonds.' : 'An exchange was promoted.',
  }),
);

describe('the list of alerts', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let alerts: Alerts;
  beforeAll(async () => {
    database = await createTestDatabase('alerts-list');
    dataSource = await createDataSource(database.appUrl, 4, 'scopewatch-test').initialize();
    await withSession(dataSource, (session) => session.transaction((tx) => addAlerts(tx, rows)));
    await database.query(`UPDATE alert SET status = 'CLOSED' WHERE client_id = 'c-1'`);
    await database.query(`UPDATE alert SET assignee = 'bob' WHERE client_id = 'c-2'`);
    await listAlerts(dataSource);
    alerts = new Alerts(new Database(dataSource), new Rules(policy), new ForeignFacts());
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const inPages = async (
    sort: (typeof SORTS)[number],
    limit: number,
    filter: AlertFilter = { active: true },
    caller = everybody,
  ): Promise<AlertSummary[]> => {
    const items: AlertSummary[] = [];
    let cursor: string | undefined;
    do {
      const page = await alerts.page(filter, caller, { sort, limit, cursor });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      items.push(...page.items);
      expect(items.length).toBeLessThanOrEqual(rows.length);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return items;
  };
  const found = async (filter: AlertFilter, caller = everybody): Promise<string[]> =>
    (await inPages('raisedAt', 200, { active: true, ...filter }, caller)).map(({ alertId }) => alertId);

  const dueAt = ({ raisedAt, severity }: AlertSummary): number =>
    Date.parse(raisedAt) + policy.pack.serviceHours[severity] * HOUR;
  const gravity = (severity: Severity): number => ['low', 'medium', 'high', 'critical'].indexOf(severity);
  const later = (a: AlertSummary, b: AlertSummary): number =>
    Date.parse(a.raisedAt) - Date.parse(b.raisedAt) || (a.alertId < b.alertId ? -1 : 1);

  it.each([
    ['-raisedAt', (a: AlertSummary, b: AlertSummary) => later(b, a)],
    ['raisedAt', later],
    ['-severity', (a: AlertSummary, b: AlertSummary) => gravity(b.severity) - gravity(a.severity) || later(b, a)],
    ['urgency', (a: AlertSummary, b: AlertSummary) => gravity(b.severity) - gravity(a.severity) || later(a, b)],
    ['dueAt', (a: AlertSummary, b: AlertSummary) => dueAt(a) - dueAt(b) || (a.alertId < b.alertId ? -1 : 1)],
  ] as const)('by %s gives each alert once and in its place, however small the pages', async (sort, order) => {
    const whole = await inPages(sort, 200);
    expect(whole).toHaveLength(23);
    expect(whole).toEqual([...whole].sort(order));
    for (const limit of [1, 2, 7]) expect(await inPages(sort, limit)).toEqual(whole);
  });

  it('refuses a place in a list of another order', async () => {
    const { nextCursor } = await alerts.page({}, everybody, { sort: 'raisedAt', limit: 1, cursor: undefined });
    const next = { sort: '-severity', limit: 1, cursor: nextCursor ?? '' } as const;
    await expect(alerts.page({}, everybody, next)).rejects.toThrow(/cursor/);
  });

  it.each<[string, AlertFilter, (alert: AlertSummary) => boolean]>([
    ['one severity', { severity: ['high'] }, (a) => a.severity === 'high'],
    ['two severities', { severity: ['high', 'low'] }, (a) => a.severity === 'high' || a.severity === 'low'],
    ['an unknown country', { country: ['UNKNOWN'] }, (a) => a.country === null],
    ['nobody at work', { assignee: ['NOBODY'] }, (a) => a.assignee === null],
    ['somebody or nobody at work', { assignee: ['NOBODY', 'bob'] }, () => true],
    ['somebody at work', { assignee: ['bob'] }, (a) => a.assignee === 'bob'],
    ['a status', { status: ['CLOSED'] }, (a) => a.status === 'CLOSED'],
    ['Article 61(2)', { article61_2: false }, (a) => !a.article61_2],
    ['a client and whom they were merged with', { clientId: ['c-0'] }, (a) => a.survivorId === 'c-0'],
    ['an id that was merged', { clientId: ['c-5'] }, (a) => a.clientId === 'c-5'],
    ['what is overdue', { overdue: true }, (a) => a.overdue],
    ['what is not overdue', { overdue: false }, (a) => !a.overdue],
    ['several at once', { severity: ['high'], status: ['OPEN'] }, (a) => a.severity === 'high' && a.status === 'OPEN'],
    ['no value at all', { severity: [] }, () => true],
  ])('narrowed down by %s holds these and no others', async (_what, filter, meets) => {
    const expected = (await inPages('raisedAt', 200)).filter(meets).map(({ alertId }) => alertId);
    expect(expected.length).toBeGreaterThan(0);
    expect(await found(filter)).toEqual(expected);
  });

  it('narrowed down by times includes the first moment and not the last', async () => {
    const [first, second] = [new Date(now - 60 * HOUR).toISOString(), new Date(now - 30 * HOUR).toISOString()];
    expect(await found({ raisedFrom: first, raisedTo: second })).toHaveLength(5);
  });

  it('is searched by the beginnings of all words given, and by nothing of signs alone', async () => {
    expect(await found({ q: 'straßen fon' })).toEqual([rows[4]?.alertId]);
    expect(await found({ q: 'AL-03 exchange' })).toEqual(['al-03']);
    expect(await found({ q: 'exchange missing' })).toEqual([]);
    expect(await found({ q: `' & | ! :* \\` })).toEqual([]);
  });

  it('is searched by the names of the act, its campaign, the product, the asset and the requests', async () => {
    const [alert] = await database.query<{ view: string }>(`SELECT view FROM alert WHERE alert_id = 'al-07'`);
    const view = {
      ...(JSON.parse(alert?.view ?? '{}') as object),
      offer: { service: 'EXCH_CRYPTO', productId: 'yield-"plus"' },
      incident: { kind: 'CAMPAIGN', key: 'summer' },
      reasons: [{ source: 'urn:test', id: 'request-4711' }],
    };
    await database.query(`UPDATE alert SET view = $1 WHERE alert_id = 'al-07'`, [JSON.stringify(view)]);
    await listAlerts(dataSource);
    for (const q of ['al-07-act', 'summer', 'yield plus', 'request-4711', '4711 summ'])
      expect([q, await found({ q })]).toEqual([q, ['al-07']]);
    // What a field is called is no name.
    expect(await found({ q: 'productId' })).toEqual([]);
  });

  it('holds what was superseded only where that is asked for', async () => {
    expect(await found({ active: false })).toEqual([rows[23]?.alertId]);
    expect(await found({ active: undefined })).toHaveLength(24);
  });

  it('tells nobody of alerts of entities beyond their roles', async () => {
    const limited = viewer(['ENT-2']);
    const own = (await inPages('dueAt', 3, { active: true }, limited)).map(({ entityId }) => entityId);
    expect(own).toEqual(Array.from({ length: 8 }, () => 'ENT-2'));
    expect(await found({ entityId: ['ENT-1'] }, limited)).toEqual([]);
    expect(await found({}, viewer([]))).toEqual([]);
    const foreign = rows.find(({ entityId }) => entityId === 'ENT-1')?.alertId ?? '';
    expect(await alerts.one(foreign, everybody)).toMatchObject({ alertId: foreign });
    await expect(alerts.one(foreign, limited)).rejects.toThrow(`No alert has the id ${foreign}`);
  });
});
