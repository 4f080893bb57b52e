import type { DataSource } from 'typeorm';
import { topicOnRecord } from '#contract';
import { appendToLog, newBlock, rejectionId } from '#log';
import {
  addAlerts,
  addFanOut,
  addReceiver,
  addRejectionStep,
  appendDeliveries,
  bindTopic,
  createDataSource,
  finishFanOuts,
  noteTrouble,
  startPartitions,
  stopTopic,
  withSession,
} from '#store';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { addPeople } from '../../../../test/support/people.js';
import { alertRow } from '../alerts/alerts.testkit.js';
import { healthOf, type Ends } from './health-of.js';

const ACCOUNT = 'account-events';
const MARKETING = 'marketing-events';
const PRODUCT = 'product-events';
const nowhere = { clusterId: null, topicId: null };

describe('how far the log has come', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase('health');
    dataSource = await createDataSource(database.appUrl, 4, 'scopewatch-test').initialize();
    await withSession(dataSource, (session) =>
      session.transaction(async (tx) => {
        await bindTopic(
          tx,
          ACCOUNT,
          nowhere,
          new Map([
            [0, 10],
            [1, 20],
          ]),
        );
        await bindTopic(tx, MARKETING, nowhere, new Map([[0, 5]]));
        await stopTopic(tx, MARKETING, 1, { reason: 'RECREATED', detail: 'It is another topic.' }, null);
      }),
    );
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const health = (ends: Ends = new Map()) => withSession(dataSource, ({ sql }) => healthOf(sql, ends));
  const lags = async (ends: Ends) =>
    Object.fromEntries(
      (await health(ends)).partitions.map(({ topic, partition, lag }) => [`${topic}/${partition}`, lag]),
    );

  it('is, of each partition, what is handled beside where it ends', async () => {
    const ends = new Map([
      [`${ACCOUNT}/0`, 17],
      [`${ACCOUNT}/1`, 20],
      [`${PRODUCT}/0`, 3],
    ]);
    expect(await lags(ends)).toEqual({
      [`${ACCOUNT}/0`]: 7,
      [`${ACCOUNT}/1`]: 0,
      [`${MARKETING}/0`]: null,
      // Nothing of it was read yet.
      [`${PRODUCT}/0`]: 3,
    });
  });

  it('is not known where the broker does not answer', async () => {
    expect(new Set(Object.values(await lags(new Map())))).toEqual(new Set([null]));
  });

  it('never is less than nothing, though the broker has lost its end', async () => {
    expect(await lags(new Map([[`${ACCOUNT}/0`, 4]]))).toMatchObject({ [`${ACCOUNT}/0`]: 0 });
  });

  it('says nothing of a topic that took the name of the one that was read', async () => {
    expect(await lags(new Map([[`${MARKETING}/0`, 900]]))).toMatchObject({ [`${MARKETING}/0`]: null });
    const states = (await health()).topics.map(({ topic, state }) => [topic, state]);
    expect(states).toEqual([
      [ACCOUNT, 'READ'],
      [MARKETING, 'STOPPED'],
    ]);
  });

  it('is that of the topic read now, under the name that it has at the broker', async () => {
    await database.query(`UPDATE kafka_offset SET closed = true WHERE topic = $1`, [ACCOUNT]);
    await withSession(dataSource, (session) =>
      session.transaction((tx) => startPartitions(tx, topicOnRecord(ACCOUNT, 2), new Map([[0, 100]]))),
    );
    const ends = new Map([[`${ACCOUNT}/0`, 103]]);
    expect(await lags(ends)).toEqual({ [`${ACCOUNT}/0`]: 3, [`${MARKETING}/0`]: null });
  });

  it('counts the rejections about which something is to be decided, and no others', async () => {
    const idOf = (offset: number): string => rejectionId(ACCOUNT, 0, offset);
    await withSession(dataSource, (session) =>
      session.transaction(async (tx) => {
        await addPeople(tx, ['a', 'b']);
        const { block, first, recordedAt } = await newBlock(tx);
        const rejections = [1, 2, 3].map((offset) => ({
          rejectionId: idOf(offset),
          position: first + offset,
          topic: ACCOUNT,
          partition: 0,
          kafkaOffset: offset,
          ...{ lastOffset: null, codec: null, key: null, headers: null, value: null },
          ...{ reason: 'NOT_JSON', message: 'It is no JSON.', recordedAt },
        }));
        await appendToLog(tx, { chain: 'test', block, recordedAt, rejections });
        for (const offset of [2, 3])
          await addRejectionStep(tx, idOf(offset), { kind: 'PROPOSED', actor: 'a', reason: 'why' });
        await addRejectionStep(tx, idOf(3), { kind: 'SET_ASIDE', actor: 'b', reason: 'why' });
      }),
    );
    const { rejectionsWaiting, outbox } = await health();
    expect(rejectionsWaiting).toBe(2);
    expect(outbox.items).toBe(3);
  });

  it('says how far the list of alerts is behind', async () => {
    expect((await health()).alertList).toEqual({ changes: 0, seconds: 0 });
    await withSession(dataSource, (session) =>
      session.transaction((tx) => addAlerts(tx, [alertRow('al-1'), alertRow('al-2')])),
    );
    const { alertList } = await health();
    expect(alertList.changes).toBe(2);
    expect(alertList.seconds).toBeGreaterThan(0);
  });

  it('names the changes that are still being worked off, the oldest first', async () => {
    const job = { cause: 'CORRECTION', incidentId: null, refs: [], clientIds: [], everyone: true };
    await withSession(dataSource, (session) =>
      session.transaction(async (tx) => {
        for (const position of [30, 10, 20]) await addFanOut(tx, { ...job, position }, Date.now());
        await finishFanOuts(tx, [20]);
      }),
    );
    expect((await health()).fanOuts.map(({ position }) => position)).toEqual([10, 30]);
  });

  it('says since when something is on record that no head covers', async () => {
    const { head } = await health();
    expect(head).toEqual({ signedAt: null, unsignedSince: expect.stringMatching(/Z$/) as string });
  });

  it('names receivers to whom nothing gets through since when, until something does', async () => {
    const target = { kind: 'webhook', name: 'Case desk', target: 'https://desk.example/', matchers: [] } as const;
    const attempt = (outcome: 'FAILED' | 'DELIVERED') => ({
      ...{ receiverId: 'r-1', notificationId: 'n', groupKey: 'g', type: 'alerts.raised', attempt: 1, outcome },
      ...{ reason: outcome === 'FAILED' ? ('TIMEOUT' as const) : null, status: null, detail: null, tookMs: null },
    });
    const append = (...outcomes: ('FAILED' | 'DELIVERED')[]) =>
      withSession(dataSource, (session) => session.transaction((tx) => appendDeliveries(tx, outcomes.map(attempt))));
    await withSession(dataSource, (session) =>
      session.transaction((tx) => addReceiver(tx, { receiverId: 'r-1', ...target, createdBy: 'a' })),
    );
    expect((await health()).failingReceivers).toEqual([]);
    await append('FAILED', 'DELIVERED');
    expect((await health()).failingReceivers).toEqual([]);
    await append('FAILED', 'FAILED');
    const failing = { receiverId: 'r-1', name: 'Case desk', attempts: 2, reason: 'TIMEOUT', disabled: false };
    expect((await health()).failingReceivers).toMatchObject([failing]);
    await append('DELIVERED');
    expect((await health()).failingReceivers).toEqual([]);
  });

  it('has nothing to say of a comparison that was not made, or of a restore that was not seen', async () => {
    expect(await health()).toMatchObject({ parity: null, restored: null });
  });

  it('tells why a monitor reads nothing, for as long as that monitor is there', async () => {
    const minutes = (n: number): Date => new Date(Date.now() + n * 60_000);
    await withSession(dataSource, async ({ sql }) => {
      const trouble = { message: 'No broker answers.', since: minutes(-1), attempts: 3 };
      await noteTrouble(sql, 'here', { ...trouble, nextAttemptAt: minutes(1) });
      await noteTrouble(sql, 'killed', { ...trouble, nextAttemptAt: minutes(-10) });
    });
    expect((await health()).trouble).toEqual([expect.objectContaining({ message: 'No broker answers.', attempts: 3 })]);
  });
});
