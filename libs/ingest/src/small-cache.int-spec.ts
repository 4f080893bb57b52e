import { Desk } from '../../../test/support/desk.js';
import { campaign, clientIds, custodyOf, customers, exchangeOf, used } from '../../../test/support/events.js';
import { ClientCache } from '#judging';

describe('a cache that is smaller than a batch', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('small-cache');
  });
  afterAll(() => desk.close());

  it('costs time, but neither ingest nor a fan-out loses a client over it', async () => {
    const ids = clientIds('c', 120);
    const ingestor = desk.ingestor('a', new ClientCache(3));
    await desk.take(ingestor, customers(ids));
    await desk.take(
      ingestor,
      ids.map((id) => used(id, 100, custodyOf('ETH'))),
    );
    await desk.take(ingestor, [campaign('k', 500, 'S', exchangeOf('ETH'))]);
    // The desk's own worker caches 100 clients.
    expect(await desk.fanOut()).toBe(ids.length);
    expect(await desk.differences()).toEqual([]);
  });
});
