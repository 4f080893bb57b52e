import { AppDatabase } from '../../../../test/support/app-database.js';
import { addFanOut } from '../projections/fan-out-table.js';
import {
  approveDifferences,
  countRebuildDifferences,
  lastJudged,
  rebuildDifferences,
  sharedPosition,
  staleClients,
  writeRebuilt,
  type RebuildDifferenceRow,
  type RebuiltClientRow,
} from './rebuild-rows.js';

describe('what a rebuild has judged', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('rebuild-rows');
  });
  beforeEach(() =>
    database.asOwner(
      `INSERT INTO rebuild (rebuild_id, stage, compare_only, created_by, created_at) VALUES ('r', 'BUILDING', false, 'ann', now());
       INSERT INTO client (client_id, version, knowledge, refs, state)
       SELECT id, 1, 0, '{}', '{}' FROM unnest('{ada,bea,cleo}'::text[]) AS id`,
    ),
  );
  afterEach(() => database.asOwner('TRUNCATE rebuild, client, fan_out CASCADE; UPDATE knowledge SET version = 0'));
  afterAll(() => database.close());

  const judged = (clientId: string, said: Partial<RebuiltClientRow> = {}): RebuiltClientRow => ({
    clientId,
    version: 1,
    sharedPosition: 0,
    refs: null,
    ...said,
  });
  const differs = (key: string, said: Partial<RebuildDifferenceRow> = {}): RebuildDifferenceRow => ({
    clientId: 'ada',
    change: 'CHANGED',
    kind: 'alert',
    key,
    cause: 'JUDGED_OTHERWISE',
    before: '{}',
    after: '{}',
    ...said,
  });
  const write = (rows: readonly RebuiltClientRow[], found: readonly RebuildDifferenceRow[] = []) =>
    database.write((tx) => writeRebuilt(tx, 'r', rows, found));
  const stale = (limit = 9) => database.read((sql) => staleClients(sql, 'r', limit));
  const all = { change: null, kind: null, clientId: null };
  const list = (after = 0, limit = 9) => database.read((sql) => rebuildDifferences(sql, 'r', all, after, limit));
  const fanOut = (position: number, said: { refs?: string[]; clientIds?: string[]; everyone?: boolean }) =>
    database.write((tx) => {
      const nobody = { refs: [], clientIds: [], everyone: false };
      return addFanOut(tx, { position, cause: 'CATALOGUE', incidentId: null, ...nobody, ...said }, 0);
    });

  it('is stale for whoever was not judged yet, was touched meanwhile, came, or went', async () => {
    expect(await stale()).toEqual(['ada', 'bea', 'cleo']);
    expect(await stale(2)).toEqual(['ada', 'bea']);
    await write(['ada', 'bea', 'cleo'].map((id) => judged(id)));
    expect(await stale()).toEqual([]);
    await database.asOwner(
      `UPDATE client SET version = 2 WHERE client_id = 'bea';
       DELETE FROM client WHERE client_id = 'cleo';
       INSERT INTO client (client_id, version, knowledge, refs, state) VALUES ('dora', 0, 0, '{}', '{}')`,
    );
    expect(await stale()).toEqual(['bea', 'cleo', 'dora']);
    await write([judged('bea', { version: 2 }), judged('cleo', { version: null }), judged('dora', { version: 0 })]);
    expect(await stale()).toEqual([]);
  });

  it('is stale for those whose row in use can’t say so when a shared change touches them later', async () => {
    await write([
      judged('ada', { refs: ['a:BTC'], sharedPosition: 10 }),
      judged('bea', { sharedPosition: 10 }),
      judged('cleo', { refs: [], sharedPosition: 10 }),
    ]);
    await fanOut(10, { everyone: true });
    await fanOut(11, { refs: ['a:ETH'] });
    expect(await stale()).toEqual([]);
    await fanOut(12, { refs: ['a:BTC'] });
    await fanOut(13, { clientIds: ['cleo', 'bea'] });
    expect(await stale()).toEqual(['ada', 'cleo']);
    await fanOut(14, { everyone: true });
    expect(await stale()).toEqual(['ada', 'cleo']);
    // Without a row nobody judges them for a shared change, whichever it is.
    await write([
      judged('ada', { refs: [], sharedPosition: 14 }),
      judged('cleo', { refs: [], sharedPosition: 14 }),
      judged('zoe', { version: null, refs: [], sharedPosition: 14 }),
    ]);
    expect(await stale()).toEqual([]);
    await database.asOwner('UPDATE knowledge SET version = 15');
    expect(await stale()).toEqual(['zoe']);
  });

  it('takes the place of what an earlier round found about the same clients, and stays approved where it says the same', async () => {
    await write(
      [judged('ada'), judged('bea')],
      [
        differs('al-1', { before: null, after: '{"n":1}' }),
        differs('al-2'),
        ...['before', 'after', 'cause'].map((what) => differs(what)),
        differs('bea', { clientId: 'bea', kind: 'client' }),
      ],
    );
    await database.write((tx) => approveDifferences(tx, 'r'));
    await write(
      [judged('ada')],
      [
        differs('al-1', { before: null, after: '{"n":1}' }),
        differs('al-2', { change: 'GONE', after: null }),
        differs('al-3'),
        // Of the same kind, but not what was agreed to.
        differs('before', { before: '{"n":1}' }),
        differs('after', { after: '{"n":1}' }),
        differs('cause', { cause: 'NOT_IN_USE' }),
      ],
    );
    expect((await list()).map(({ key, change, approved }) => [key, change, approved])).toEqual([
      ['bea', 'CHANGED', true],
      ['al-1', 'CHANGED', true],
      ['al-2', 'GONE', false],
      ['al-3', 'CHANGED', false],
      ['before', 'CHANGED', false],
      ['after', 'CHANGED', false],
      ['cause', 'CHANGED', false],
    ]);
    const counts = { added: 0, gone: 1, changed: 6, unapproved: 5 };
    expect(await database.read((sql) => countRebuildDifferences(sql, 'r'))).toEqual(counts);
    await write([judged('ada'), judged('bea')]);
    expect(await list()).toEqual([]);
  });

  it('is listed page by page, behind the last of the page before', async () => {
    await write(
      [judged('ada')],
      ['1', '2', '3'].map((key) => differs(key)),
    );
    const [first, second] = await list(0, 2);
    expect([first?.key, second?.key]).toEqual(['1', '2']);
    expect((await list(second?.ordinal, 2)).map(({ key }) => key)).toEqual(['3']);
  });

  it('goes by what the judge said last of an alert, not by what people did', async () => {
    await database.asOwner(
      `INSERT INTO alert_fact (position, client_id, alert_id, kind, recorded_at, actor, body) VALUES
         (1, 'ada', 'al-1', 'raised', now(), NULL, '{"verdict":"A"}'), (2, 'ada', 'al-1', 'rejudged', now(), NULL, '{"verdict":"B"}'),
         (3, 'ada', 'al-1', 'commented', now(), 'ann', '{"verdict":"C","note":{"text":"x"}}'), (4, 'bea', 'al-1', 'superseded', now(), NULL, '{}')`,
    );
    const last = (ids: string[]) => database.read((sql) => lastJudged(sql, ids, ['al-1', 'al-2']));
    expect(await last(['ada'])).toEqual([{ alertId: 'al-1', kind: 'rejudged', verdict: 'B' }]);
    expect(await last(['ada', 'bea'])).toEqual([{ alertId: 'al-1', kind: 'superseded', verdict: null }]);
  });

  it('knows of shared changes up to the newest fact, or the newest pack', async () => {
    const position = () => database.read(sharedPosition);
    expect(await position()).toBe(0);
    await database.asOwner('UPDATE knowledge SET version = 5');
    expect(await position()).toBe(5);
    await fanOut(9, { everyone: true });
    expect(await position()).toBe(9);
  });
});
