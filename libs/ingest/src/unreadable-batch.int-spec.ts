import { readKept } from '#kafka';
import { batchOf } from '../../kafka/src/record-batch.testkit.js';
import { Desk, policy } from '../../../test/support/desk.js';
import { onboarded } from '../../../test/support/events.js';
import { Redriver } from './redriver.js';

const quiet = { info: () => undefined, warn: () => undefined };

describe('a batch that could not be read', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('unreadable-batch');
  });
  afterAll(() => desk.close());

  const redrive = async (): Promise<unknown[]> => {
    const redriver = new Redriver({ dataSource: desk.dataSource, policy, log: quiet, readBatch: readKept });
    const came: unknown[] = [];
    for await (const each of redriver.redrive({ reason: 'UNREADABLE_BATCH' })) came.push(each);
    await redriver.close();
    return came;
  };

  it('is one rejection with its range, and its messages are taken once it can be read', async () => {
    const values = [onboarded('a'), onboarded('b'), onboarded('a')].map((event) => JSON.stringify(event));
    // As it came to a version of before, which did not know the codec.
    const value = await batchOf({ at: 5, values: [...values, 'not json'], codec: 'zstd' });
    const damaged = Buffer.from(value);
    damaged[70] = (damaged[70] ?? 0) ^ 1;
    const at = { topic: 'events', partition: 3, key: null, headers: {}, timestampMs: 0 };
    const unreadable = (lastOffset: bigint) => ({ lastOffset, codec: 'zstd', fault: 'codec 4 is not known' });
    const ingestor = desk.ingestor('a');
    const report = await ingestor.ingest([
      { ...at, offset: 5n, value, unreadable: unreadable(8n) },
      { ...at, offset: 9n, value: damaged, unreadable: unreadable(12n) },
      { ...at, offset: 13n, value: Buffer.from(values[0] ?? '') },
    ]);
    expect(report).toMatchObject({ accepted: 1, rejected: { UNREADABLE_BATCH: 2 } });
    const kept = () =>
      desk.database.query(
        `SELECT rejection_id AS id, reason, codec, last_offset::int AS last FROM rejection ORDER BY kafka_offset, id`,
      );
    const batches = [
      { id: 'events-3-5', reason: 'UNREADABLE_BATCH', codec: 'zstd', last: 8 },
      { id: 'events-3-9', reason: 'UNREADABLE_BATCH', codec: 'zstd', last: 12 },
    ];
    expect(await kept()).toEqual(batches);
    const next = () => desk.database.query('SELECT next_offset::int AS next FROM kafka_offset WHERE partition = 3');
    expect(await next()).toEqual([{ next: 14 }]);
    expect(await desk.database.query('SELECT from_offset FROM offset_gap WHERE from_offset > 0')).toEqual([]);

    expect(await redrive()).toEqual([
      {
        rejectionId: 'events-3-5',
        outcome: 'ACCEPTED',
        message: 'of 4 messages 1 are taken, 2 are duplicates, 1 are rejected themselves',
      },
      { rejectionId: 'events-3-9', outcome: 'REJECTED', message: 'still UNREADABLE_BATCH: its checksum does not fit' },
    ]);
    expect(await kept()).toEqual([
      batches[0],
      { id: 'events-3-8', reason: 'NOT_JSON', codec: null, last: null },
      batches[1],
    ]);
    expect(await next()).toEqual([{ next: 14 }]);
    expect((await redrive()).map((each) => (each as { rejectionId: string }).rejectionId)).toEqual(['events-3-9']);
    expect(await desk.differences()).toEqual([]);
  });

  it('has its first message as a rejection of its own too, once, however often it is taken up', async () => {
    const value = await batchOf({ at: 20, values: ['not json', JSON.stringify(onboarded('c'))], codec: 'zstd' });
    const at = { topic: 'first', partition: 0, offset: 20n, key: null, headers: {}, timestampMs: 0, value };
    await desk.ingestor('c').ingest([{ ...at, unreadable: { lastOffset: 21n, codec: 'zstd', fault: 'not known' } }]);
    const log = () =>
      desk.database.query(
        `SELECT (SELECT array_agg(rejection_id || ' ' || reason ORDER BY position) FROM rejection WHERE topic = 'first') AS ids,
                (SELECT count(*)::int FROM batch WHERE chain = 'redrive') AS batches`,
      );
    expect((await redrive()).at(-1)).toMatchObject({ rejectionId: 'first-0-20', outcome: 'ACCEPTED' });
    const [once] = await log();
    expect(once).toMatchObject({ ids: ['first-0-20 UNREADABLE_BATCH', 'first-0-20-record NOT_JSON'] });
    // The process ended before it was noted what came of it.
    await desk.database.query(`DELETE FROM rejection_outcome WHERE rejection_id = 'first-0-20'`);
    expect((await redrive()).at(-1)).toMatchObject({ rejectionId: 'first-0-20' });
    expect(await log()).toEqual([once]);
  });

  it('leaves no digest of what was handled last: it may be readable one day', async () => {
    const value = await batchOf({ at: 0, values: ['a', 'b'], codec: 'zstd' });
    const at = { topic: 'last', partition: 0, offset: 0n, key: null, headers: {}, timestampMs: 0, value };
    const ingestor = desk.ingestor('b');
    const kept = () =>
      desk.database.query(
        `SELECT next_offset::int AS next, last_offset::int AS last, last_record IS NULL AS unknown
           FROM kafka_offset WHERE topic = 'last'`,
      );
    await ingestor.ingest([at]);
    expect(await kept()).toEqual([{ next: 1, last: 0, unknown: false }]);
    const unreadable = { lastOffset: 3n, codec: 'zstd', fault: 'codec 4 is not known' };
    await ingestor.ingest([{ ...at, offset: 1n, unreadable }]);
    expect(await kept()).toEqual([{ next: 4, last: 3, unknown: true }]);
  });
});
