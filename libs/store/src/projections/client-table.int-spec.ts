import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { loadClients, saveClients, type ClientChange } from './client-table.js';
import { createDataSource, Session } from '../database/connection.js';

const IDS = Array.from({ length: 200 }, (_, i) => `c${String(i).padStart(3, '0')}`);
const ROUNDS = 40;

describe('writers of the same clients', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase('clients');
    dataSource = createDataSource(database.appUrl, 4, 'scopewatch-test-clients');
    await dataSource.initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  /** Every other client with its whole state, the rest with the end of the timeline alone. */
  const changes = (versions: ReadonlyMap<string, number>, wholeIs: number): ClientChange[] =>
    [...IDS].reverse().map((clientId, i) => {
      const version = (versions.get(clientId) ?? 0) + 1;
      const whole = version === 1 || i % 2 === wholeIs;
      return { clientId, version, knowledge: 0, lastTo: version, refs: [], facets: [], state: whole ? '{}' : null };
    });

  /** @returns how many changes took hold */
  async function write(writer: number): Promise<number> {
    const session = await Session.open(dataSource);
    try {
      let written = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const rows = await loadClients(session.sql, IDS);
        const versions = new Map(rows.map((row) => [row.clientId, row.version]));
        written += await session.transaction((tx) => saveClients(tx, changes(versions, (writer + round) % 2)));
      }
      return written;
    } finally {
      await session.close();
    }
  }

  it('never wait for each other in a circle, whichever part of a client each of them writes', async () => {
    const written = await Promise.all([write(0), write(1), write(2)]);
    const [sum] = await database.query<{ n: number }>('SELECT sum(version)::int AS n FROM client');
    expect(sum?.n).toBe(written.reduce((a, b) => a + b));
  });
});
