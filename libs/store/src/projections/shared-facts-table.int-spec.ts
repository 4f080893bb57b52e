import type { Tx } from '#store';
import { AppDatabase } from '../../../../test/support/app-database.js';
import { changeSharedFacts, holdSharedFacts, sharedFactsVersion, setSharedFactsVersion } from './shared-facts-table.js';

describe('what all clients share', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('shared-facts');
  });
  afterEach(() => database.asOwner('UPDATE knowledge SET version = 0'));
  afterAll(() => database.close());

  /** @returns whether it is had without waiting for somebody else */
  const isFree = (lock: (tx: Tx) => Promise<unknown>): Promise<boolean> =>
    database
      .write(async (tx) => {
        await tx.query(`SET LOCAL lock_timeout = '20ms'`);
        await lock(tx);
      })
      .then(
        () => true,
        (error: { code?: string }) => {
          if (error.code !== '55P03') throw error as Error;
          return false;
        },
      );

  it('is held still by many who judge at once, and changed by nobody meanwhile', async () => {
    await database.write(async (tx) => {
      await holdSharedFacts(tx);
      expect([await isFree(holdSharedFacts), await isFree(changeSharedFacts)]).toEqual([true, false]);
    });
    expect(await isFree(changeSharedFacts)).toBe(true);
  });

  it('is changed by one, while nobody judges', async () => {
    await database.write(async (tx) => {
      await changeSharedFacts(tx);
      expect([await isFree(holdSharedFacts), await isFree(changeSharedFacts)]).toEqual([false, false]);
    });
    expect(await isFree(holdSharedFacts)).toBe(true);
  });

  it('is free again where the change failed, and stands as it was', async () => {
    const failing = database.write(async (tx) => {
      await changeSharedFacts(tx);
      await setSharedFactsVersion(tx, 9);
      throw new Error('The server is gone.');
    });
    await expect(failing).rejects.toThrow('gone');
    expect([await isFree(changeSharedFacts), await database.read(sharedFactsVersion)]).toEqual([true, 0]);
    await database.write((tx) => setSharedFactsVersion(tx, 12));
    expect(await database.read(sharedFactsVersion)).toBe(12);
  });
});
