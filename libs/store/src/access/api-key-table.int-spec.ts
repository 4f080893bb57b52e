import { AppDatabase } from '../../../../test/support/app-database.js';
import { addApiKey, apiKeyOf, liveKeyOf, revokeApiKey, touchApiKey } from './api-key-table.js';
import { savePerson } from './person-table.js';

const HOUR_MS = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);

describe('api keys', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('api-keys');
  });
  beforeEach(() => enter(['admin', 'analyst']));
  afterEach(() => database.asOwner('TRUNCATE person, api_key CASCADE'));
  afterAll(() => database.close());

  const enter = (roles: string[], said: { entities?: string[]; disabled?: boolean } = {}) => {
    const ann = { personId: 'ann', name: 'Ann', email: null, roles, entities: null, disabled: false };
    return database.write((tx) => savePerson(tx, { ...ann, ...said }));
  };
  interface Said {
    readonly madeWith?: string;
    readonly expiresAt?: Date;
    readonly roles?: readonly string[];
    readonly entities?: readonly string[];
  }
  const make = (keyId: string, said: Said = {}) =>
    database.write((tx) => {
      const key = {
        keyId,
        name: keyId,
        createdBy: 'ann',
        roles: ['analyst'],
        entities: null,
        madeWith: null,
        expiresAt: null,
      };
      return addApiKey(tx, { ...key, ...said, secretHash: Buffer.from(`hash of ${keyId}`) });
    });
  const live = (keyId: string, secret = `hash of ${keyId}`) =>
    database.read((sql) => liveKeyOf(sql, keyId, Buffer.from(secret)));
  const revoke = (keyId: string) => database.write((tx) => revokeApiKey(tx, keyId));
  const isLive = async (keyId: string): Promise<boolean> => (await live(keyId)) !== undefined;

  it('are valid by id and secret together', async () => {
    await make('k1');
    await make('k2');
    expect([await isLive('k1'), await live('k1', 'hash of k2'), await live('none')]).toEqual([
      true,
      undefined,
      undefined,
    ]);
  });

  it('are bounded by their maker and by every key that they were made with, as these are now', async () => {
    await make('k1', { roles: ['analyst', 'admin'], entities: ['ENT-1', 'ENT-2'] });
    await make('k2', { madeWith: 'k1', entities: ['ENT-1'] });
    await make('k3', { madeWith: 'k2' });
    await enter(['viewer'], { entities: ['ENT-9'] });
    expect((await live('k3'))?.bounds).toEqual([
      { roles: ['viewer'], entities: ['ENT-9'] },
      { roles: ['analyst', 'admin'], entities: ['ENT-1', 'ENT-2'] },
      { roles: ['analyst'], entities: ['ENT-1'] },
      { roles: ['analyst'], entities: null },
    ]);
  });

  it('end with any key that they were made with, and not with one that was made with them', async () => {
    await make('k1');
    await make('k2', { madeWith: 'k1' });
    await make('k3', { madeWith: 'k2' });
    expect(await revoke('k2')).toBe(true);
    expect([await isLive('k1'), await isLive('k2'), await isLive('k3')]).toEqual([true, false, false]);
  });

  it('end at their time, or sooner where one that they were made with does', async () => {
    const soon = inHours(1);
    await make('k1', { expiresAt: soon });
    await make('k2', { madeWith: 'k1', expiresAt: inHours(9) });
    await make('k3', { madeWith: 'k2' });
    expect((await live('k3'))?.expiresAt).toEqual(soon);
    await make('over', { expiresAt: new Date() });
    await make('k4', { madeWith: 'over', expiresAt: inHours(9) });
    expect([await isLive('over'), await isLive('k4')]).toEqual([false, false]);
  });

  it('end with their maker', async () => {
    await make('k1');
    await database.asOwner('UPDATE person SET disabled = true');
    expect(await isLive('k1')).toBe(false);
  });

  it('are revoked once, and the first time stays', async () => {
    await make('k1');
    expect([await revoke('k1'), await revoke('none')]).toEqual([true, false]);
    const before = await database.read((sql) => apiKeyOf(sql, 'k1'));
    expect(await revoke('k1')).toBe(false);
    expect(await database.read((sql) => apiKeyOf(sql, 'k1'))).toEqual(before);
    expect(await isLive('k1')).toBe(false);
  });

  it('are noted as used once a minute', async () => {
    await make('k1');
    const used = async () => (await database.read((sql) => apiKeyOf(sql, 'k1')))?.lastUsedAt?.getTime() ?? 0;
    const touch = () => database.read((sql) => touchApiKey(sql, 'k1'));
    await touch();
    const first = await used();
    expect(first).toBeGreaterThan(0);
    await touch();
    expect(await used()).toBe(first);
    await database.asOwner(`UPDATE api_key SET last_used_at = last_used_at - interval '61 seconds'`);
    await touch();
    expect(await used()).toBeGreaterThanOrEqual(first);
  });

  it('are for ever whose and what they were made as', async () => {
    await make('k1');
    const widen = database.write((tx) => tx.query(`UPDATE api_key SET roles = '{admin}'`));
    await expect(widen).rejects.toMatchObject({ code: '42501' });
  });
});
