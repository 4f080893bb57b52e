import { Desk } from '../../../test/support/desk.js';
import { clientIds, customers } from '../../../test/support/events.js';

const ids = clientIds('c', 6);

describe('a database that is put back while somebody reads on', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('went-back');
  });
  afterAll(() => desk.close());
  const events = async (): Promise<number | undefined> =>
    (await desk.database.query<{ n: number }>('SELECT count(*)::int AS n FROM event'))[0]?.n;

  it('takes nothing of what comes after the part that is lost', async () => {
    const [ingestor, other] = [desk.ingestor('a'), desk.ingestor('b')];
    await desk.take(ingestor, customers(ids.slice(0, 2)));
    const before = await events();
    await desk.take(ingestor, customers(ids.slice(2, 4)));
    // Moved on by somebody else: that is as it should be.
    await desk.take(other, customers(ids.slice(4, 5)));
    await desk.database.query(`
      DELETE FROM event WHERE position >= 2 * 65536; DELETE FROM batch WHERE block >= 2;
      UPDATE kafka_offset SET next_offset = ${before}; UPDATE chain_head SET seq = 1`);
    await expect(desk.take(other, customers(ids.slice(5)))).rejects.toMatchObject({
      name: 'DatabaseWentBack',
      retryable: false,
    });
    expect(await events()).toBe(before);
  });
});
