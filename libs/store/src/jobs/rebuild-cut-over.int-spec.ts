import { AppDatabase } from '../../../../test/support/app-database.js';
import { addPeople } from '../../../../test/support/people.js';
import { shownAlert } from '../../../../test/support/shown-alert.js';
import { addAlerts } from '../projections/alert-table.js';
import {
  discardOthers,
  keepOldRows,
  lockDiffering,
  putClientsIntoUse,
  putOldRowsBack,
  touchedSinceCutOver,
} from './rebuild-cut-over.js';
import { writeRebuilt, type RebuildDifferenceRow } from './rebuild-rows.js';

const NEW_ROW = '{"refs":["a:NEW"],"facets":["new"],"state":{"new":true}}';

describe('putting rebuilt rows into use', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('cut-over');
  });
  /** ada is changed, bea is gone, cleo is added, dora has another alert alone, and zoe is right as she stands. */
  beforeEach(async () => {
    await database.asOwner(
      `INSERT INTO rebuild (rebuild_id, stage, compare_only, created_by, created_at) VALUES ('r', 'COMPARED', false, 'ann', now());
       INSERT INTO client (client_id, version, knowledge, last_to, refs, facets, state)
       SELECT id, 3, 0, 77, '{a:OLD}', '{old}', '{"old": true}' FROM unnest('{ada,bea,dora,zoe}'::text[]) AS id`,
    );
    const found = (
      kind: 'client' | 'alert',
      clientId: string,
      key: string,
      said: Partial<RebuildDifferenceRow>,
    ): RebuildDifferenceRow => ({
      kind,
      clientId,
      key,
      change: 'CHANGED',
      cause: 'ROW',
      before: '{"clientId":"dora"}',
      after: null,
      ...said,
    });
    await database.write(async (tx) => {
      await addAlerts(tx, [
        shownAlert({ clientId: 'dora', survivorId: 'dora', effectiveAt: null }),
        shownAlert({ clientId: 'zoe' }),
      ]);
      const differences = [
        found('client', 'ada', 'ada', { after: NEW_ROW }),
        found('client', 'bea', 'bea', { change: 'GONE' }),
        found('client', 'cleo', 'cleo', { change: 'ADDED', before: null, after: NEW_ROW }),
        found('alert', 'dora', 'al-1', { change: 'GONE' }),
      ];
      await writeRebuilt(tx, 'r', [], differences);
    });
  });
  afterEach(() => database.asOwner('TRUNCATE rebuild, client, alert CASCADE'));
  afterAll(() => database.close());

  const clients = () =>
    database.asOwner(
      'SELECT client_id AS id, version, knowledge, last_to AS "lastTo", refs, state FROM client ORDER BY 1',
    );
  const alerts = () => database.asOwner('SELECT * FROM alert ORDER BY client_id');
  const cutOver = (): Promise<void> =>
    database.write(async (tx) => {
      await lockDiffering(tx, 'r');
      await keepOldRows(tx, 'r');
      await putClientsIntoUse(tx, 'r', 10, 5);
      await tx.query(`DELETE FROM alert WHERE client_id = 'dora'`);
    });
  const touched = () => database.write((tx) => touchedSinceCutOver(tx, 'r', 10));
  const back = (except: readonly string[] = []) => database.write((tx) => putOldRowsBack(tx, 'r', except, 11));
  const old = (id: string, version: number) => ({
    id,
    version,
    knowledge: 0,
    lastTo: 77,
    refs: ['a:OLD'],
    state: '{"old": true}',
  });
  const renewed = (id: string) => ({
    id,
    version: 10,
    knowledge: 5,
    lastTo: null,
    refs: ['a:NEW'],
    state: '{"new":true}',
  });

  it('gives everybody who differs the new row and the new version, and nobody else', async () => {
    await cutOver();
    expect(await clients()).toEqual([renewed('ada'), renewed('cleo'), old('dora', 10), old('zoe', 3)]);
    expect(await touched()).toEqual([]);
  });

  it('is taken back row by row, whole, under a version that nobody has seen', async () => {
    const before = await alerts();
    await cutOver();
    await back();
    expect(await clients()).toEqual([old('ada', 11), old('bea', 11), old('dora', 11), old('zoe', 3)]);
    expect(await alerts()).toEqual(before);
  });

  it('notices who was touched since: by a new version, by coming back, or by going', async () => {
    await cutOver();
    await database.asOwner(
      `UPDATE client SET version = 11 WHERE client_id = 'dora';
       DELETE FROM client WHERE client_id = 'cleo';
       INSERT INTO client (client_id, version, knowledge, refs, state) VALUES ('bea', 0, 0, '{}', '{}')`,
    );
    expect(await touched()).toEqual(['bea', 'cleo', 'dora']);
  });

  it('leaves those as they are who were touched since, when it is taken back', async () => {
    await cutOver();
    await database.asOwner(`UPDATE client SET version = 12 WHERE client_id IN ('ada', 'dora')`);
    await back(['ada', 'dora']);
    expect(await clients()).toEqual([
      { ...renewed('ada'), version: 12 },
      old('bea', 11),
      old('dora', 12),
      old('zoe', 3),
    ]);
    expect(await alerts()).toHaveLength(1);
  });

  it('ends what was in use before, with the rows that were kept for it', async () => {
    await cutOver();
    await database.write((tx) => addPeople(tx, ['ann', 'bob']));
    await database.asOwner(
      `UPDATE rebuild SET approved_by = 'bob', stage = 'IN_USE';
       INSERT INTO rebuild (rebuild_id, stage, compare_only, created_by, created_at)
       VALUES ('next', 'COMPARED', false, 'ann', now())`,
    );
    await database.write((tx) => discardOthers(tx, 'r'));
    const kept = () => database.asOwner('SELECT count(old_row)::int AS n FROM rebuild_difference');
    expect(await kept()).toEqual([{ n: 3 }]);
    await database.write((tx) => discardOthers(tx, 'next'));
    expect(await kept()).toEqual([{ n: 0 }]);
    expect(await database.asOwner(`SELECT stage FROM rebuild WHERE rebuild_id = 'r'`)).toEqual([
      { stage: 'DISCARDED' },
    ]);
  });
});
