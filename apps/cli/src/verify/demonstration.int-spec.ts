import type { DataSource } from 'typeorm';
import { appendToLog, newBlock, recordPending } from '#log';
import { BLOCK_SIZE } from '#log/codec';
import { beginDemonstration, createDataSource, endDemonstration, moveClock, withSession, type Tx } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { playedTimesHold } from './demonstration.js';
import { Report, type Violation } from './report.js';

const DAY = 86_400_000;
const BEGIN = Date.now() - 365 * DAY;

describe('what verify says of played times', () => {
  let database: TestDatabase;
  let owner: DataSource;
  beforeEach(async () => {
    database = await createTestDatabase('verify-played');
    owner = await createDataSource(database.ownerUrl, 2, 'scopewatch-test').initialize();
  });
  afterEach(async () => {
    await owner.destroy();
    await database.drop();
  });

  const inTurn = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    withSession(owner, (session) => session.transaction(work));
  const record = async (tx: Tx): Promise<void> => {
    const { block, recordedAt } = await newBlock(tx);
    const row = { kind: 'checkpoint_key', subject: 'k', clientId: null, recordedAt, actor: null, body: '{}' };
    await appendToLog(tx, { chain: 'c', block, recordedAt, records: [{ position: block * BLOCK_SIZE, ...row }] });
  };
  const marked = (tx: Tx) => beginDemonstration(tx, BEGIN).then(() => recordPending(tx, 100));
  const played = async (): Promise<void> => {
    await inTurn(marked);
    await inTurn((tx) => moveClock(tx, BEGIN + DAY));
    await inTurn(record);
    await inTurn((tx) => moveClock(tx, BEGIN + 2 * DAY));
    await inTurn(record);
    await inTurn(endDemonstration);
    await inTurn(record);
  };
  const said = async (): Promise<{ found: string[]; line: string }> => {
    const found: string[] = [];
    let line = '';
    const report = new Report(
      async (text) => {
        const { kind, table, row, column } = JSON.parse(text) as Violation & { row: object };
        found.push(`${kind} ${String(table)} ${Object.values(row).join()} ${String(column)}`);
      },
      (text) => (line = text),
    );
    await withSession(owner, ({ sql }) => playedTimesHold({ sql, report }));
    return { found, line };
  };

  it('is that a book is none, where it is none', async () => {
    await inTurn(record);
    expect(await said()).toEqual({ found: [], line: expect.stringMatching(/this is no demonstration/) as string });
  });

  it('is plain of one that is', async () => {
    await played();
    const { found, line } = await said();
    expect([found, line]).toEqual([[], expect.stringMatching(/THIS IS A DEMONSTRATION: .* up to block 3$/)]);
  });

  it.each([
    ['a mark that was taken away', 'DELETE FROM demonstration', ['MISSING demonstration 65536 only_row']],
    [
      'a mark that begins later',
      'UPDATE demonstration SET first_block = 2',
      ['DIFFERS demonstration true first_block'],
    ],
    [
      'one that was put on record later',
      'UPDATE log_record SET position = position + 655360 WHERE position = 65536',
      ['DIFFERS demonstration true marked_in'],
    ],
    [
      'a time that goes back',
      `UPDATE batch SET recorded_at = recorded_at - interval '3 days' WHERE block = 3`,
      ['DIFFERS batch 3 recorded_at'],
    ],
    [
      'a played time after the end',
      `UPDATE batch SET recorded_at = recorded_at - interval '30 days' WHERE block = 4`,
      ['DIFFERS batch 4 recorded_at'],
    ],
    [
      'an end that was put later, so as to play on',
      `UPDATE demonstration SET last_block = 4`,
      ['DIFFERS batch 4 recorded_at'],
    ],
  ])('names %s', async (_what, forged, expected) => {
    await played();
    await withSession(owner, (session) =>
      session.transaction(async (tx) => {
        await tx.query('SET LOCAL session_replication_role = replica');
        await tx.query(forged);
      }),
    );
    expect((await said()).found).toEqual(expect.arrayContaining(expected));
  });
});
