import { withSession } from '#store';
import { Desk } from '../../../../test/support/desk.js';
import { clientIds, customers } from '../../../../test/support/events.js';
import { goOn } from './go-on.js';
import { inTurn } from './in-turn.js';
import { blocksOf } from './log-blocks.js';
import { placesHold } from './places.js';
import { Report, type Violation } from './report.js';
import type { Source } from './source.js';

describe('rows where nothing is ever recorded', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('places');
    await desk.take(desk.ingestor('a'), customers(clientIds('c', 3)));
  });
  afterAll(() => desk.close());

  /** What is found, and how many events the reading of the log came by. */
  async function found(): Promise<{ violations: Violation[]; events: number }> {
    const violations: Violation[] = [];
    const take = (line: string) => Promise.resolve(void violations.push(JSON.parse(line) as Violation));
    const report = new Report(take, () => undefined);
    let events = 0;
    await withSession(desk.dataSource, async ({ sql: own }) => {
      const sql = inTurn(own);
      await placesHold({ sql, report } as unknown as Source);
      for await (const block of blocksOf(sql)) events += block.events.length;
    });
    return { violations, events };
  }

  it('are none in a log that nobody touched', async () => {
    expect((await found()).violations).toEqual([]);
  });

  it.each(['-5', '9007199254740993', '9223372036854775807'])('are named, at %s, and end no reading', async (at) => {
    const [row] = await desk.database.query<{ position: string }>(
      `SELECT position FROM event ORDER BY position DESC LIMIT 1`,
    );
    const { events } = await found();
    await desk.database.query('UPDATE event SET position = $1::bigint WHERE position = $2', [at, row?.position]);
    const altered = await found();
    expect(altered.violations).toEqual([
      expect.objectContaining({ kind: 'NO_SUCH_PLACE', table: 'event', row: { position: at } }),
    ]);
    expect(altered.events).toBe(events - 1);
    await desk.database.query('UPDATE event SET position = $2 WHERE position = $1::bigint', [at, row?.position]);
  });
});

describe('a check that meets what it can’t read', () => {
  const said: Violation[] = [];
  const report = new Report((line) => Promise.resolve(void said.push(JSON.parse(line) as Violation)));

  it('says so and lets the others go on', async () => {
    await goOn({ report }, 'tree', () => Promise.reject(new RangeError('too deep')));
    expect(said).toEqual([expect.objectContaining({ kind: 'UNREADABLE', check: 'tree', message: 'too deep' })]);
  });

  it('gives up where a part is away', async () => {
    await expect(goOn({ report }, 'tree', () => Promise.reject(new Error('connection lost')))).rejects.toThrow('lost');
  });
});
