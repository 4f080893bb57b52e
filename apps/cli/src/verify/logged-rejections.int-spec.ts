import { readKept } from '#kafka';
import { Redriver } from '#ingest';
import { withSession } from '#store';
import { batchOf } from '../../../../libs/kafka/src/record-batch.testkit.js';
import { Desk, policy } from '../../../../test/support/desk.js';
import { onboarded } from '../../../../test/support/events.js';
import { chainVerifies, ContentCheck } from './chain.js';
import { inTurn } from './in-turn.js';
import { blocksOf } from './log-blocks.js';
import { LoggedEvents } from './logged-events.js';
import { LoggedRejections } from './logged-rejections.js';
import { Erased } from './erased.js';
import { Report } from './report.js';
import type { Source } from './source.js';

const quiet = { info: () => undefined, warn: () => undefined };

describe('what verify says of a batch that could not be read', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('logged-rejections');
  });
  afterAll(() => desk.close());

  const redrive = async (): Promise<void> => {
    const redriver = new Redriver({ dataSource: desk.dataSource, policy, log: quiet, readBatch: readKept });
    for await (const each of redriver.redrive({})) expect(each).toBeDefined();
    await redriver.close();
  };
  const violations = async (): Promise<unknown[]> => {
    const found: unknown[] = [];
    const report = new Report(
      async (line) => void found.push(JSON.parse(line)),
      () => undefined,
    );
    await withSession(desk.dataSource, async ({ sql: own }) => {
      const sql = inTurn(own);
      // The topics are looked at elsewhere.
      const source = { sql, report, erased: Erased.NONE } as unknown as Source;
      const [content, events] = [new ContentCheck(source), new LoggedEvents(source)];
      const rejections = new LoggedRejections(source, events);
      for await (const block of blocksOf(sql)) {
        for (const check of [content, events, rejections]) await check.take(block);
      }
      await rejections.end();
      await chainVerifies(source, content);
    });
    return found;
  };

  it('is nothing, though its first record is refused and all of it is taken up more than once', async () => {
    const values = ['not json', JSON.stringify(onboarded('a')), 'nor this'];
    const value = await batchOf({ at: 20, values, codec: 'zstd' });
    const unreadable = { lastOffset: 22n, codec: 'zstd', fault: 'codec 4 is not known' };
    const at = { topic: 'events', partition: 0, key: null, headers: {}, timestampMs: 0 };
    await desk.ingestor('a').ingest([{ ...at, offset: 20n, value, unreadable }]);
    expect(await violations()).toEqual([]);
    await redrive();
    expect(await violations()).toEqual([]);
    await redrive();
    // The process ended before it was noted what came of the batch.
    await desk.database.query(`DELETE FROM rejection_outcome WHERE rejection_id = 'events-0-20'`);
    await redrive();
    expect(await violations()).toEqual([]);
    const ids = await desk.database.query('SELECT rejection_id AS id FROM rejection ORDER BY position');
    expect(ids.map(({ id }) => id)).toEqual(['events-0-20', 'events-0-20-record', 'events-0-22']);
  });
});
