import { AppDatabase } from '../../../test/support/app-database.js';
import { loggedEvent, RECORDED_AT } from '../../../test/support/log-rows.js';
import { appendToLog } from './append-to-log.js';
import { clientIdsAfter, clientIdsKnown, sharedKnown, timelinesKnown, type Known } from './known-log.js';

const SECOND_MS = 1_000;

describe('the log as far as it was known', () => {
  let database: AppDatabase;
  /** One event a second, at the positions 1 to 6; the fourth and the sixth are what all clients share. */
  beforeAll(async () => {
    database = await AppDatabase.open('known');
    const whose = ['ada', 'bea', 'ada', null, 'cleo', null];
    for (const [i, clientId] of whose.entries()) {
      const recordedAt = RECORDED_AT + (i + 1) * SECOND_MS;
      const events = [loggedEvent(i + 1, { clientId, shared: clientId === null, recordedAt })];
      await database.write((tx) => appendToLog(tx, { chain: 'a', block: i + 1, recordedAt, events }));
    }
    // A shared fact may be about somebody: a merge is.
    const events = [loggedEvent(7, { clientId: 'dora', shared: true })];
    await database.write((tx) => appendToLog(tx, { chain: 'a', block: 7, recordedAt: RECORDED_AT, events }));
    await database.asOwner(
      `INSERT INTO client (client_id, version, knowledge, refs, state)
       SELECT id, 1, 0, '{}', '{}' FROM unnest('{ada,bea,cleo}'::text[]) AS id`,
    );
  });
  afterAll(() => database.close());

  const positions = (rows: readonly { position: number }[]): number[] => rows.map(({ position }) => position);
  const ofAda = (known: Known) => database.read(async (sql) => positions(await timelinesKnown(sql, ['ada'], known)));
  const shared = (known: Known) => database.read(async (sql) => positions(await sharedKnown(sql, known)));
  const ids = (known: Known) => database.read(async (sql) => (await clientIdsKnown(sql, known)).sort());
  const second = (n: number): number => RECORDED_AT + n * SECOND_MS;

  it('is all of it where nothing is said', async () => {
    expect([await ofAda({}), await shared({}), await ids({})]).toEqual([
      [1, 3],
      [4, 6, 7],
      ['ada', 'bea', 'cleo'],
    ]);
  });

  it('takes in what was recorded at the very time, and nothing a millisecond later', async () => {
    expect([await ofAda({ recordedBy: second(3) }), await ofAda({ recordedBy: second(3) - 1 })]).toEqual([[1, 3], [1]]);
    expect([await shared({ recordedBy: second(4) }), await shared({ recordedBy: second(4) - 1 })]).toEqual([
      [4, 7],
      [7],
    ]);
    expect(await ids({ recordedBy: second(2) })).toEqual(['ada', 'bea']);
  });

  it('leaves out what stands at the position itself', async () => {
    expect([await ofAda({ before: 3 }), await ofAda({ before: 4 })]).toEqual([[1], [1, 3]]);
    expect([await shared({ before: 4 }), await shared({ before: 5 })]).toEqual([[], [4]]);
    expect([await ids({ before: 5 }), await ids({ before: 6 })]).toEqual([
      ['ada', 'bea'],
      ['ada', 'bea', 'cleo'],
    ]);
  });

  it('is held to both bounds where both are given, also to zero', async () => {
    expect(await ofAda({ recordedBy: second(6), before: 2 })).toEqual([1]);
    expect(await ofAda({ recordedBy: second(2), before: 9 })).toEqual([1]);
    expect([await ofAda({ before: 0 }), await ofAda({ recordedBy: 0 })]).toEqual([[], []]);
  });

  it('counts only those as clients who had facts of their own', async () => {
    expect(await ids({})).not.toContain('dora');
    expect(await database.read((sql) => timelinesKnown(sql, ['dora'], {}))).toEqual([]);
  });

  it('lists clients page by page, those that were merged into another in their place, and nobody twice', async () => {
    const merged = ['bella', 'ada', 'zoe'];
    const pages: string[][] = [];
    for (let after = ''; ; after = pages.at(-1)?.at(-1) ?? '') {
      const page = await database.read((sql) => clientIdsAfter(sql, merged, after, 2));
      if (page.length === 0) break;
      pages.push(page);
    }
    expect(pages).toEqual([['ada', 'bea'], ['bella', 'cleo'], ['zoe']]);
  });
});
