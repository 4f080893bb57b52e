import { setTimeout as sleep } from 'node:timers/promises';
import { databaseTime, withSession } from '#store';
import { Desk, packText, policy } from '../../../../test/support/desk.js';
import { clientIds, customers, merged, retracted } from '../../../../test/support/events.js';
import { book, lateRequest, OTHER_ENTITY } from '../../../../test/support/two-entities.js';
import { viewer } from '../access/caller.testkit.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import { Database } from '../database.js';
import { Rules } from '../rules.js';
import { ClientPast } from './client-past.js';

const everybody = viewer(null);
const [first = '', second = ''] = clientIds('pair', 2);

describe('the timeline of a client', () => {
  let desk: Desk;
  let past: ClientPast;
  let before: string;
  beforeAll(async () => {
    desk = await Desk.open('timeline');
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, book());
    await desk.take(ingestor, customers([first, second]));
    await desk.fanOut();
    await sleep(5);
    before = new Date(await withSession(desk.dataSource, ({ sql }) => databaseTime(sql))).toISOString();
    await sleep(5);
    await desk.take(ingestor, [lateRequest('ada'), retracted('ada-use'), merged(first, second)]);
    await desk.fanOut();
    past = new ClientPast(new Database(desk.dataSource), new Rules(policy), new ForeignFacts());
  });
  afterAll(() => desk.close());

  const itemsOf = async (clientId: string, clocks = {}, caller = everybody) =>
    (await past.timeline(clientId, clocks, caller)).items;
  const idsOf = async (...asked: Parameters<typeof itemsOf>): Promise<string[]> =>
    (await itemsOf(...asked)).map(({ id }) => id);

  it('stands in the order in which things were true, whenever they were recorded', async () => {
    const ids = await idsOf('ada');
    expect(ids.filter((id) => id.startsWith('ada'))).toEqual([
      'ada-onboarded',
      'ada-request',
      'ada-joined-S',
      'ada-second',
      'ada-mail',
      'ada-use',
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('holds the campaigns that reached the client, and no others', async () => {
    expect(await idsOf('ada')).toContain('spring');
    expect(await idsOf('ada')).not.toContain('autumn-other');
    expect(await idsOf('cleo')).toEqual(expect.arrayContaining(['spring', 'autumn-other']));
  });

  it('keeps what was retracted, and says so', async () => {
    const said = new Map((await itemsOf('ada')).map(({ id, retracted: gone }) => [id, gone]));
    expect([...said].filter(([, gone]) => gone)).toEqual([['ada-use', true]]);
    expect((await itemsOf('ada', { knownOn: before })).filter((item) => item.retracted)).toEqual([]);
  });

  it('ends at the one clock, and knows nothing that was recorded after the other', async () => {
    expect(await idsOf('ada', { trueOn: '2025-06-01T00:10:00Z' })).toEqual(['ada-onboarded', 'ada-request']);
    const then = await idsOf('ada', { knownOn: before });
    expect(then).not.toContain('ada-second');
    expect(await idsOf('ada')).toEqual(expect.arrayContaining(then));
  });

  it('of who was merged is that of all of their ids', async () => {
    const ids = await idsOf(second);
    expect(ids).toEqual(expect.arrayContaining([`${first}-request`, `${second}-request`]));
    expect(await idsOf(second, { knownOn: before })).not.toContain(`${first}-request`);
  });

  it('tells nobody what another entity did', async () => {
    const [own, whole] = [await idsOf('cleo', {}, viewer([OTHER_ENTITY])), await idsOf('cleo')];
    expect(own).toEqual(expect.arrayContaining(['cleo-mail-other', 'autumn-other']));
    expect(own.filter((id) => id.startsWith('cleo') && !id.endsWith('-other') && !id.includes('joined'))).toEqual([]);
    expect(own).not.toContain('spring');
    expect(whole).toEqual(expect.arrayContaining(own));
  });

  it('says of each fact where in Kafka it came from', async () => {
    const rows = await desk.database.query<{ position: string; at: string }>(
      `SELECT position::text AS position, topic || '/' || partition || '/' || kafka_offset AS at FROM event`,
    );
    const places = new Map(rows.map(({ position, at }) => [position, at]));
    for (const { position, kafka } of await itemsOf('ada'))
      expect(`${kafka.topic}/${kafka.partition}/${kafka.offset}`).toBe(places.get(String(position)));
  });
});
