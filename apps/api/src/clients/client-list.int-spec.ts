import { withSession } from '#store';
import { Desk, packText } from '../../../../test/support/desk.js';
import { clientIds, custodyOf, customers, ENTITY, merged, onboarded, used } from '../../../../test/support/events.js';
import { book, OTHER_ENTITY } from '../../../../test/support/two-entities.js';
import { viewer } from '../access/caller.testkit.js';
import { listAlerts } from '../alerts/alerts.testkit.js';
import type { ClientFilterAsked } from './client-filter.js';
import { listClients } from './client-list.js';
import { countByTag } from './count-by-tag.js';

type Item = Awaited<ReturnType<typeof listClients>>['items'][number];

const everybody = viewer(null);
const many = clientIds('many', 12);
const [first = '', second = '', third = ''] = many;

describe('the list of clients', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('client-list');
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, book());
    await desk.take(ingestor, customers(many));
    await desk.take(ingestor, [onboarded('paula', 'FR'), used(third, 200, custodyOf('ETH')), merged(first, second)]);
    await desk.fanOut();
    await listAlerts(desk.dataSource);
  });
  afterAll(() => desk.close());

  const page = (filter: ClientFilterAsked, caller = everybody, limit = 200, cursor?: string) =>
    withSession(desk.dataSource, ({ sql }) => listClients(sql, filter, caller, { limit, cursor }));
  const found = async (filter: ClientFilterAsked, caller = everybody): Promise<string[]> =>
    (await page(filter, caller)).items.map(({ clientId }) => clientId);

  it('gives each client once and by id, however small the pages', async () => {
    const whole = (await page({})).items;
    expect(whole.map(({ clientId }) => clientId)).toEqual(
      ['ada', 'bea', 'cleo', 'paula', ...many.filter((id) => id !== second)].sort(),
    );
    for (const limit of [1, 4, 15]) {
      const items: Item[] = [];
      let cursor: string | undefined;
      do {
        const next = await page({}, everybody, limit, cursor);
        items.push(...next.items);
        expect(items.length).toBeLessThanOrEqual(whole.length);
        cursor = next.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(items).toEqual(whole);
    }
  });

  it('shows who was merged as one, under all of their ids', async () => {
    const [client] = (await page({ q: first })).items;
    expect(client).toMatchObject({ clientId: first, memberIds: [first, second] });
  });

  it.each<[string, ClientFilterAsked, (client: Item) => boolean]>([
    ['a part of the id', { q: 'many' }, ({ clientId }) => clientId.includes('many')],
    ['a country', { country: ['FR'] }, ({ country }) => country === 'FR'],
    ['an entity', { entityId: [OTHER_ENTITY] }, ({ entities }) => entities.some((e) => e.entityId === OTHER_ENTITY)],
    ['drift', { inDrift: true }, ({ inDrift }) => inDrift],
    ['no drift', { inDrift: false }, ({ inDrift }) => !inDrift],
    ['what was asked for first', { originalService: 'CUSTODY' }, ({ clientId }) => clientId !== 'paula'],
    ['the class of that', { originalAssetClass: 'OTHER' }, ({ clientId }) => clientId !== 'paula'],
    [
      'both of these',
      { originalService: 'CUSTODY', originalAssetClass: 'OTHER' },
      ({ clientId }) => clientId !== 'paula',
    ],
  ])('narrowed down by %s holds these and no others', async (_what, filter, meets) => {
    const expected = (await page({})).items.filter(meets).map(({ clientId }) => clientId);
    expect(expected.length).toBeGreaterThan(0);
    expect(await found(filter)).toEqual(expected);
  });

  it('holds nobody for what nobody asked for', async () => {
    expect(await found({ originalService: 'ADVICE' })).toEqual([]);
    expect(await found({ originalService: 'CUSTODY', originalAssetClass: 'EMT' })).toEqual([]);
  });

  it.each<[string, readonly string[] | null]>([
    ['everybody', null],
    ['one entity', [OTHER_ENTITY]],
    ['two entities that share a client', [ENTITY, OTHER_ENTITY]],
  ])('is as long as it is counted to be, for %s', async (_who, entities) => {
    const caller = viewer(entities);
    const counts = await withSession(desk.dataSource, ({ sql }) => countByTag(sql, entities));
    expect(counts.clients).toBe((await found({}, caller)).length);
    expect(counts.initiative.length).toBeGreaterThan(0);
    for (const { value, count } of counts.initiative)
      expect([value, count]).toEqual([value, (await found({ initiative: [value] }, caller)).length]);
    for (const { value, count } of counts.gaps)
      expect([value, count]).toEqual([value, (await found({ gap: [value] }, caller)).length]);
  });

  it('tells nobody of clients, entities and alerts beyond their roles', async () => {
    const limited = viewer([OTHER_ENTITY]);
    const { items } = await page({}, limited);
    expect(items.map(({ clientId }) => clientId)).toEqual(['bea', 'cleo']);
    const [whole] = (await page({ q: 'cleo' })).items;
    const own = items[1];
    expect(whole?.entities).toHaveLength(2);
    expect(own?.entities.map(({ entityId }) => entityId)).toEqual([OTHER_ENTITY]);
    expect(own?.openAlerts).toBeLessThan(whole?.openAlerts ?? 0);
    expect(await found({ entityId: ['ENT-1'] }, limited)).toEqual([]);
    expect(await found({}, viewer([]))).toEqual([]);
  });
});
