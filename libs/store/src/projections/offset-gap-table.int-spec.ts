import { AppDatabase } from '../../../../test/support/app-database.js';
import {
  acceptGap,
  gapIdOf,
  gapOf,
  noteGap,
  offsetGaps,
  openGaps,
  openGapSizes,
  type OffsetGapRow,
} from './offset-gap-table.js';

const ann = { by: 'ann', reason: 'Looked it up in the archive.' };

describe('gaps in what was read', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('gaps');
  });
  afterEach(() => database.asOwner('TRUNCATE offset_gap'));
  afterAll(() => database.close());

  const note = (
    fromOffset: number,
    toOffset: number,
    partition = 0,
    accepted: typeof ann | null = null,
  ): Promise<void> =>
    database.write((tx) => noteGap(tx, { topic: 'a-b', partition, fromOffset, toOffset, kind: 'EXPIRED' }, accepted));
  const accept = (fromOffset: number): Promise<boolean> =>
    database.write((tx) => acceptGap(tx, { topic: 'a-b', partition: 0, fromOffset }, ann));
  const ranges = (gaps: readonly OffsetGapRow[]): string[] =>
    gaps.map((gap) => `${gap.partition}: ${gap.fromOffset}-${gap.toOffset}`);
  const open = async () => ranges(await database.read(openGaps));

  it('are noted once, however often they are met', async () => {
    await note(5, 10);
    await note(5, 10);
    await note(6, 8);
    expect(await open()).toEqual(['0: 5-10']);
  });

  it('grow by what is new of them, by partition', async () => {
    await note(5, 10);
    await note(0, 20);
    await note(0, 3, 1);
    expect(await open()).toEqual(['0: 0-5', '0: 5-10', '0: 10-20', '1: 0-3']);
    expect(await database.read(openGapSizes)).toEqual([
      { topic: 'a-b', partition: 0, offsets: 20 },
      { topic: 'a-b', partition: 1, offsets: 3 },
    ]);
  });

  it('are noted once by two who meet them at once', async () => {
    await Promise.all([note(0, 10), note(5, 15), note(0, 15)]);
    const [size] = await database.read(openGapSizes);
    expect(size?.offsets).toBe(15);
  });

  it('are not open again once somebody has accepted them, and are accepted once', async () => {
    await note(5, 10);
    expect(await accept(5)).toBe(true);
    const before = await database.read((sql) => gapOf(sql, 'a-b-0-5'));
    expect(await accept(5)).toBe(false);
    expect(await accept(6)).toBe(false);
    await note(5, 12);
    expect(await open()).toEqual(['0: 10-12']);
    expect(await database.read((sql) => gapOf(sql, 'a-b-0-5'))).toEqual(before);
    expect(before).toMatchObject({ acceptedBy: 'ann', reason: ann.reason, kind: 'EXPIRED' });
  });

  it('that two people decided on are accepted from the beginning, but for what was open before', async () => {
    await note(5, 10);
    await note(0, 10, 0, ann);
    expect(await open()).toEqual(['0: 5-10']);
    expect(await database.read((sql) => gapOf(sql, 'a-b-0-0'))).toMatchObject({ toOffset: 5, acceptedBy: 'ann' });
  });

  it('are found by their name, also where the name of the topic has a hyphen', async () => {
    await note(5, 10, 11);
    const gap = { topic: 'a-b', partition: 11, fromOffset: 5 };
    expect(await database.read((sql) => gapOf(sql, gapIdOf(gap)))).toMatchObject(gap);
    expect(await database.read((sql) => gapOf(sql, 'a-b-1-15'))).toBeUndefined();
  });

  it('are listed so many at a time, the open ones first', async () => {
    for (const from of [0, 10, 20]) await note(from, from + 1);
    await accept(20);
    expect(ranges(await database.read((sql) => offsetGaps(sql, 5)))).toEqual(['0: 10-11', '0: 0-1', '0: 20-21']);
    expect(ranges(await database.read((sql) => offsetGaps(sql, 2)))).toEqual(['0: 10-11', '0: 0-1']);
  });
});
