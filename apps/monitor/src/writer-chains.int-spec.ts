import { Leases } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { until } from '../../../test/support/until.js';
import { WriterChains } from './writer-chains.js';

describe('the chains of writers', () => {
  let database: TestDatabase;
  const opened: Leases[] = [];
  beforeAll(async () => {
    database = await createTestDatabase('writer-chains');
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((leases) => leases.close()));
    await database.query('TRUNCATE lease');
  });
  afterAll(() => database.drop());

  const monitor = async (writer: string, lanes = 2) => {
    const leases = new Leases(database.appUrl, 'scopewatch-test');
    opened.push(leases);
    const chains = await WriterChains.claim(leases, lanes, writer);
    return { leases, names: () => Array.from({ length: lanes }, (_, lane) => chains.of(lane)) };
  };
  const close = async ({ leases }: { leases: Leases }): Promise<void> => {
    opened.splice(opened.indexOf(leases), 1);
    await leases.close();
  };

  it('are one for each, in whatever process it is', async () => {
    const all = [await monitor('a:1'), await monitor('b:1'), await monitor('c:1', 1)].flatMap(({ names }) => names());
    expect(all).toEqual(['ingest-0', 'ingest-1', 'ingest-2', 'ingest-3', 'ingest-4']);
  });

  it('are given to each once where many come at once', async () => {
    const all = (await Promise.all(['a', 'b', 'c', 'd'].map((host) => monitor(`${host}:1`)))).flatMap(({ names }) =>
      names(),
    );
    expect(new Set(all).size).toBe(8);
  });

  it('are gone on with after an end, whether it was orderly or not', async () => {
    const [a, b] = [await monitor('a:1'), await monitor('b:1')];
    expect(b.names()).toEqual(['ingest-2', 'ingest-3']);
    await close(a);
    // b was killed: its leases have not ended, and what a had is free.
    expect((await monitor('b:1')).names()).toEqual(['ingest-2', 'ingest-3']);
    expect((await monitor('c:1')).names()).toEqual(['ingest-0', 'ingest-1']);
  });

  it('do not become more, however often monitors come and go', async () => {
    for (let round = 0; round < 10; round += 1) await close(await monitor(`host-${round}:1`));
    expect(await database.query('SELECT name FROM lease ORDER BY name')).toEqual([
      { name: 'chain:ingest-0' },
      { name: 'chain:ingest-1' },
    ]);
  });

  it('that were given to somebody else meanwhile are replaced', async () => {
    const a = await monitor('a:1', 1);
    await database.query(`UPDATE lease SET holder = 'other', epoch = epoch + 1, ends_at = now() + interval '1 hour'`);
    await until('another is claimed', async () => a.names()[0] === 'ingest-1');
  });
});
