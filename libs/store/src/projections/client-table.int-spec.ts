import { AppDatabase } from '../../../../test/support/app-database.js';
import {
  clientsOfEntities,
  countAffected,
  deleteClients,
  ensureClients,
  idsAffected,
  loadClients,
  nextAffected,
  saveClients,
  type ClientChange,
  type ClientRow,
} from './client-table.js';

const IDS = Array.from({ length: 200 }, (_, i) => `c${String(i).padStart(3, '0')}`);
const ROUNDS = 20;

describe('the table of clients', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('clients');
  });
  afterEach(() => database.asOwner('TRUNCATE client'));
  afterAll(() => database.close());

  const change = (clientId: string, version: number, said: Partial<ClientRow> = {}): ClientRow => ({
    clientId,
    version,
    sharedPosition: version,
    lastTo: version,
    refs: [],
    tags: [],
    state: `{"v":${version}}`,
    ...said,
  });
  const save = (...changes: (Omit<ClientChange, 'wasKnown'> & { readonly wasKnown?: boolean })[]): Promise<number> =>
    database.write((tx) =>
      saveClients(
        tx,
        changes.map((one) => ({ wasKnown: false, ...one })),
      ),
    );
  const load = async (clientId: string) => (await database.read((sql) => loadClients(sql, [clientId])))[0];

  it('takes a change that was made of what stands there, and none that was made of an older row or of a later one', async () => {
    expect(await save(change('ada', 1), change('bea', 1))).toBe(2);
    expect(await save(change('ada', 2))).toBe(1);
    const stands = await load('ada');
    expect(await save(change('ada', 2), change('bea', 2))).toBe(1);
    expect(await save(change('ada', 1), change('ada', 4))).toBe(0);
    expect(await load('ada')).toEqual(stands);
  });

  it('writes nobody anew who has gone since they were read', async () => {
    await save(change('ada', 1), change('bea', 1));
    await database.write((tx) => deleteClients(tx, ['ada']));
    const known = { wasKnown: true };
    expect(await save({ ...change('ada', 2), ...known }, { ...change('bea', 2), ...known })).toBe(0);
    expect(await load('ada')).toBeUndefined();
    expect(await save(change('ada', 1))).toBe(1);
  });

  it('moves the end of a timeline alone and leaves the state, but makes no client of it', async () => {
    await save(change('ada', 1, { refs: ['a:BTC'], tags: ['f'] }));
    expect(await save({ ...change('ada', 2, { refs: [], lastTo: 99 }), state: null })).toBe(1);
    expect(await load('ada')).toEqual({
      ...change('ada', 2, { lastTo: 99, refs: ['a:BTC'], tags: ['f'] }),
      state: '{"v":1}',
    });
    expect(await save({ ...change('ada', 2, { lastTo: 5 }), state: null })).toBe(0);
    expect(await save({ ...change('zoe', 1), state: null })).toBe(0);
    expect(await load('zoe')).toBeUndefined();
  });

  it('gives back what it was given, whatever signs are in it', async () => {
    const odd = ['{"a"}', 'NULL', '', 'a,b', '\\"', 'e:ümläut 𝄞'];
    const whole = change('o\'dd, {"1"}', 1, { refs: odd, tags: odd, state: '{"t":"\\u0000 \\\\ \\" 𝄞"}' });
    await save(whole);
    expect(await load(whole.clientId)).toEqual(whole);
  });

  it('gives an empty row only to those who have none', async () => {
    await save(change('ada', 3));
    const made = await database.write((tx) => ensureClients(tx, ['ada', 'bea'], (id) => `{"id":"${id}"}`));
    expect(made).toBe(1);
    expect((await load('ada'))?.version).toBe(3);
    expect(await load('bea')).toMatchObject({ version: 0, sharedPosition: 0, state: '{"id":"bea"}' });
    // It is the row before the first change.
    expect(await save(change('bea', 1))).toBe(1);
    expect(await database.write((tx) => deleteClients(tx, ['bea', 'nobody']))).toBe(1);
  });

  it('finds page by page whom a change means: by reference, by id, or everybody', async () => {
    await save(
      change('ada', 1, { refs: ['a:BTC', 's:S'] }),
      change('bea', 1, { refs: ['a:ETH'] }),
      change('cleo', 1),
      change('dora', 1, { refs: ['s:S'] }),
    );
    const meant = { refs: ['s:S', 'a:none'], clientIds: ['cleo', 'nobody', 'dora'], everyone: false };
    const page = (after: string, limit: number, affected = meant) =>
      database.write(async (tx) => (await nextAffected(tx, affected, after, limit)).map(({ clientId }) => clientId));
    expect([await page('', 2), await page('cleo', 2), await page('dora', 2)]).toEqual([['ada', 'cleo'], ['dora'], []]);
    expect(await database.read((sql) => countAffected(sql, meant))).toBe(3);
    expect(await database.read((sql) => idsAffected(sql, meant))).toEqual(['ada', 'cleo', 'dora']);
    const nobody = { refs: [], clientIds: [], everyone: false };
    expect([await page('', 9, nobody), await page('ada', 9, { ...nobody, everyone: true })]).toEqual([
      [],
      ['bea', 'cleo', 'dora'],
    ]);
  });

  it('knows of which entities clients are by the whole name', async () => {
    await save(change('ada', 1, { tags: ['entity:ENT%201'] }), change('bea', 1, { tags: ['entity:ENT%2012', 'x'] }));
    const of = (...entities: string[]) => database.read((sql) => clientsOfEntities(sql, ['ada', 'bea'], entities));
    expect([await of('ENT 1'), await of('ENT 12', 'other'), await of()]).toEqual([['ada'], ['bea'], []]);
  });

  /** Every other client with its whole state, the rest with the end of the timeline alone. */
  const changes = (versions: ReadonlyMap<string, number>, wholeIs: number): Omit<ClientChange, 'wasKnown'>[] =>
    [...IDS].reverse().map((clientId, i) => {
      const version = (versions.get(clientId) ?? 0) + 1;
      const whole = version === 1 || i % 2 === wholeIs;
      return { ...change(clientId, version), state: whole ? '{}' : null };
    });

  /** @returns how many changes took hold */
  async function write(writer: number): Promise<number> {
    let written = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const rows = await database.read((sql) => loadClients(sql, IDS));
      const versions = new Map(rows.map((row) => [row.clientId, row.version]));
      written += await save(...changes(versions, (writer + round) % 2));
    }
    return written;
  }

  it('never has writers wait for each other in a circle, whichever part of a client each of them writes', async () => {
    const written = await Promise.all([write(0), write(1), write(2)]);
    const [sum] = await database.asOwner<{ n: number }>('SELECT sum(version)::int AS n FROM client');
    expect(sum?.n).toBe(written.reduce((a, b) => a + b));
  });
});
