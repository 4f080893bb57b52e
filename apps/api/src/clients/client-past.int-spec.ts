import { setTimeout as sleep } from 'node:timers/promises';
import { databaseTime, withSession } from '#store';
import { Desk, packText, policy } from '../../../../test/support/desk.js';
import { clientIds, customers, ENTITY, merged } from '../../../../test/support/events.js';
import { book, lateRequest, OTHER_ENTITY } from '../../../../test/support/two-entities.js';
import { viewer } from '../access/caller.testkit.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import { Database } from '../database.js';
import { Rules } from '../rules.js';
import { ClientPast } from './client-past.js';

const everybody = viewer(null);
const limited = viewer([OTHER_ENTITY]);
const [first = '', second = ''] = clientIds('pair', 2);

describe('one client under two clocks', () => {
  let desk: Desk;
  let past: ClientPast;
  /** Between the book and what came late. */
  let before: string;
  beforeAll(async () => {
    desk = await Desk.open('client-past');
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, book());
    await desk.take(ingestor, customers([first, second]));
    await desk.fanOut();
    await sleep(5);
    before = new Date(await withSession(desk.dataSource, ({ sql }) => databaseTime(sql))).toISOString();
    await sleep(5);
    await desk.take(ingestor, [lateRequest('ada'), merged(first, second)]);
    await desk.fanOut();
    past = new ClientPast(new Database(desk.dataSource), new Rules(policy), new ForeignFacts());
  });
  afterAll(() => desk.close());

  const alertsOf = async (clientId: string, clocks = {}, caller = everybody): Promise<string[]> =>
    (await past.client(clientId, clocks, caller)).alerts.map(({ alertId }) => alertId).sort();
  const servicesOf = async (clientId: string, clocks = {}): Promise<unknown[]> =>
    (await past.scope(clientId, clocks, everybody)).entities.flatMap(({ entries }) =>
      entries.map(({ offer }) => offer),
    );

  it('has the alerts that judging the log from scratch gives', async () => {
    const scratch = await desk.alertsFromScratch(policy);
    for (const id of ['ada', 'bea', 'cleo'])
      expect(await alertsOf(id)).toEqual([...(scratch.get(id) ?? new Map<string, unknown>()).keys()].sort());
  });

  it('has asked for nothing on the day before, and for more as time goes by', async () => {
    expect(await servicesOf('ada', { trueOn: '2025-05-31' })).toEqual([]);
    expect(await servicesOf('ada', { trueOn: '2025-06-01T00:10:00Z' })).toHaveLength(1);
    expect(await servicesOf('ada')).toHaveLength(2);
  });

  it('is known only by what was recorded by then', async () => {
    expect(await servicesOf('ada', { knownOn: before })).toHaveLength(1);
    const mailed = async (clocks = {}) =>
      (await past.client('ada', clocks, everybody)).alerts.find(({ act }) => act.id === 'ada-mail');
    const [then, now] = [await mailed({ knownOn: before }), await mailed()];
    expect(then?.alertId).toBe(now?.alertId);
    expect(then?.severity).toBe('critical');
    expect(now?.severity).not.toBe('critical');
  });

  it('shows beside its alerts of then what people have made of them since', async () => {
    await desk.database.query(`UPDATE alert SET assignee = 'bob', status = 'ACKNOWLEDGED' WHERE client_id = 'bea'`);
    const { alerts } = await past.client('bea', { knownOn: before }, everybody);
    expect(new Set(alerts.map(({ assignee, status }) => `${assignee ?? ''} ${status}`))).toEqual(
      new Set(['bob ACKNOWLEDGED']),
    );
  });

  it('is one under every id that was merged, and two as known before', async () => {
    for (const id of [first, second]) {
      expect(await past.client(id, {}, everybody)).toMatchObject({ clientId: first, memberIds: [first, second] });
      expect(await past.client(id, { knownOn: before }, everybody)).toMatchObject({ clientId: id, memberIds: [id] });
    }
  });

  it('tells of its alerts what the scope shows beyond what was asked for', async () => {
    const { alerts } = await past.client('cleo', {}, everybody);
    const { entities } = await past.scope('cleo', {}, everybody);
    expect(entities.flatMap(({ beyond }) => beyond.map(({ alertId }) => alertId)).sort()).toEqual(
      alerts
        .filter((alert) => alert.article61_2)
        .map(({ alertId }) => alertId)
        .sort(),
    );
    const { items } = await past.verdicts('cleo', {}, everybody);
    expect(new Set(items.flatMap(({ alertId }) => alertId ?? []))).toEqual(new Set(await alertsOf('cleo')));
  });

  it('tells nobody of another entity than their own', async () => {
    const { entities, alerts } = await past.client('cleo', {}, limited);
    expect(entities.map(({ entityId }) => entityId)).toEqual([OTHER_ENTITY]);
    expect(new Set(alerts.map(({ entityId }) => entityId))).toEqual(new Set([OTHER_ENTITY]));
    const { items } = await past.verdicts('cleo', {}, limited);
    expect(new Set(items.map(({ entityId }) => entityId))).toEqual(new Set([OTHER_ENTITY]));
    const all = await past.verdicts('cleo', {}, everybody);
    expect(new Set(all.items.map(({ entityId }) => entityId))).toEqual(new Set([ENTITY, OTHER_ENTITY]));
  });

  it('is nobody to those who know nothing of them', async () => {
    await expect(past.client('ada', {}, limited)).rejects.toThrow('No event on file names a client ada');
    await expect(past.timeline('nobody', {}, everybody)).rejects.toThrow('names a client nobody');
    await expect(past.client('ada', { knownOn: '2020-01-01' }, limited)).rejects.toThrow('names a client ada');
    await expect(past.client('ada', { trueOn: 'yesterday' }, everybody)).rejects.toThrow('query/trueOn');
  });

  it('stands in the list as it does alone', async () => {
    const { items } = await past.list({ limit: 200, trueOn: '2025-06-01T00:05:00Z' }, everybody);
    for (const { clientId, entities } of items) {
      const alone = await past.client(clientId, { trueOn: '2025-06-01T00:05:00Z' }, everybody);
      expect(entities.map((e) => [e.entityId, e.initiative, e.gaps])).toEqual(
        alone.entities.map((e) => [e.entityId, e.initiative, e.gaps]),
      );
    }
    expect(items.length).toBeGreaterThan(3);
  });
});
