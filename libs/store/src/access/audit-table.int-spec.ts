import { AppDatabase } from '../../../../test/support/app-database.js';
import { appendAudit, auditTrail } from './audit-table.js';

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
  const append = (target: string) => database.write((tx) => appendAudit(tx, row(target)));
  const trail = (before = Number.MAX_SAFE_INTEGER, limit = 10) =>
    database.read((sql) => auditTrail(sql, before, limit));

  it('goes back page by page from the newest, whatever is added meanwhile', async () => {
    for (const target of ['a', 'b', 'c']) await append(target);
    const first = await trail(undefined, 2);
    await append('d');
    const second = await trail(first.at(-1)?.position, 2);
    expect([first, second].map((page) => page.map(({ target }) => target))).toEqual([['c', 'b'], ['a']]);
    expect(await trail(second.at(-1)?.position)).toEqual([]);
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
