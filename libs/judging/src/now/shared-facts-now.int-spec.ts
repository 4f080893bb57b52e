import { Desk } from '../../../../test/support/desk.js';
import { readOnly, withSession, type Sql } from '#store';
import { asEvent } from '../../../domain/src/rules/stream.testkit.js';
import { classified } from '../../../domain/src/rules/facts.testkit.js';
import { bringUpToDate, SharedFactsNow } from './shared-facts-now.js';
import { SharedFacts } from '../shared-facts.js';

describe('what all clients share, kept from one question to the next', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('shared-facts-now');
    await desk.take(
      desk.ingestor('a'),
      [classified('BTC', { class: 'OTHER' }), classified('ETH', { class: 'OTHER' })].map(asEvent),
    );
  });
  afterAll(() => desk.close());

  const ask = <T>(question: (sql: Sql) => Promise<T>): Promise<T> =>
    withSession(desk.dataSource, (session) => readOnly(session, question));

  it('is the same for however many ask at the same time', async () => {
    const now = new SharedFactsNow();
    const [one, other] = await ask((a) => ask((b) => Promise.all([now.read(a), now.read(b)])));
    const last = await ask((sql) => now.read(sql));
    expect([one, other, last].map(({ events }) => events.length)).toEqual([2, 2, 2]);
  });

  it('is what it was where nothing is new', async () => {
    const first = await ask((sql) => bringUpToDate(sql, SharedFacts.NONE));
    const second = await ask((sql) => bringUpToDate(sql, first.sharedFacts));
    expect([first.activated, second.activated]).toEqual([false, false]);
    expect(second.sharedFacts).toBe(first.sharedFacts);
  });
});
