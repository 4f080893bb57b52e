import { AppDatabase } from '../../../../test/support/app-database.js';
import { answeredBefore, keepAnswer } from './idempotency-table.js';

describe('answers kept under an idempotency key', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('idempotency');
  });
  afterEach(() => database.asOwner('TRUNCATE idempotency'));
  afterAll(() => database.close());

  const keep = (answer: string, key = 'k', personId = 'ann') =>
    database.read((sql) => keepAnswer(sql, { personId, key, request: Buffer.from('r'), status: 201, answer }));
  const answer = async (key = 'k', personId = 'ann') =>
    (await database.read((sql) => answeredBefore(sql, personId, key)))?.answer;
  const age = (interval: string) =>
    database.asOwner('UPDATE idempotency SET recorded_at = clock_timestamp() - $1::interval', [interval]);

  it('are each person’s own', async () => {
    await keep('"a"');
    await keep('"b"', 'k', 'bob');
    await keep('"c"', 'k2');
    expect([await answer(), await answer('k', 'bob'), await answer('k2'), await answer('none')]).toEqual([
      '"a"',
      '"b"',
      '"c"',
      undefined,
    ]);
  });

  it('are the first: what another process kept stands', async () => {
    await keep('"first"');
    await keep('"second"');
    expect(await answer()).toBe('"first"');
  });

  it('are given for a day', async () => {
    await keep('"a"');
    await age('23 hours 59 minutes');
    expect(await answer()).toBe('"a"');
    await age('1 day');
    expect(await answer()).toBeUndefined();
  });

  it('make room under the same key when their day is over', async () => {
    await keep('"a"');
    await age('25 hours');
    await keep('"b"');
    expect(await answer()).toBe('"b"');
  });

  it('are forgotten after their day when another is kept, and none before', async () => {
    await keep('"a"');
    await age('25 hours');
    await keep('"b"', 'k2');
    await keep('"c"', 'k3');
    expect(await database.asOwner('SELECT key FROM idempotency ORDER BY key')).toEqual([{ key: 'k2' }, { key: 'k3' }]);
  });
});
