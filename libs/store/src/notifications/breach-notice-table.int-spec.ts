import { AppDatabase } from '../../../../test/support/app-database.js';
import { addReceivers } from '../../../../test/support/receivers.js';
import { addBreaches, notifiedBreaches, type Breach } from './breach-notice-table.js';

describe('breaches of the service level', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('breaches');
    await database.write((tx) => addReceivers(tx, ['r1', 'r2']));
  });
  afterEach(() => database.asOwner('TRUNCATE breach_notice'));
  afterAll(() => database.close());

  const tell = (...breaches: Breach[]) => database.write((tx) => addBreaches(tx, 'r1', breaches));
  const notified = (receiverId: string, ...alertIds: string[]) =>
    database.read(async (sql) => (await notifiedBreaches(sql, receiverId, alertIds)).sort((a, b) => a.dueAt - b.dueAt));

  it('are told once each, to the millisecond at which the alert was due', async () => {
    const [one, later] = [
      { alertId: 'a', dueAt: 1_000 },
      { alertId: 'a', dueAt: 1_001 },
    ];
    await tell(one);
    await tell(one, later);
    await tell();
    expect(await notified('r1', 'a', 'b')).toEqual([one, later]);
  });

  it('are told to each receiver by itself, and asked about for the alerts that are meant', async () => {
    await tell({ alertId: 'a', dueAt: 1 }, { alertId: 'b', dueAt: 2 });
    expect([await notified('r2', 'a', 'b'), await notified('r1', 'b'), await notified('r1')]).toEqual([
      [],
      [{ alertId: 'b', dueAt: 2 }],
      [],
    ]);
  });
});
