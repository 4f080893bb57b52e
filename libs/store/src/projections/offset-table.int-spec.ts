import { AppDatabase } from '../../../../test/support/app-database.js';
import { advanceOffsets, loadOffsets, type OffsetMove } from './offset-table.js';
import { offsetsOfTopic, startPartitions } from './topic-table.js';

describe('how far partitions are handled', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('offsets');
  });
  beforeEach(() =>
    database.write(async (tx) => {
      await startPartitions(
        tx,
        'events',
        new Map([
          [0, 5],
          [1, 0],
          [10, 0],
        ]),
      );
      await startPartitions(tx, 'other', new Map([[0, 100]]));
    }),
  );
  afterEach(() => database.asOwner('TRUNCATE kafka_offset'));
  afterAll(() => database.close());

  const move = (partition: number, from: number, to: number, topic = 'events'): OffsetMove => ({
    topic,
    partition,
    from,
    to,
    lastRecord: Buffer.from(`${topic}/${partition}@${to - 1}`),
  });
  const advance = (...moves: OffsetMove[]): Promise<number> => database.write((tx) => advanceOffsets(tx, moves));
  const stored = async (): Promise<string[]> =>
    (await database.read(loadOffsets)).map((o) => `${o.topic}/${o.partition}@${o.nextOffset}`).sort();

  it('moves several on at once, each from where it stands', async () => {
    expect(await advance(move(10, 0, 3), move(0, 100, 101, 'other'), move(0, 5, 9))).toBe(3);
    expect(await stored()).toEqual(['events/0@9', 'events/10@3', 'events/1@0', 'other/0@101']);
  });

  it('moves none from where it does not stand: neither one that is further, nor one that is less far', async () => {
    expect(await advance(move(0, 4, 6))).toBe(0);
    expect(await advance(move(0, 6, 7))).toBe(0);
    expect(await advance(move(0, 5, 6), move(1, 1, 2))).toBe(1);
    expect(await stored()).toEqual(['events/0@6', 'events/10@0', 'events/1@0', 'other/0@100']);
  });

  it('is moved by one of two consumers who both believe it stands there', async () => {
    const moved = await Promise.all([advance(move(0, 5, 7)), advance(move(0, 5, 9))]);
    expect(moved.sort()).toEqual([0, 1]);
  });

  it('has two consumers that move the same ones in another order wait for each other in no circle', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [zero, one] = [move(0, 5 + round, 6 + round), move(1, round, round + 1)];
      const moved = await Promise.all([advance(zero, one), advance(one, zero)]);
      expect(moved.sort()).toEqual([0, 2]);
    }
  });

  it('moves nothing whose topic was closed', async () => {
    await database.asOwner(`UPDATE kafka_offset SET closed = true WHERE topic = 'events' AND partition = 0`);
    expect(await advance(move(0, 5, 6), move(1, 0, 1))).toBe(1);
    expect(await stored()).toContain('events/0@5');
  });

  it('keeps the digest of the record before, and none that is of an earlier record', async () => {
    await advance(move(0, 5, 9));
    const digests = async () => (await database.read((sql) => offsetsOfTopic(sql, 'events'))).map((o) => o.lastRecord);
    expect(await digests()).toEqual([Buffer.from('events/0@8'), null, null]);
    // As a version of before moves it, which knows of no digest.
    await database.asOwner(`UPDATE kafka_offset SET next_offset = 12 WHERE topic = 'events' AND partition = 0`);
    expect(await digests()).toEqual([null, null, null]);
    await advance({ ...move(1, 0, 4), lastRecord: null });
    expect(await digests()).toEqual([null, null, null]);
  });

  it('starts a partition once: what is handled of it stays', async () => {
    await advance(move(0, 5, 9));
    await database.write((tx) =>
      startPartitions(
        tx,
        'events',
        new Map([
          [0, 0],
          [2, 7],
        ]),
      ),
    );
    expect(await stored()).toEqual(['events/0@9', 'events/10@0', 'events/1@0', 'events/2@7', 'other/0@100']);
  });
});
