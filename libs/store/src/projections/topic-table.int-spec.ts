import { AppDatabase } from '../../../../test/support/app-database.js';
import { loadOffsets } from './offset-table.js';
import { bindTopic, resumeTopic, stopTopic, topicRowOf, topicRows } from './topic-table.js';

const first = { clusterId: 'cluster', topicId: 'topic-1' };
const other = { clusterId: 'cluster', topicId: 'topic-2' };
const unknown = { clusterId: null, topicId: null };

describe('which topic is read under a name', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('topics');
  });
  afterEach(() => database.asOwner('TRUNCATE topic_incarnation, topic_rebinding, kafka_offset CASCADE'));
  afterAll(() => database.close());

  const bind = (topic: string, identity: Parameters<typeof bindTopic>[2], starts: [number, number][] = []) =>
    database.write((tx) => bindTopic(tx, topic, identity, new Map(starts)));
  const of = (topic: string) => database.read((sql) => topicRowOf(sql, topic));
  const stop = (reason: string, found: typeof first | null = null) =>
    database.write((tx) => stopTopic(tx, 'events', 1, { reason, detail: `${reason} it is` }, found));

  it('is the one that was bound first, whatever another process finds later', async () => {
    await bind('events', first);
    await bind('events', other);
    expect(await of('events')).toMatchObject({ ...first, incarnation: 1 });
  });

  it('is noted once it is known where it was read before ids were', async () => {
    await bind('events', unknown);
    await bind('events', { clusterId: null, topicId: 'topic-1' });
    expect(await of('events')).toMatchObject({ clusterId: null, topicId: 'topic-1' });
    await bind('events', other);
    expect(await of('events')).toMatchObject({ clusterId: null, topicId: 'topic-1' });
  });

  it('is never changed but by a decision of two', async () => {
    await bind('events', first);
    const change = database.write((tx) => tx.query(`UPDATE topic_incarnation SET topic_id = 'topic-2'`));
    await expect(change).rejects.toThrow('takes a decision of two');
    const next = database.write((tx) =>
      tx.query(`INSERT INTO topic_incarnation VALUES ('events', 2, 'cluster', 'topic-2', now(), NULL)`),
    );
    await expect(next).rejects.toThrow('only as two people decided');
  });

  it('starts partitions where it is said, and those that are read already not again', async () => {
    await bind('events', first, [
      [0, 5],
      [1, 0],
    ]);
    await bind('events', first, [
      [0, 0],
      [1, 9],
      [2, 7],
    ]);
    const offsets = await database.read(loadOffsets);
    expect(offsets.map((o) => [o.partition, o.nextOffset]).sort()).toEqual([
      [0, 5],
      [1, 0],
      [2, 7],
    ]);
  });

  it('is not read any more once it is stopped, for the last reason, until it is resumed', async () => {
    await bind('events', first);
    await bind('a-topic', first);
    await stop('MISSING');
    await stop('REPLACED', other);
    expect(await of('events')).toMatchObject({
      stopReason: 'REPLACED',
      stopDetail: 'REPLACED it is',
      foundTopicId: 'topic-2',
      noticedAt: expect.any(Date) as Date,
    });
    expect((await database.read(topicRows)).map((row) => [row.topic, row.stopReason])).toEqual([
      ['a-topic', null],
      ['events', 'REPLACED'],
    ]);
    // Whoever still reads an earlier topic of that name has nothing to say of this one.
    await database.write((tx) => resumeTopic(tx, 'events', 2));
    expect((await of('events'))?.stopReason).toBe('REPLACED');
    await database.write((tx) => resumeTopic(tx, 'events', 1));
    expect((await of('events'))?.stopReason).toBeNull();
  });

  it('is unknown where no topic of that name was ever read, and can’t be stopped then', async () => {
    expect(await of('events')).toBeUndefined();
    await expect(stop('MISSING')).rejects.toMatchObject({ code: '23503' });
  });
});
