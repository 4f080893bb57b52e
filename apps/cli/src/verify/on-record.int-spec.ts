import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { GOVERNED } from './on-record.js';

/** The arguments of a trigger, as PostgreSQL keeps them: text after text, each ended by a zero byte. */
const argumentsOf = (bytes: Buffer): string[][] =>
  bytes
    .toString('utf8')
    .split('\0')
    .slice(0, 3)
    .map((text) => text.slice(1, -1).split(',').filter(Boolean));

describe('what verify holds against the log', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('on-record');
  });
  afterAll(() => database?.drop());

  it('is all that is put on record, by the same columns', async () => {
    const triggers = await database.query<{ table: string; given: Buffer }>(
      `SELECT tgrelid::regclass::text AS table, tgargs AS given FROM pg_trigger
        WHERE tgfoid = 'put_on_record'::regproc ORDER BY 1`,
    );
    const put = Object.fromEntries(triggers.map(({ table, given }) => [table, argumentsOf(given)]));
    const held = Object.entries(GOVERNED).map(([table, { key, passing = [], digested = [] }]) => {
      return [table, [[...key], [...passing], [...digested]]] as const;
    });
    expect(put).toEqual(Object.fromEntries(held));
  });
});
