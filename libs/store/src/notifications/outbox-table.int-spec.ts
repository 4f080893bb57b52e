import { appendToLog, sendAgain } from '#log';
import { AppDatabase } from '../../../../test/support/app-database.js';
import { loggedFact, loggedRejection, RECORDED_AT } from '../../../../test/support/log-rows.js';
import { oldestItems, outboxBacklog, removeItems } from './outbox-table.js';

describe('what waits to be sent', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('outbox');
  });
  beforeEach(async () => {
    const [facts, rejections] = [[loggedFact(5), loggedFact(1)], [loggedRejection(3)]];
    await database.write((tx) => appendToLog(tx, { chain: 'a', block: 1, recordedAt: RECORDED_AT, facts, rejections }));
  });
  afterEach(() => database.asOwner('TRUNCATE outbox, alert_fact, rejection, batch, chain_head CASCADE'));
  afterAll(() => database.close());

  const oldest = async (limit = 9, valueBytes = 100) =>
    (await database.read((sql) => oldestItems(sql, limit, valueBytes))).map(({ position, kind }) => [position, kind]);
  const remove = (...positions: number[]) => database.write((tx) => removeItems(tx, positions));

  it('goes in the order of recording, facts and rejections alike, so many at a time', async () => {
    expect(await oldest()).toEqual([
      [1, 'alert'],
      [3, 'rejection'],
      [5, 'alert'],
    ]);
    expect(await oldest(2)).toEqual([
      [1, 'alert'],
      [3, 'rejection'],
    ]);
  });

  it('comes with what has to be said of it', async () => {
    const [fact, rejection] = await database.read((sql) => oldestItems(sql, 2, 100));
    expect(fact).toMatchObject({ factKind: 'raised', body: loggedFact(1).body });
    const { recordedAt, headers, ...row } = loggedRejection(3);
    expect(rejection).toMatchObject({ ...row, recordedAt: new Date(recordedAt) });
    expect(headers).toBeNull();
  });

  it('is no more at a time than there is room for, and of what was rejected only the beginning', async () => {
    const MIB = 1024 * 1024;
    const rejections = [7, 8, 9, 10].map((position) => ({
      ...loggedRejection(position),
      value: Buffer.alloc(9 * MIB),
    }));
    await database.write((tx) =>
      appendToLog(tx, { chain: 'a', block: 2, recordedAt: RECORDED_AT, facts: [], rejections }),
    );
    const kinds = await oldest(9, 9 * MIB);
    expect(kinds.map(([position]) => position)).toEqual([1, 3, 5, 7, 8]);
    const items = await database.read((sql) => oldestItems(sql, 9, 10));
    expect(items.flatMap((item) => (item.kind === 'rejection' ? [item.value?.length] : []))).toEqual([
      Math.min(10, loggedRejection(3).value?.length ?? 0),
      10,
      10,
      10,
      10,
    ]);
  });

  it('waits until it is taken out, and is taken out once', async () => {
    expect(await remove(1, 3, 99)).toBe(2);
    expect(await remove(1)).toBe(0);
    expect(await oldest()).toEqual([[5, 'alert']]);
  });

  it('can be told again, and what waits already waits once', async () => {
    await remove(1, 3);
    expect(await database.write((tx) => sendAgain(tx, 'alert', [1, 5]))).toBe(1);
    expect(await oldest()).toEqual([
      [1, 'alert'],
      [5, 'alert'],
    ]);
  });

  it('is behind by the age of the oldest of it', async () => {
    const behind = async () => {
      const { items, oldestSeconds } = await database.read(outboxBacklog);
      return [items, Math.abs(Date.now() - RECORDED_AT - oldestSeconds * 1_000) < 60_000];
    };
    expect(await behind()).toEqual([3, true]);
    await remove(1);
    expect(await behind()).toEqual([2, true]);
    await remove(3, 5);
    expect(await database.read(outboxBacklog)).toEqual({ items: 0, oldestSeconds: 0 });
  });
});
