import { removeItems } from '#store';
import { AppDatabase } from '../../../test/support/app-database.js';
import { loggedFact, loggedRejection } from '../../../test/support/log-rows.js';
import { appendToLog } from './append-to-log.js';
import { countWaiting, sendAgain, outgoingRows } from './republished-rows.js';

describe('telling again what was told', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('republished');
  });
  /** A second each from 1 on: facts at the positions 10 and 20, rejections at 31 and 41. */
  beforeEach(async () => {
    const facts = [loggedFact(10, { clientId: 'ä' }), loggedFact(20)];
    const rejections = [loggedRejection(31, { key: Buffer.from([0, 255]) }), loggedRejection(41)];
    for (const second of [1, 2]) {
      const recordedAt = second * 1_000;
      const said = {
        facts: facts.slice(second - 1, second).map((row) => ({ ...row, recordedAt })),
        rejections: rejections.slice(second - 1, second).map((row) => ({ ...row, recordedAt })),
      };
      await database.write((tx) => appendToLog(tx, { chain: 'a', block: second, recordedAt, ...said }));
    }
    await database.write((tx) => removeItems(tx, [10, 31]));
  });
  afterEach(() => database.asOwner('TRUNCATE alert_fact, rejection, outbox, batch, chain_head CASCADE'));
  afterAll(() => database.close());

  const outgoing = (kind: 'alert' | 'rejection', from?: number, to?: number, after = 0, limit = 9) =>
    database.read((sql) => outgoingRows(sql, kind, { from, to }, after, limit));
  const positions = async (...asked: Parameters<typeof outgoing>) =>
    (await outgoing(...asked)).map(({ position }) => position);

  it('names each by the id and the key of its message, and whether it waits', async () => {
    expect(await outgoing('alert')).toEqual([
      { position: 10, key: 'c3a4', id: 'change-10', waiting: false },
      { position: 20, key: '616461', id: 'change-20', waiting: true },
    ]);
    expect(await outgoing('rejection')).toEqual([
      { position: 31, key: '00ff', id: 'events-0-31', waiting: false },
      { position: 41, key: null, id: 'events-0-41', waiting: true },
    ]);
  });

  it('takes a stretch of time with its beginning and without its end, behind a position, so many at a time', async () => {
    expect(await positions('alert', 1_000, 2_000)).toEqual([10]);
    expect(await positions('alert', 1_001, 2_001)).toEqual([20]);
    expect(await positions('alert', undefined, 1_000)).toEqual([]);
    expect(await positions('rejection', 2_000)).toEqual([41]);
    expect([await positions('alert', 0, 9_999, 10), await positions('alert', 0, 9_999, 0, 1)]).toEqual([[20], [10]]);
  });

  it('puts what was told into the outbox once more, and leaves what waits there', async () => {
    const again = (kind: 'alert' | 'rejection', ...of: number[]) => database.write((tx) => sendAgain(tx, kind, of));
    expect(await database.read((sql) => countWaiting(sql, 99))).toBe(2);
    expect([await again('alert', 10, 20), await again('rejection', 31), await again('alert', 10)]).toEqual([1, 1, 0]);
    const waiting = (upTo: number) => database.read((sql) => countWaiting(sql, upTo));
    expect([await waiting(9), await waiting(10), await waiting(31), await waiting(99)]).toEqual([0, 1, 3, 4]);
  });
});
