import { activatePack, addPack } from '#store';
import { BLOCK_SIZE } from '#log/codec';
import { AppDatabase } from '../../../test/support/app-database.js';
import { loggedEvent, loggedFact, loggedRejection } from '../../../test/support/log-rows.js';
import { appendToLog } from './append-to-log.js';
import { alertFactsOfClients, batchesOf, eventsOfClients, policyKnown, sharedEvents } from './evidence-rows.js';

describe('the rows that evidence is made of', () => {
  let database: AppDatabase;
  /** One batch a second, at the blocks 1 to 3. */
  beforeAll(async () => {
    database = await AppDatabase.open('evidence-rows');
    for (const block of [1, 2, 3]) {
      const [first, recordedAt] = [block * BLOCK_SIZE, block * 1_000];
      const last = first + BLOCK_SIZE - 1;
      const shared = loggedEvent(first + 1, { clientId: null, shared: true, recordedAt });
      const entries = {
        events: [loggedEvent(first, { recordedAt }), shared],
        facts: [loggedFact(first + 2, { recordedAt })],
        rejections:
          block === 2 ? [loggedRejection(first + 3, { recordedAt }), loggedRejection(last, { recordedAt })] : [],
      };
      const chain = block === 2 ? 'other' : 'a';
      await database.write((tx) => appendToLog(tx, { chain, block, recordedAt, ...entries }));
      await database.write(async (tx) => {
        await addPack(tx, `v${block}`, '{}', recordedAt);
        await activatePack(
          tx,
          { version: `v${block}`, position: first + 9, proposalId: null, rules: null },
          recordedAt,
        );
      });
    }
  });
  afterAll(() => database.close());

  const blocks = (rows: readonly { position: number }[]) => rows.map((row) => Math.floor(row.position / BLOCK_SIZE));

  it('are those recorded by a time, that time included', async () => {
    for (const [recordedBy, expected] of [
      [undefined, [1, 2, 3]],
      [2_000, [1, 2]],
      [1_999, [1]],
      [0, []],
    ] as const) {
      const known = { recordedBy };
      const read = await database.read(async (sql) => [
        blocks(await eventsOfClients(sql, ['ada', 'bea'], known)),
        blocks(await sharedEvents(sql, known)),
        blocks(await alertFactsOfClients(sql, ['ada'], known)),
      ]);
      expect([recordedBy, ...read]).toEqual([recordedBy, expected, expected, expected]);
      expect((await database.read((sql) => policyKnown(sql, known)))?.version).toBe(
        expected.length === 0 ? undefined : `v${expected.length}`,
      );
    }
  });

  it('come with the batches that they were recorded in, each with the hash before it in its own chain', async () => {
    const [first, second, third] = await database.read((sql) => batchesOf(sql, [3, 1, 2, 9], BLOCK_SIZE));
    const counted = { events: 2, facts: 1, rejections: 0 };
    expect(first).toMatchObject({ chain: 'a', seq: 1, block: 1, previous: null, ...counted });
    expect(second).toMatchObject({ chain: 'other', seq: 1, block: 2, previous: null, ...counted, rejections: 2 });
    expect(third).toMatchObject({ chain: 'a', seq: 2, block: 3, previous: first?.hash, ...counted });
  });
});
