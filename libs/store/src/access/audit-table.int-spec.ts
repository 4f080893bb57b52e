import { AppDatabase } from '../../../../test/support/app-database.js';
import { appendAudit, auditNames, auditTrail, type AuditFilter } from './audit-table.js';

describe('the audit trail', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('audit');
  });
  afterEach(() => database.asOwner('TRUNCATE audit'));
  afterAll(() => database.close());

  const row = (target: string) => ({
    personId: 'ann',
    address: '::1',
    operation: 'closeAlert',
    target,
    before: null,
    after: '{}',
  });
  const append = (target: string, given: { personId?: string; operation?: string } = {}) =>
    database.write((tx) => appendAudit(tx, { ...row(target), ...given }));
  const trail = (before = Number.MAX_SAFE_INTEGER, limit = 10, filter: AuditFilter = {}) =>
    database.read((sql) => auditTrail(sql, filter, before, limit));

  it('goes back page by page from the newest, whatever is added meanwhile', async () => {
    for (const target of ['a', 'b', 'c']) await append(target);
    const first = await trail(undefined, 2);
    await append('d');
    const second = await trail(first.at(-1)?.position, 2);
    expect([first, second].map((page) => page.map(({ target }) => target))).toEqual([['c', 'b'], ['a']]);
    expect(await trail(second.at(-1)?.position)).toEqual([]);
  });

  it('is narrowed down by who, what, on what and when, each by itself and together', async () => {
    await append('a', { personId: 'bob', operation: 'key.create' });
    await append('b', { personId: 'bob' });
    await append('c');
    const times = ['2026-01-01', '2026-01-02', '2026-01-03'];
    for (const [i, target] of ['a', 'b', 'c'].entries()) {
      await database.asOwner('UPDATE audit SET recorded_at = $1 WHERE target = $2', [`${times[i]}T00:00:00Z`, target]);
    }
    const found = async (filter: AuditFilter) =>
      (await trail(undefined, 10, filter)).map(({ target }) => target).join('');
    expect(await found({})).toBe('cba');
    expect(await found({ personId: ['bob'] })).toBe('ba');
    expect(await found({ personId: ['bob', 'ann'] })).toBe('cba');
    expect(await found({ operation: ['closeAlert'] })).toBe('cb');
    expect(await found({ target: 'b' })).toBe('b');
    expect(await found({ from: '2026-01-02T00:00:00Z' })).toBe('cb');
    expect(await found({ to: '2026-01-02T00:00:00Z' })).toBe('a');
    expect(await found({ personId: ['bob'], operation: ['closeAlert'], from: '2026-01-01T12:00:00Z' })).toBe('b');
    expect(await found({ personId: [] })).toBe('');
  });

  it('says who stands in it and for what, each once', async () => {
    expect(await database.read((sql) => auditNames(sql, 10))).toEqual({ personIds: [], operations: [] });
    for (const personId of ['bob', 'ann', 'bob']) await append('a', { personId });
    await append('b', { operation: 'key.create' });
    const names = { personIds: ['ann', 'bob'], operations: ['closeAlert', 'key.create'] };
    expect(await database.read((sql) => auditNames(sql, 10))).toEqual(names);
    expect(await database.read((sql) => auditNames(sql, 1))).toEqual({
      personIds: ['ann'],
      operations: ['closeAlert'],
    });
  });

  it('has nothing of a change that failed', async () => {
    const failing = database.write(async (tx) => {
      await appendAudit(tx, row('a'));
      throw new Error('It was refused.');
    });
    await expect(failing).rejects.toThrow('refused');
    expect(await trail()).toEqual([]);
  });

  it('can’t be changed or shortened by an app', async () => {
    await append('a');
    for (const change of ['UPDATE audit SET person_id = NULL', 'DELETE FROM audit', 'TRUNCATE audit']) {
      await expect(database.write((tx) => tx.query(change))).rejects.toMatchObject({ code: '42501' });
    }
    expect(await trail()).toMatchObject([row('a')]);
  });
});
