import { withSession } from '#store';
import { Desk, packText, policy } from '../../../../test/support/desk.js';
import { campaign, clientIds, customers, exchangeOf } from '../../../../test/support/events.js';
import { judgedFromScratch } from './judged-from-scratch.js';
import { Report, type Violation } from './report.js';
import { readShared } from './shared-book.js';
import type { Source } from './source.js';

const IDS = clientIds('w', 9);

describe('clients judged again from scratch', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await Desk.open('verify-judged');
    await desk.take(desk.ingestor('w'), customers(IDS));
    await desk.fanOut();
  });
  afterEach(() => desk.close());

  const said = async (): Promise<{ found: string[]; line: string }> => {
    const found: string[] = [];
    let line = '';
    const report = new Report(
      async (text) => {
        const { kind, table, row } = JSON.parse(text) as Violation & { row: { client_id: string } };
        found.push(`${kind} ${String(table)} ${row.client_id}`);
      },
      (text) => (line += text),
    );
    const progress = () => ({ add: () => undefined, done: () => undefined });
    await withSession(desk.dataSource, async ({ sql }) => {
      const source = { sql, report, progress, policy, threads: null, erased: { pseudonyms: new Set() } };
      const shared = await readShared(sql);
      (await judgedFromScratch(source as unknown as Source, shared, new AbortController().signal))();
    });
    return { found, line };
  };

  it('are held against what was before a change that is still to reach them, and against all else at once', async () => {
    expect(await said()).toEqual({ found: [], line: expect.not.stringContaining('may still reach') as string });
    await desk.take(desk.ingestor('w'), [campaign('c1', 1_000, 'S', exchangeOf('ETH'))]);
    expect(await said()).toEqual({ found: [], line: expect.stringContaining('may still reach 9 of them') as string });
    await desk.database.query(`UPDATE client SET state = replace(state::text, 'DE', 'FR') WHERE client_id = $1`, [
      IDS[0],
    ]);
    expect((await said()).found).toEqual([`DIFFERS client ${IDS[0] ?? ''}`]);
  });

  it('are held against the change once they were judged after it, one by one', async () => {
    await desk.take(desk.ingestor('w'), [campaign('c1', 1_000, 'S', exchangeOf('ETH'))]);
    let chunks = 0;
    await desk.fanOut(4, () => (chunks += 1) > 1);
    const { found, line } = await said();
    expect([found, /may still reach [1-9] of them/.test(line)]).toEqual([[], true]);
    await desk.fanOut();
    expect(await said()).toEqual({ found: [], line: expect.not.stringContaining('may still reach') as string });
    await desk.database.query('DELETE FROM alert WHERE client_id = $1', [IDS[1]]);
    expect((await said()).found).toEqual([`ALERT_MISSING alert ${IDS[1] ?? ''}`]);
  });

  it('are held against the pack before, while another one is still to reach them', async () => {
    await desk.ingestor('w').activatePolicy(packText);
    await desk.take(desk.ingestor('w'), [campaign('c1', 1_000, 'S', exchangeOf('ETH'))]);
    await desk.fanOut();
    const severities = { ...policy.pack.severities, BREACH_61_2: 'high' as const };
    await desk.activate(JSON.stringify({ ...policy.pack, version: 'other', severities }));
    const waits = { found: [], line: expect.stringContaining('may still reach 9 of them') as string };
    expect(await said()).toEqual(waits);
    await desk.database.query(`UPDATE alert SET severity = 'low' WHERE client_id = $1`, [IDS[0]]);
    expect((await said()).found).toEqual([`DIFFERS alert ${IDS[0] ?? ''}`]);
  });

  it('wait where nobody can judge as it was before', async () => {
    await desk.take(desk.ingestor('w'), [campaign('c1', 1_000, 'S', exchangeOf('ETH'))]);
    await desk.fanOut();
    await desk.database.query(`UPDATE fan_out SET position = position + 100, finished_at = NULL`);
    expect(await said()).toEqual({ found: [], line: expect.stringContaining('may still reach 9 of them') as string });
  });
});
