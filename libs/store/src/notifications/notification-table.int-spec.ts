import { AppDatabase } from '../../../../test/support/app-database.js';
import { addReceivers } from '../../../../test/support/receivers.js';
import {
  addNotification,
  dueNotifications,
  nextSequence,
  notificationBacklog,
  settleAttempt,
  type NotificationRow,
} from './notification-table.js';

const HOUR_MS = 3_600_000;

describe('what is to be sent', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('notifications');
    await database.write((tx) => addReceivers(tx, ['r1', 'r2']));
  });
  afterEach(() => database.asOwner('TRUNCATE notification'));
  afterAll(() => database.close());

  /** @param id `<receiver> <group> <sequence>` */
  const notification = (id: string, body = '{}'): NotificationRow => {
    const [receiverId = '', groupKey = '', sequence = ''] = id.split(' ');
    return { notificationId: id, receiverId, groupKey, sequence: Number(sequence), type: 'alerts', body };
  };
  const add = async (...ids: string[]): Promise<void> => {
    for (const id of ids) await database.write((tx) => addNotification(tx, notification(id)));
  };
  const settle = (id: string, attempts: number, retryInMs: number | null): Promise<unknown> =>
    database.write((tx) => settleAttempt(tx, id, attempts, retryInMs));
  const due = async (perReceiver = 10, total = 10): Promise<string[]> =>
    (await database.read((sql) => dueNotifications(sql, { perReceiver, total }))).map((n) => n.notificationId);

  it('goes out in the order in which it is due, of several groups side by side', async () => {
    await add('r1 b 1', 'r2 a 1', 'r1 a 1');
    expect(await due()).toEqual(['r1 b 1', 'r2 a 1', 'r1 a 1']);
  });

  it('waits until what came before it in its group is settled, also while that waits for another attempt', async () => {
    await add('r1 a 2', 'r1 a 1', 'r1 b 1');
    expect((await due()).sort()).toEqual(['r1 a 1', 'r1 b 1']);
    await settle('r1 a 1', 1, HOUR_MS);
    expect(await due()).toEqual(['r1 b 1']);
    await settle('r1 a 1', 2, null);
    expect((await due()).sort()).toEqual(['r1 a 2', 'r1 b 1']);
  });

  it('is a few of each receiver, so that a slow one holds up no other', async () => {
    await add('r1 a 1', 'r1 b 1', 'r1 c 1', 'r1 d 1', 'r2 a 1');
    expect(await due(2)).toEqual(['r1 a 1', 'r1 b 1', 'r2 a 1']);
    expect(await due(2, 2)).toEqual(['r1 a 1', 'r1 b 1']);
    expect(await due(1, 2)).toEqual(['r1 a 1', 'r2 a 1']);
  });

  it('is due again at its time, with the attempts so far', async () => {
    await add('r1 a 1');
    await settle('r1 a 1', 3, -1);
    const [again] = await database.read((sql) => dueNotifications(sql, { perReceiver: 1, total: 1 }));
    expect(again).toEqual({ ...notification('r1 a 1'), attempts: 3 });
    await settle('r1 a 1', 4, HOUR_MS);
    expect(await due()).toEqual([]);
    await settle('r1 a 1', 5, null);
    await database.asOwner(`UPDATE notification SET made_at = made_at - interval '1 year'`);
    expect(await due()).toEqual([]);
  });

  it('is stored once: the same decision again changes nothing, nor does another with its number', async () => {
    await add('r1 a 1');
    await settle('r1 a 1', 2, HOUR_MS);
    await database.write((tx) => addNotification(tx, notification('r1 a 1', '{"other":1}')));
    await database.write((tx) => addNotification(tx, { ...notification('r1 a 1'), notificationId: 'another id' }));
    expect(await database.asOwner('SELECT notification_id AS id, body, attempts FROM notification')).toEqual([
      { id: 'r1 a 1', body: '{}', attempts: 2 },
    ]);
  });

  it('is numbered from 1 by receiver and group', async () => {
    await add('r1 a 1', 'r1 a 7', 'r2 a 3');
    const next = (receiverId: string, groupKey: string) =>
      database.write((tx) => nextSequence(tx, receiverId, groupKey));
    expect([await next('r1', 'a'), await next('r2', 'a'), await next('r1', 'b')]).toEqual([8, 4, 1]);
  });

  it('is behind by all that is not settled, and by the age of the oldest of it', async () => {
    expect(await database.read(notificationBacklog)).toEqual({ items: 0, oldestSeconds: 0 });
    await add('r1 a 1', 'r1 a 2', 'r2 a 1');
    await settle('r1 a 1', 1, null);
    await settle('r1 a 2', 1, HOUR_MS);
    await database.asOwner(`UPDATE notification SET made_at = clock_timestamp() - interval '100 seconds' * sequence`);
    const { items, oldestSeconds } = await database.read(notificationBacklog);
    expect([items, Math.round(oldestSeconds / 10)]).toEqual([2, 20]);
  });
});
