import type { Matcher } from '#domain';
import { AppDatabase } from '../../../../test/support/app-database.js';
import { addReceivers } from '../../../../test/support/receivers.js';
import {
  deleteReceiver,
  disableReceiver,
  enabledReceivers,
  enableReceiver,
  receiverOf,
  receivers,
} from './receiver-table.js';
import { addSecret, secretsOf } from './webhook-secret-table.js';

describe('receivers', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('receivers');
  });
  beforeEach(() => database.write((tx) => addReceivers(tx, ['c', 'a', 'b'])));
  afterEach(() => database.asOwner('TRUNCATE receiver CASCADE'));
  afterAll(() => database.close());

  const ids = (rows: readonly { receiverId: string }[]): string[] => rows.map(({ receiverId }) => receiverId);
  const page = async (after: string, limit: number) => ids(await database.read((sql) => receivers(sql, after, limit)));
  const enabled = async () => ids(await database.read(enabledReceivers));
  const of = (receiverId: string) => database.read((sql) => receiverOf(sql, receiverId));

  it('are listed by id, page by page', async () => {
    expect([await page('', 2), await page('b', 2), await page('c', 2)]).toEqual([['a', 'b'], ['c'], []]);
  });

  it('are told what their matchers say, read back as they were given', async () => {
    const matchers: readonly Matcher[] = [{ facet: 'clientId', values: ['o\'dd "one"', 'ümläut'] }];
    await database.write((tx) => addReceivers(tx, ['m'], { matchers }));
    expect((await of('m'))?.matchers).toEqual(matchers);
    expect((await database.read(enabledReceivers)).find(({ receiverId }) => receiverId === 'm')?.matchers).toEqual(
      matchers,
    );
  });

  it('that are disabled are listed, but told nothing, and keep the first reason until they are enabled', async () => {
    const disable = (because: string) => database.write((tx) => disableReceiver(tx, 'a', because));
    expect([await disable('It answered 410.'), await disable('Another.')]).toEqual([1, 0]);
    expect([await page('', 9), await enabled()]).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
    expect(await of('a')).toMatchObject({ disabledBecause: 'It answered 410.', disabledAt: expect.any(Date) as Date });
    await database.write((tx) => enableReceiver(tx, 'a'));
    expect(await of('a')).toMatchObject({ disabledBecause: null, disabledAt: null });
    expect(await disable('Another.')).toBe(1);
  });

  it('that are deleted are nowhere any more, and their secrets are gone', async () => {
    await database.write((tx) => addSecret(tx, 'a', 's1'));
    await database.write((tx) => deleteReceiver(tx, 'a'));
    expect([await page('', 9), await enabled(), await of('a')]).toEqual([['b', 'c'], ['b', 'c'], undefined]);
    expect(await database.read((sql) => secretsOf(sql, 'a'))).toEqual([]);
    // Its id stays taken: deliveries name it.
    await expect(database.write((tx) => addReceivers(tx, ['a']))).rejects.toMatchObject({ code: '23505' });
  });
});
