import { AppDatabase } from '../../../../test/support/app-database.js';
import { addReceivers } from '../../../../test/support/receivers.js';
import {
  dueGroups,
  raiseGroups,
  saveGroup,
  touchGroups,
  wakeHeldGroups,
  type GroupRow,
  type Touch,
} from './notification-group-table.js';
import { deleteReceiver, disableReceiver, enableReceiver } from './receiver-table.js';

const WAIT_MS = 30_000;
/** Long ago, so that all that is raised then is due. */
const AT = Date.UTC(2025, 5, 1);

describe('groups of alerts that receivers are told of', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('groups');
    await database.write((tx) => addReceivers(tx, ['r1', 'r2', 'gone']));
  });
  afterEach(() => database.asOwner('TRUNCATE notification_group'));
  afterAll(() => database.close());

  const raise = (...touches: (Touch & { receiverId: string })[]): Promise<unknown> =>
    database.write((tx) => raiseGroups(tx, touches, WAIT_MS));
  const touch = (...touches: Touch[]): Promise<unknown> => database.write((tx) => touchGroups(tx, touches, WAIT_MS));
  const save = (said: Partial<GroupRow>, dueAt: number | null): Promise<unknown> => {
    const group = { receiverId: 'r1', groupKey: 'a', sequence: 1, pendingSince: null, notified: null, held: null };
    return database.write((tx) => saveGroup(tx, { ...group, ...said }, dueAt));
  };
  const due = async (limit = 10): Promise<string[]> =>
    (await database.read((sql) => dueGroups(sql, limit))).map((g) => `${g.receiverId} ${g.groupKey}`);
  /** When the group is looked at, and since when something waits: ms after AT. */
  const times = async (groupKey = 'a', receiverId = 'r1') => {
    const [row] = await database.asOwner<{ due: Date | null; since: Date | null }>(
      'SELECT due_at AS due, pending_since AS since FROM notification_group WHERE group_key = $1 AND receiver_id = $2',
      [groupKey, receiverId],
    );
    const after = (date: Date | null | undefined): number | null => (date ? date.getTime() - AT : null);
    return { due: after(row?.due), since: after(row?.since) };
  };
  const r1 = (groupKey: string, at: number, sentBefore = false) => ({
    ...{ receiverId: 'r1', groupKey, at: AT + at, sentBefore },
  });

  it('are looked at a wait after the first change, however many follow in whatever order', async () => {
    await raise(r1('a', 500), r1('a', 100), r1('a', 900));
    expect(await times()).toEqual({ due: 100 + WAIT_MS, since: 100 });
    await raise(r1('a', 5_000));
    expect(await times()).toEqual({ due: 100 + WAIT_MS, since: 100 });
  });

  it('are looked at sooner for a new change, never later than was settled', async () => {
    await raise(r1('a', 0));
    await save({ notified: '{}' }, AT + 100 * WAIT_MS);
    await raise(r1('a', 1_000));
    expect(await times()).toEqual({ due: 1_000 + WAIT_MS, since: 1_000 });
    await save({ notified: '{}' }, AT + 10);
    await raise(r1('a', 2_000));
    expect(await times()).toEqual({ due: 10, since: 2_000 });
  });

  it('rest until something happens where nothing is due', async () => {
    await raise(r1('a', 0));
    await save({ sequence: 3, notified: '{"n":1}' }, null);
    expect([await due(), await times()]).toEqual([[], { due: null, since: null }]);
    await touch({ groupKey: 'a', at: AT, sentBefore: false });
    const [group] = await database.read((sql) => dueGroups(sql, 1));
    const notified = { sequence: 3, notified: '{"n":1}', held: null, pendingSince: AT, sentBefore: false };
    expect(group).toEqual({ receiverId: 'r1', groupKey: 'a', ...notified });
  });

  it('hear of a change only where somebody was told, is about to be, or where a silence keeps something back', async () => {
    await raise(r1('told', 0), r1('held', 0), r1('over', 0), r1('pending', 0));
    await save({ groupKey: 'told', notified: '{}' }, null);
    await save({ groupKey: 'held', held: '{}' }, null);
    await save({ groupKey: 'over' }, null);
    await touch(
      ...['told', 'held', 'over', 'pending', 'unknown'].map((groupKey) => ({
        groupKey,
        at: AT + 70,
        sentBefore: false,
      })),
    );
    expect((await due()).sort()).toEqual(['r1 held', 'r1 pending', 'r1 told']);
    expect((await times('pending')).since).toBe(0);
    expect((await times('told')).since).toBe(70);
  });

  it('are one for each receiver, and a change concerns the group of every receiver', async () => {
    await raise(r1('a', 0), { ...r1('a', 0), receiverId: 'r2' });
    for (const receiverId of ['r1', 'r2']) await save({ receiverId, notified: '{}' }, null);
    await touch({ groupKey: 'a', at: AT, sentBefore: false });
    expect((await due()).sort()).toEqual(['r1 a', 'r2 a']);
    await save({}, null);
    expect(await due()).toEqual(['r2 a']);
  });

  it('are taken so many at a time, the one that waits longest first, and none before its time', async () => {
    await raise(r1('c', 3), r1('a', 1), r1('b', 2), r1('later', Date.now() - AT));
    expect([await due(), await due(2)]).toEqual([
      ['r1 a', 'r1 b', 'r1 c'],
      ['r1 a', 'r1 b'],
    ]);
  });

  it('wait while their receiver is disabled, and for ever once it is deleted', async () => {
    await raise(r1('a', 0), { ...r1('a', 1), receiverId: 'gone' });
    await database.write((tx) => disableReceiver(tx, 'r1', 'It is gone.'));
    expect(await due()).toEqual(['gone a']);
    await database.write((tx) => enableReceiver(tx, 'r1'));
    await database.write((tx) => deleteReceiver(tx, 'gone'));
    expect(await due()).toEqual(['r1 a']);
  });

  it('that a silence keeps back are looked at when it ends early, and no others', async () => {
    await raise(r1('a', 0), r1('b', 0));
    await save({ held: '{}' }, null);
    await save({ groupKey: 'b', notified: '{}' }, null);
    await database.write(wakeHeldGroups);
    expect(await due()).toEqual(['r1 a']);
  });

  it('wait with what was told before a restore for as long as nothing else has happened', async () => {
    const flag = async (): Promise<boolean | undefined> =>
      (await database.asOwner<{ flag: boolean }>('SELECT sent_before AS flag FROM notification_group'))[0]?.flag;
    const [before, new_] = [true, false];
    await raise(r1('a', 1, before), r1('a', 2, before));
    expect(await flag()).toBe(true);
    await touch({ groupKey: 'a', at: AT + 3, sentBefore: before });
    expect(await flag()).toBe(true);
    await raise(r1('a', 4, new_));
    expect(await flag()).toBe(false);
    await raise(r1('a', 5, before));
    expect(await flag()).toBe(false);
    await save({ notified: '{}' }, null);
    await touch({ groupKey: 'a', at: AT + 6, sentBefore: before });
    expect(await flag()).toBe(true);
    const [group] = await database.read((sql) => dueGroups(sql, 1));
    expect(group?.sentBefore).toBe(true);
    await save({}, null);
    expect(await flag()).toBe(false);
  });
});
