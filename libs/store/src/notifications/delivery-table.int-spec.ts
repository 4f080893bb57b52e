import { AppDatabase } from '../../../../test/support/app-database.js';
import { addReceivers } from '../../../../test/support/receivers.js';
import { appendDeliveries, deliveriesOf, type DeliveryRow } from './delivery-table.js';
import { deleteReceiver } from './receiver-table.js';

const END = Number.MAX_SAFE_INTEGER;

describe('the record of deliveries', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('deliveries');
    await database.write((tx) => addReceivers(tx, ['r1', 'r2']));
  });
  afterEach(() => database.asOwner('TRUNCATE delivery'));
  afterAll(() => database.close());

  const delivery = (groupKey: string, said: Partial<DeliveryRow> = {}): DeliveryRow => ({
    receiverId: 'r1',
    notificationId: `n-${groupKey}`,
    groupKey,
    type: 'alerts',
    attempt: 1,
    outcome: 'FAILED',
    reason: 'TIMEOUT',
    status: null,
    detail: 'No answer.',
    tookMs: 10_000,
    ...said,
  });
  const append = (...rows: DeliveryRow[]): Promise<unknown> => database.write((tx) => appendDeliveries(tx, rows));
  const list = (receiverIds: readonly string[] | null, before = END, limit = 10) =>
    database.read((sql) => deliveriesOf(sql, receiverIds, before, limit));
  const groups = (rows: readonly DeliveryRow[]): string[] => rows.map(({ groupKey }) => groupKey);

  it('goes back page by page from the newest, each attempt once', async () => {
    await append(delivery('a'), delivery('b'));
    await append(delivery('c', { attempt: 2 }));
    await append(delivery('d'));
    const pages: string[][] = [];
    for (let before = END; ;) {
      const page = await list(['r1'], before, 3);
      if (page.length === 0) break;
      pages.push(groups(page));
      before = page.at(-1)?.position ?? 0;
      // What comes meanwhile is on no later page.
      await append(delivery('meanwhile'));
    }
    expect(pages).toEqual([['d', 'c', 'b'], ['a']]);
  });

  it('is that of the receivers asked for; of all it has also what no receiver took', async () => {
    const nobodys = {
      receiverId: null,
      notificationId: null,
      attempt: 0,
      outcome: 'NOT_SENT',
      reason: 'NO_ROUTE',
    } as const;
    await append(delivery('a'), delivery('b', { receiverId: 'r2' }), delivery('c', nobodys));
    expect(groups(await list(null))).toEqual(['c', 'b', 'a']);
    expect(groups(await list(['r1', 'r2']))).toEqual(['b', 'a']);
    expect(groups(await list(['r2']))).toEqual(['b']);
    expect(groups(await list([]))).toEqual([]);
    expect((await list(null))[0]).toMatchObject({ ...nobodys, tookMs: 10_000, recordedAt: expect.any(Date) as Date });
  });

  it('stays when its receiver is deleted', async () => {
    await append(delivery('a', { receiverId: 'r2' }));
    await database.write((tx) => deleteReceiver(tx, 'r2'));
    expect(groups(await list(['r2']))).toEqual(['a']);
  });

  it('takes no outcome that it does not know, and nothing of those it came with', async () => {
    const odd = delivery('b', { outcome: 'LOST' as DeliveryRow['outcome'] });
    await expect(append(delivery('a'), odd)).rejects.toMatchObject({ code: '23514' });
    expect(await list(null)).toEqual([]);
  });

  it('can’t be changed or taken back by an app', async () => {
    await append(delivery('a'));
    for (const change of [`UPDATE delivery SET outcome = 'DELIVERED'`, 'DELETE FROM delivery']) {
      await expect(database.write((tx) => tx.query(change))).rejects.toMatchObject({ code: '42501' });
    }
  });
});
