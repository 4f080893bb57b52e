import { topicOnRecord } from '#contract';
import { AppDatabase } from '../../../../test/support/app-database.js';
import { addPeople } from '../../../../test/support/people.js';
import { openGaps, offsetGaps } from '../projections/offset-gap-table.js';
import { advanceOffsets, loadOffsets } from '../projections/offset-table.js';
import { bindTopic, stopTopic, topicRowOf } from '../projections/topic-table.js';
import {
  addRebinding,
  approveRebinding,
  lockWaitingRebinding,
  rebindingsOf,
  rejectRebinding,
  whyNotApproved,
  whyNotProposed,
  type PartitionStart,
} from './topic-rebinding-table.js';

const before = { clusterId: 'cluster', topicId: 'topic-1' };
const found = { clusterId: 'cluster', topicId: 'topic-2' };

describe('reading another topic under a name', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('rebindings');
    await database.write((tx) => addPeople(tx, ['ann', 'bob']));
  });
  beforeEach(() =>
    database.write(async (tx) => {
      await bindTopic(tx, 'events', before, new Map([[0, 50]]));
      await stopTopic(tx, 'events', 1, { reason: 'REPLACED', detail: 'It is another.' }, found);
    }),
  );
  afterEach(() => database.asOwner('TRUNCATE topic_incarnation, topic_rebinding, kafka_offset, offset_gap CASCADE'));
  afterAll(() => database.close());

  const propose = (rebindingId: string, incarnation = 1): Promise<unknown> =>
    database.write((tx) =>
      addRebinding(tx, {
        rebindingId,
        topic: 'events',
        incarnation,
        startFrom: 'beginning',
        reason: 'It was made anew.',
        proposedBy: 'ann',
        ...found,
      }),
    );
  const decide = (by: string, starts: readonly PartitionStart[] | 'REJECTED' = []): Promise<void> =>
    database.write(async (tx) => {
      const waiting = await lockWaitingRebinding(tx, 'events');
      if (waiting === undefined) throw new Error('Nothing waits.');
      await (starts === 'REJECTED'
        ? rejectRebinding(tx, waiting.rebindingId, by)
        : approveRebinding(tx, waiting, starts, by));
    });
  const row = () => database.read((sql) => topicRowOf(sql, 'events'));
  const next = topicOnRecord('events', 2);

  it('is proposed once at a time, and again after it was turned down', async () => {
    await propose('r1');
    await expect(propose('r2')).rejects.toMatchObject({ code: '23505' });
    await decide('bob', 'REJECTED');
    await propose('r2');
    const listed = await database.read((sql) => rebindingsOf(sql, 'events', 9));
    expect(listed.map((r) => [r.rebindingId, r.decision])).toEqual([
      ['r2', null],
      ['r1', 'REJECTED'],
    ]);
    expect(await row()).toMatchObject({ incarnation: 1, stopReason: 'REPLACED' });
  });

  it('takes two people, and leaves nothing where the second is the first', async () => {
    await propose('r1');
    await expect(decide('ann', [{ partition: 0, low: 0, start: 0 }])).rejects.toThrow('takes');
    expect(await row()).toMatchObject({ ...before, incarnation: 1, stopReason: 'REPLACED' });
    expect(await database.read(loadOffsets)).toHaveLength(1);
  });

  it('ends the one before for every reader, and begins the other where it was said', async () => {
    await propose('r1');
    await decide('bob', [
      { partition: 0, low: 3, start: 3 },
      { partition: 1, low: 0, start: 0 },
    ]);
    expect(await row()).toMatchObject({ ...found, incarnation: 2, stopReason: null });
    const offsets = await database.read(loadOffsets);
    expect(offsets.map((o) => [o.topic, o.partition, o.nextOffset])).toEqual(
      expect.arrayContaining([
        ['events', 0, 50],
        [next, 0, 3],
        [next, 1, 0],
      ]),
    );
    const move = { topic: 'events', partition: 0, from: 50, to: 51, lastRecord: null };
    expect(await database.write((tx) => advanceOffsets(tx, [move]))).toBe(0);
    expect(await database.write((tx) => advanceOffsets(tx, [{ ...move, topic: next, from: 3, to: 4 }]))).toBe(1);
  });

  it('notes what is skipped as accepted by who agreed, and what is no longer there as open', async () => {
    await propose('r1');
    await decide('bob', [
      { partition: 0, low: 10, start: 15 },
      { partition: 1, low: 10, start: 10 },
      { partition: 2, low: 0, start: 0 },
      { partition: 3, low: 10, start: 4 },
    ]);
    const gaps = await database.read((sql) => offsetGaps(sql, 9));
    const noted = gaps.map((g) => [g.topic, g.partition, g.fromOffset, g.toOffset, g.kind, g.acceptedBy, g.reason]);
    expect(noted.sort()).toEqual([
      [next, 0, 0, 10, 'EXPIRED', null, null],
      [next, 0, 10, 15, 'SKIPPED', 'bob', 'It was made anew.'],
      [next, 1, 0, 10, 'EXPIRED', null, null],
      [next, 3, 0, 10, 'EXPIRED', null, null],
    ]);
    const read = (await database.read(loadOffsets)).filter(({ topic }) => topic === next);
    expect(new Map(read.map((o) => [o.partition, o.nextOffset]))).toEqual(
      new Map([
        [0, 15],
        [1, 10],
        [2, 0],
        [3, 10],
      ]),
    );
    expect(await database.read(openGaps)).toHaveLength(3);
  });

  it('is decided by one of two who do so at once', async () => {
    await propose('r1');
    const both = await Promise.allSettled([decide('bob', []), decide('bob', 'REJECTED')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('can’t be proposed where there is nothing to decide, or approved where it is yet another topic', async () => {
    const stopped = await row();
    expect(whyNotProposed('events', undefined, found)).toContain('was ever read');
    expect(whyNotProposed('events', stopped, undefined)).toContain('has no topic');
    expect(whyNotProposed('events', stopped, found)).toBeNull();
    await propose('r1');
    const [proposed] = await database.read((sql) => rebindingsOf(sql, 'events', 1));
    if (proposed === undefined || stopped === undefined) throw new Error('It was proposed a moment ago.');
    expect(whyNotApproved(proposed, stopped, found)).toBeNull();
    expect(whyNotApproved(proposed, stopped, { ...found, topicId: 'topic-3' })).toContain('yet another topic');
    expect(whyNotApproved(proposed, { ...stopped, incarnation: 2 }, found)).toContain('yet another topic');
    expect(whyNotApproved(proposed, { ...stopped, stopReason: null }, found)).toContain('nothing to decide');
  });
});
