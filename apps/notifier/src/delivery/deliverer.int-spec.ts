import { Registry } from 'prom-client';
import { createLog, readConfig } from '#runtime';
import {
  addNotification,
  addReceiver,
  createDataSource,
  dueNotifications,
  Leases,
  withSession,
  type Sql,
} from '#store';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { NotifierMetrics } from '../notifier-metrics.js';
import { Deliverer } from './deliverer.js';

const nothing = async () => ({ items: 0, oldestSeconds: 0 });

describe('what waits for a receiver', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let leases: Leases;
  beforeAll(async () => {
    database = await createTestDatabase('deliverer');
    dataSource = await createDataSource(database.appUrl, 4, 'scopewatch-test').initialize();
    leases = new Leases(database.appUrl, 'scopewatch-test');
  });
  afterAll(async () => {
    await leases.close();
    await dataSource.destroy();
    await database.drop();
  });

  it('is tried once, though it was read before the first attempt was noted', async () => {
    const lease = await leases.take('dispatcher');
    if (lease === undefined) throw new Error('Somebody else holds the lease in a database of our own.');
    const deliverer = new Deliverer(
      dataSource,
      readConfig({}).notify,
      new NotifierMetrics(new Registry(), nothing, nothing),
      createLog('notifier', 'silent'),
    );
    await withSession(dataSource, async (session) => {
      await session.transaction(async (tx) => {
        // Mail without a server for it: every attempt fails at once.
        const mail = { receiverId: 'r', kind: 'email', name: 'r', target: 'a@example.com', createdBy: 'a' } as const;
        await addReceiver(tx, { ...mail, matchers: [] });
        const body = JSON.stringify({ at: '2026-01-05T09:00:00Z' });
        await addNotification(tx, {
          notificationId: 'n',
          receiverId: 'r',
          groupKey: 'g',
          sequence: 1,
          type: 'test',
          body,
        });
      });
      const read = await dueNotifications(session.sql, { perReceiver: 8, total: 32 });
      expect(read).toHaveLength(1);
      await deliverer.begin(session.sql, lease, () => undefined);
      const late = { query: () => deliverer.finish().then(() => read) } as unknown as Sql;
      await deliverer.begin(late, lease, () => undefined);
      await deliverer.finish();
    });
    expect(await database.query('SELECT attempt, reason FROM delivery')).toEqual([
      { attempt: 1, reason: 'NOT_CONFIGURED' },
    ]);
  });
});
