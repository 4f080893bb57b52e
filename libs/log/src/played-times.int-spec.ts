import type { DataSource } from 'typeorm';
import {
  beginDemonstration,
  createDataSource,
  demonstrationOf,
  endDemonstration,
  moveClock,
  withSession,
  type Tx,
} from '#store';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { newBlock } from './event-table.js';

const DAY = 86_400_000;
const BEGIN = Date.now() - 365 * DAY;

describe('the clock of a demonstration', () => {
  let database: TestDatabase;
  let owner: DataSource;
  let app: DataSource;
  beforeEach(async () => {
    database = await createTestDatabase('played-times');
    owner = await createDataSource(database.ownerUrl, 2, 'scopewatch-test').initialize();
    app = await createDataSource(database.appUrl, 2, 'scopewatch-test').initialize();
  });
  afterEach(async () => {
    await Promise.all([owner.destroy(), app.destroy()]);
    await database.drop();
  });

  const as = <T>(who: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> =>
    withSession(who, (session) => session.transaction(work));
  const recordedAt = async (): Promise<number> => (await as(app, newBlock)).recordedAt;

  it('gives what is recorded its time, and from its end on nothing does but the database', async () => {
    await as(owner, (tx) => beginDemonstration(tx, BEGIN));
    expect(await recordedAt()).toBe(BEGIN);
    await as(owner, (tx) => moveClock(tx, BEGIN + DAY));
    expect(await recordedAt()).toBe(BEGIN + DAY);
    await as(owner, endDemonstration);
    expect(Date.now() - (await recordedAt())).toBeLessThan(DAY);
    expect(await as(owner, demonstrationOf)).toMatchObject({ firstBlock: 1, lastBlock: 2 });
  });

  it('goes neither back nor beyond the time that it is, and is stopped for good', async () => {
    await expect(as(owner, (tx) => beginDemonstration(tx, Date.now() + DAY))).rejects.toThrow(/a time that has passed/);
    await as(owner, (tx) => beginDemonstration(tx, BEGIN));
    await expect(as(owner, (tx) => moveClock(tx, BEGIN - 1))).rejects.toThrow(/not beyond the time that it is/);
    await expect(as(owner, (tx) => moveClock(tx, Date.now() + DAY))).rejects.toThrow(/not beyond the time that it is/);
    await as(owner, endDemonstration);
    await expect(as(owner, (tx) => moveClock(tx, BEGIN + DAY))).rejects.toThrow(/was stopped at .*, for good/);
    await expect(database.query('UPDATE demonstration SET ended_at = NULL, last_block = NULL')).rejects.toThrow(
      /for good/,
    );
  });

  it('is of no book in which anything was ever recorded', async () => {
    await recordedAt();
    await expect(as(owner, (tx) => beginDemonstration(tx, BEGIN))).rejects.toThrow(/can not become a demonstration/);
    expect(await as(owner, demonstrationOf)).toBeUndefined();
  });

  it('marks a book for ever, which no second mark changes', async () => {
    await as(owner, (tx) => beginDemonstration(tx, BEGIN));
    for (const taken of ['DELETE FROM demonstration', 'TRUNCATE demonstration'])
      await expect(database.query(taken)).rejects.toThrow(/a demonstration stays one/);
    await expect(as(owner, (tx) => beginDemonstration(tx, BEGIN))).rejects.toThrow(/demonstration_pk/);
  });

  it('is not for those who record to set or to move', async () => {
    await expect(as(app, (tx) => beginDemonstration(tx, BEGIN))).rejects.toThrow(/permission denied/);
    await as(owner, (tx) => beginDemonstration(tx, BEGIN));
    for (const step of [(tx: Tx) => moveClock(tx, BEGIN + DAY), endDemonstration])
      await expect(as(app, step)).rejects.toThrow(/permission denied/);
  });

  it('is not moved while somebody who took its time has not recorded yet', async () => {
    await as(owner, (tx) => beginDemonstration(tx, BEGIN));
    const order: string[] = [];
    let moved: Promise<unknown> = Promise.resolve();
    await as(app, async (tx) => {
      await newBlock(tx);
      moved = as(owner, (other) => moveClock(other, BEGIN + DAY)).then(() => order.push('moved'));
      await tx.query('SELECT pg_sleep(0.2)');
      order.push('recorded');
    });
    await moved;
    expect(order).toEqual(['recorded', 'moved']);
  });
});
