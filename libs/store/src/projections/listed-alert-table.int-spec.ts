import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { alertRow } from '../../../../apps/api/src/alerts/alerts.testkit.js';
import { createDataSource, Session } from '../database/connection.js';
import { addAlerts, saveAlerts } from './alert-table.js';
import {
  followAlertChanges,
  isListedUpTo,
  listAgain,
  listAtOnce,
  listLag,
  newestUnlisted,
  unlistStrangers,
} from './listed-alert-table.js';

describe('the list of alerts', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let writer: Session;
  let follower: Session;
  beforeEach(async () => {
    database = await createTestDatabase('listed-alerts');
    dataSource = await createDataSource(database.appUrl, 4, 'scopewatch-test').initialize();
    writer = await Session.open(dataSource);
    follower = await Session.open(dataSource);
  });
  afterEach(async () => {
    await writer.close();
    await follower.close();
    await dataSource.destroy();
    await database.drop();
  });

  const follow = (most = 100): Promise<number> => follower.transaction((tx) => followAlertChanges(tx, most));
  const listed = async (): Promise<string[]> => {
    const rows = await database.query<{ line: string }>(
      `SELECT concat_ws(' ', client_id, alert_id, survivor_id, severity, status) AS line FROM listed_alert ORDER BY alert_id`,
    );
    return rows.map(({ line }) => line);
  };
  const add = (...ids: string[]): Promise<void> =>
    writer.transaction((tx) =>
      addAlerts(
        tx,
        ids.map((id) => alertRow(id)),
      ),
    );

  it('follows what was added, changed, moved to another client and taken away', async () => {
    await add('al-1', 'al-2', 'al-3');
    expect(await listed()).toEqual([]);
    expect(await follow()).toBe(3);
    expect(await listed()).toEqual([
      'ada al-1 ada critical OPEN',
      'ada al-2 ada critical OPEN',
      'ada al-3 ada critical OPEN',
    ]);
    await writer.transaction((tx) => saveAlerts(tx, [alertRow('al-1', { severity: 'low', survivorId: 'bea' })]));
    await database.query(`UPDATE alert SET client_id = 'erased-1' WHERE alert_id = 'al-2'`);
    await database.query(`DELETE FROM alert WHERE alert_id = 'al-3'`);
    await follow();
    expect(await listed()).toEqual(['ada al-1 bea low OPEN', 'erased-1 al-2 ada critical OPEN']);
    expect(await follow()).toBe(0);
  });

  it('is found by the words of the explanation, the ids and the names of what it is about', async () => {
    await add('al-1');
    await follow();
    const found = (word: string): Promise<unknown[]> =>
      database.query(`SELECT FROM listed_alert WHERE words @@ $1::tsquery`, [word]);
    for (const word of ['ada', 'promot:*', 'eth', 'act']) expect(await found(word)).toHaveLength(1);
    expect(await found('btc')).toHaveLength(0);
  });

  it('takes words of any length', async () => {
    const explanation = `${'𝛀'.repeat(3_000)} and so on`;
    await writer.transaction((tx) => addAlerts(tx, [alertRow('al-1', { explanation })]));
    await follow();
    const rows = await database.query<{ words: number }>(
      `SELECT cardinality(tsvector_to_array(words)) AS words FROM listed_alert WHERE words @@ '''and'' & ''𝛀'':*'::tsquery`,
    );
    expect(rows).toEqual([{ words: expect.any(Number) as number }]);
  });

  it('loses nothing of what is committed late, and takes the oldest first', async () => {
    await writer.transaction(async (tx) => {
      await addAlerts(tx, [alertRow('al-late')]);
      const other = await Session.open(dataSource);
      await other.transaction((inner) => addAlerts(inner, [alertRow('al-a'), alertRow('al-b')]));
      await other.close();
      expect(await follow(1)).toBe(1);
      expect(await listed()).toEqual(['ada al-a ada critical OPEN']);
      expect(await follow()).toBe(1);
    });
    expect(await follow()).toBe(1);
    expect(await listed()).toHaveLength(3);
  });

  it('shows a step at once, and never puts over it what was read before', async () => {
    await add('al-1');
    await database.query(`UPDATE alert SET severity = 'high'`);
    let following: Promise<number> | undefined;
    await writer.transaction(async (tx) => {
      await tx.query(`UPDATE alert SET status = 'CLOSED' WHERE alert_id = 'al-1'`);
      await listAtOnce(tx, [{ clientId: 'ada', alertId: 'al-1' }]);
      // Waits for the step, so what it reads is what the step has left.
      following = follow();
      const rows = await tx.query<{ status: string }>('SELECT status FROM listed_alert');
      expect(rows).toEqual([{ status: 'CLOSED' }]);
    });
    expect(await following).toBeGreaterThan(0);
    expect(await listed()).toEqual(['ada al-1 ada high CLOSED']);
  });

  it('is put right, whatever somebody has made of it', async () => {
    await add('al-1', 'al-2');
    await follow();
    const right = await listed();
    await database.query(`UPDATE listed_alert SET severity = 'low', words = '' WHERE alert_id = 'al-1'`);
    await database.query(`UPDATE listed_alert SET alert_id = 'al-x' WHERE alert_id = 'al-2'`);
    await writer.transaction((tx) => listAgain(tx, ['ada']));
    expect(await listed()).toEqual(right);
    await database.query(`UPDATE listed_alert SET client_id = 'nobody' WHERE alert_id = 'al-2'`);
    await writer.transaction(unlistStrangers);
    await writer.transaction((tx) => listAgain(tx, ['ada']));
    expect(await listed()).toEqual(right);
  });

  it('says how far it is behind', async () => {
    expect(await listLag(follower.sql)).toEqual({ changes: 0, seconds: 0 });
    expect(await newestUnlisted(follower.sql)).toBe(0);
    await add('al-1', 'al-2');
    const newest = await newestUnlisted(follower.sql);
    expect(await listLag(follower.sql)).toEqual({ changes: 2, seconds: expect.any(Number) as number });
    expect(await isListedUpTo(follower.sql, newest)).toBe(false);
    await follow(1);
    expect(await isListedUpTo(follower.sql, newest)).toBe(false);
    await follow();
    expect(await isListedUpTo(follower.sql, newest)).toBe(true);
  });

  it('takes changes from nobody but whoever writes alerts', async () => {
    await expect(
      writer.transaction((tx) => tx.query(`INSERT INTO alert_change (client_id, alert_id) VALUES ('a', 'b')`)),
    ).rejects.toMatchObject({ code: '42501' });
  });
});
