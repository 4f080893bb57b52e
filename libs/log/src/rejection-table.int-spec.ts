import { leavesIn } from '#proof';
import { addRejectionStep } from '#store';
import { AppDatabase } from '../../../test/support/app-database.js';
import { loggedRejection, RECORDED_AT } from '../../../test/support/log-rows.js';
import { addPeople } from '../../../test/support/people.js';
import {
  appendRejections,
  recordOutcome,
  rejectedValue,
  waitingRejections,
  type RedriveOutcome,
} from './rejection-table.js';

describe('rejections', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('rejections');
    await database.write((tx) => addPeople(tx, ['ann', 'bob']));
  });
  beforeEach(() =>
    // Not in the order of their positions.
    database.write((tx) =>
      appendRejections(tx, [
        loggedRejection(3),
        loggedRejection(1, { reason: 'UNKNOWN_TYPE' }),
        loggedRejection(2, { lastOffset: 9, codec: 'zstd', reason: 'UNREADABLE_BATCH' }),
      ]),
    ),
  );
  afterEach(() => database.asOwner('TRUNCATE rejection, outbox CASCADE'));
  afterAll(() => database.close());

  const id = (position: number): string => loggedRejection(position).rejectionId;
  const waiting = async (which: Parameters<typeof waitingRejections>[1] = {}): Promise<number[]> =>
    (await database.read((sql) => waitingRejections(sql, which))).map(({ position }) => position);
  const came = (position: number, attempt: number, outcome: RedriveOutcome): Promise<unknown> =>
    database.write((tx) => recordOutcome(tx, { rejectionId: id(position), attempt, outcome, message: null }));
  const step = (position: number, kind: 'PROPOSED' | 'SET_ASIDE' | 'TURNED_DOWN', actor: string): Promise<unknown> =>
    database.write((tx) => addRejectionStep(tx, id(position), { kind, actor, reason: 'Test traffic.' }));

  it('wait in the order in which they came, chosen by id, by reason, or by both', async () => {
    expect(await waiting()).toEqual([1, 2, 3]);
    expect(await waiting({ ids: [id(3), id(2), 'events-0-99'] })).toEqual([2, 3]);
    expect(await waiting({ reason: 'UNKNOWN_TYPE' })).toEqual([1]);
    expect(await waiting({ ids: [id(3)], reason: 'UNKNOWN_TYPE' })).toEqual([]);
    expect(await waiting({ ids: [] })).toEqual([]);
  });

  it('are listed without their bytes, which are read one by one', async () => {
    const [first] = await database.read((sql) => waitingRejections(sql, {}));
    expect(first).not.toHaveProperty('value');
    expect(await database.read((sql) => rejectedValue(sql, id(1)))).toEqual(loggedRejection(1).value);
    expect(await database.read((sql) => rejectedValue(sql, 'events-0-99'))).toBeNull();
  });

  it('go on waiting after an attempt that failed, which is counted', async () => {
    await came(1, 1, 'REJECTED');
    await came(1, 2, 'REJECTED');
    const [first, second] = await database.read((sql) => waitingRejections(sql, {}));
    expect([first?.attempts, second?.attempts]).toEqual([2, 0]);
    await expect(came(1, 2, 'ACCEPTED')).rejects.toMatchObject({ code: '23505' });
  });

  it.each(['ACCEPTED', 'DUPLICATE'] as const)(
    'that are settled, %s, are not taken up again, even by name',
    async (how) => {
      await came(2, 1, 'REJECTED');
      await came(2, 2, how);
      expect(await waiting()).toEqual([1, 3]);
      expect(await waiting({ ids: [id(2)] })).toEqual([]);
    },
  );

  it('that somebody proposed to set aside wait on; once set aside they are taken up only by name', async () => {
    await step(3, 'PROPOSED', 'ann');
    expect(await waiting()).toEqual([1, 2, 3]);
    await step(3, 'SET_ASIDE', 'bob');
    expect(await waiting()).toEqual([1, 2]);
    expect(await waiting({ reason: loggedRejection(3).reason })).toEqual([]);
    expect(await waiting({ ids: [id(3)] })).toEqual([3]);
    await came(3, 1, 'ACCEPTED');
    expect(await waiting({ ids: [id(3)] })).toEqual([]);
  });

  it('whose setting aside was turned down wait as before', async () => {
    await step(1, 'PROPOSED', 'ann');
    await step(1, 'TURNED_DOWN', 'bob');
    expect(await waiting()).toEqual([1, 2, 3]);
  });

  it('that are met again are those on record: nothing is added, and nothing sent once more', async () => {
    const again = await database.write((tx) =>
      appendRejections(tx, [loggedRejection(12, { rejectionId: id(2) }), loggedRejection(13)]),
    );
    expect(leavesIn(again)).toBe(1);
    expect(await waiting()).toEqual([1, 2, 3, 13]);
    expect(await database.asOwner('SELECT position FROM outbox ORDER BY position')).toEqual(
      [1, 2, 3, 13].map((position) => ({ position })),
    );
  });

  it('are as they came, byte by byte, and of the same one twice only the first is added', async () => {
    const odd = {
      key: Buffer.from([0, 1, 0x5c, 0x22, 0x7b, 0xff]),
      value: Buffer.from([0x7d, 0, 0xc3, 0x28]),
      headers: '{"a":"\\"\\\\{,}"}',
      message: 'It\'s "odd", {so} \\ it is.',
      codec: '',
    };
    const given = [
      loggedRejection(21, odd),
      loggedRejection(20),
      loggedRejection(22, { rejectionId: id(20), value: null }),
    ];
    const added = await database.write((tx) => appendRejections(tx, given));
    expect(leavesIn(added)).toBe(2);
    const [, , , plain, kept] = await database.read((sql) => waitingRejections(sql, {}));
    const values = await database.asOwner('SELECT value FROM rejection WHERE position IN (20, 21) ORDER BY position');
    expect(values).toEqual([{ value: Buffer.from('not json') }, { value: odd.value }]);
    const { value: _, ...shown } = odd;
    expect(kept).toMatchObject({ position: 21, ...shown, lastOffset: null, recordedAt: new Date(RECORDED_AT) });
    expect(plain).toMatchObject({
      position: 20,
      key: null,
      headers: null,
      codec: null,
    });
  });
});
