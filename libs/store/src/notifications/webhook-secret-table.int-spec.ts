import { AppDatabase } from '../../../../test/support/app-database.js';
import { addReceivers } from '../../../../test/support/receivers.js';
import { addSecret, rotateSecret, secretsOf } from './webhook-secret-table.js';

const HOUR_MS = 3_600_000;

describe('the secrets of a webhook', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('webhook-secrets');
    await database.write((tx) => addReceivers(tx, ['r', 'other']));
  });
  beforeEach(() => database.write((tx) => addSecret(tx, 'r', 'first')));
  afterEach(() => database.asOwner('TRUNCATE webhook_secret'));
  afterAll(() => database.close());

  const secrets = () => database.read((sql) => secretsOf(sql, 'r'));
  const rotate = (secret: string, hours: number) => database.write((tx) => rotateSecret(tx, 'r', secret, hours));

  it('are one before any rotation', async () => {
    expect(await secrets()).toEqual(['first']);
  });

  it('are the new one and the one before for as many hours as were given', async () => {
    const before = Date.now();
    const until = (await rotate('second', 24)).getTime();
    expect(await secrets()).toEqual(['second', 'first']);
    expect(Math.round((until - before) / HOUR_MS)).toBe(24);
    await database.asOwner('UPDATE webhook_secret SET previous_until = clock_timestamp()');
    expect(await secrets()).toEqual(['second']);
  });

  it('are the new one alone where the one before was given no time', async () => {
    await rotate('second', 0);
    expect(await secrets()).toEqual(['second']);
  });

  it('are two at most: a second rotation ends the oldest at once', async () => {
    await rotate('second', 24);
    await rotate('third', 1);
    expect(await secrets()).toEqual(['third', 'second']);
  });

  it('are rotated by two at once one after the other, and none of theirs is lost', async () => {
    await Promise.all([rotate('second', 24), rotate('third', 24)]);
    expect((await secrets()).sort()).toEqual(['second', 'third']);
  });

  it('are none where there is no webhook, and then there is nothing to rotate', async () => {
    expect(await database.read((sql) => secretsOf(sql, 'other'))).toEqual([]);
    await expect(database.write((tx) => rotateSecret(tx, 'other', 's', 1))).rejects.toThrow('Only a webhook');
    await expect(database.write((tx) => addSecret(tx, 'r', 'again'))).rejects.toMatchObject({ code: '23505' });
  });
});
