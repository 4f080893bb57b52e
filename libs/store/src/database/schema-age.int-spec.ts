import { AppDatabase } from '../../../../test/support/app-database.js';
import { migrations } from '../migrations/index.js';
import { requireOldEnough, requireSchema } from './schema-age.js';

const newest = Math.max(...migrations.map(({ name }) => Number(/(\d{6})$/.exec(name)?.[1])));

describe('whether schema and program belong together', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('schema-age');
  });
  afterAll(() => database.close());

  const run = () => database.read(requireSchema);
  /** Changes what the schema says of itself for the time of a look. */
  const whileIt = async (says: string, look: () => Promise<void>): Promise<void> => {
    await database.asOwner(
      `CREATE TABLE kept AS SELECT * FROM migration; CREATE TABLE kept_age AS SELECT * FROM schema_age; ${says}`,
    );
    try {
      await look();
    } finally {
      await database.asOwner(
        `TRUNCATE migration; INSERT INTO migration SELECT * FROM kept; UPDATE schema_age SET oldest_program = k.oldest_program FROM kept_age k;
         DROP TABLE kept, kept_age`,
      );
    }
  };

  it('is so where all is done that the program knows', async () => {
    await expect(run()).resolves.toBeUndefined();
  });

  it('is not where the schema lacks something: the message says what, and whose turn it is', async () => {
    const [first = '', second = ''] = migrations.slice(-2).map(({ name }) => name);
    await whileIt(`DELETE FROM migration WHERE name = '${second}'`, () =>
      expect(run()).rejects.toMatchObject({
        exitCode: 3,
        message: expect.stringMatching(new RegExp(`lacks ${second}\\. Run`)) as string,
      }),
    );
    await whileIt(`DELETE FROM migration WHERE name IN ('${first}', '${second}')`, () =>
      expect(run()).rejects.toThrow(`lacks ${first} and 1 more. Run "scopewatch prepare"`),
    );
  });

  it('is so where the schema is newer and says that programs of this age will do', async () => {
    await whileIt(
      `INSERT INTO migration (timestamp, name) VALUES (9, 'Later1700000999999'); UPDATE schema_age SET oldest_program = ${newest}`,
      async () => {
        await expect(run()).resolves.toBeUndefined();
        await expect(database.read(requireOldEnough)).resolves.toBeUndefined();
      },
    );
  });

  it('is not where the schema wants a later program, even if it lacks something besides', async () => {
    await whileIt(`UPDATE schema_age SET oldest_program = ${newest + 1}; DELETE FROM migration`, async () => {
      const tooNew = { exitCode: 2, message: expect.stringContaining(`knows ${newest} at most`) as string };
      await expect(run()).rejects.toMatchObject(tooNew);
      await expect(database.read(requireOldEnough)).rejects.toMatchObject(tooNew);
    });
  });

  it('is not where the database was never prepared', async () => {
    await whileIt('REVOKE SELECT ON migration, schema_age FROM scopewatch_app', () =>
      expect(run()).rejects.toMatchObject({
        exitCode: 3,
        message: expect.stringContaining(`${migrations.length - 1} more`) as string,
      }),
    );
    await database.asOwner('GRANT SELECT ON migration, schema_age TO scopewatch_app');
  });
});
