import { AppDatabase } from '../../../test/support/app-database.js';
import { loggedEvent, loggedFact } from '../../../test/support/log-rows.js';
import { appendToLog } from './append-to-log.js';
import { changesAfter, changesOf, messagesAt, type ChangesWanted } from './recorded-changes.js';

describe('what the judge said of alerts', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('recorded-changes');
    const said = [
      { clientId: 'ada', kind: 'raised' },
      { clientId: 'bea', kind: 'raised' },
      { clientId: 'ada', kind: 'commented', actor: 'ann', body: '{"note":{"text":"Seen."}}' },
      { clientId: 'ada', kind: 'rejudged' },
      { clientId: 'ada', kind: 'closed', actor: 'ann' },
      { clientId: 'bea', kind: 'superseded' },
    ] as const;
    for (const [i, fact] of said.entries()) {
      const [position, recordedAt] = [10 * (i + 1), 1_000 * (i + 1)];
      const facts = [loggedFact(position, { ...fact, recordedAt })];
      const events = [loggedEvent(position + 1, { recordedAt })];
      await database.write((tx) => appendToLog(tx, { chain: 'a', block: i + 1, recordedAt, facts, events }));
    }
  });
  afterAll(() => database.close());

  const positions = (rows: readonly { position: number }[]): number[] => rows.map(({ position }) => position);
  const after = async (position: number, wanted: ChangesWanted = {}, limit = 9) =>
    positions(await database.read((sql) => changesAfter(sql, position, wanted, limit)));

  it('is in the order of recording, without what people did', async () => {
    const of = async (...ids: string[]) => positions(await database.read((sql) => changesOf(sql, ids)));
    expect([await of('ada'), await of('bea', 'ada'), await of('nobody')]).toEqual([[10, 40], [10, 20, 40, 60], []]);
  });

  it('goes on behind a position, so many at a time', async () => {
    expect([await after(0, {}, 2), await after(20, {}, 2), await after(60)]).toEqual([[10, 20], [40, 60], []]);
  });

  it('is bounded by its time, the beginning in and the end out, and by whom it is about', async () => {
    expect(await after(0, { from: 2_000, to: 6_000 })).toEqual([20, 40]);
    expect(await after(0, { from: 2_001, to: 6_001 })).toEqual([40, 60]);
    expect(await after(0, { clientIds: ['bea'] })).toEqual([20, 60]);
    expect(await after(20, { clientIds: ['bea'], from: 0 })).toEqual([60]);
    expect(await after(0, { clientIds: [] })).toEqual([]);
  });

  it('is about the events that stand at the positions asked for, in their order', async () => {
    expect(positions(await database.read((sql) => messagesAt(sql, [41, 10, 11, 99])))).toEqual([11, 41]);
  });
});
