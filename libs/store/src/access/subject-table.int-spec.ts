import { AppDatabase } from '../../../../test/support/app-database.js';
import { otherEntriesOf, people, savePerson, twoPeople } from './person-table.js';
import { personOfSubject, type Subject } from './subject-table.js';

describe('whom an identity provider tells of', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('subjects');
  });
  afterEach(() => database.asOwner('TRUNCATE person CASCADE'));
  afterAll(() => database.close());

  const subject = (said: Partial<Subject> = {}): Subject => ({
    issuer: 'https://id.bank',
    subject: '4711',
    name: 'Ann',
    email: 'ann@bank',
    roles: ['analyst'],
    entities: undefined,
    ...said,
  });
  const comes = (said: Partial<Subject> = {}) => database.write((tx) => personOfSubject(tx, subject(said)));
  const idOf = async (said: Partial<Subject> = {}): Promise<string | undefined> => {
    const came = await comes(said);
    return 'disabled' in came ? 'disabled' : came.after?.personId;
  };
  const enter = (personId: string, email: string | null = null, disabled = false) =>
    database.write((tx) =>
      savePerson(tx, { personId, name: personId, email, roles: ['admin'], entities: null, disabled }),
    );
  const ids = async () => (await database.read((sql) => people(sql, '', 9))).map(({ personId }) => personId);

  it('is the same person each time, though their address changes', async () => {
    expect(await idOf()).toBe('ann@bank');
    expect(await idOf({ email: 'ann.b@bank', name: 'Ann B' })).toBe('ann@bank');
    expect(await ids()).toEqual(['ann@bank']);
  });

  it('is whoever was entered here under that address, as id before as address, and whatever the case', async () => {
    await enter('boss', 'ANN@bank');
    await enter('Ann@Bank');
    expect(await idOf()).toBe('Ann@Bank');
    expect(await idOf({ subject: '4712' })).toBe('boss');
    // Both are claimed now: a third is somebody else.
    expect(await idOf({ subject: '4713', email: 'Ann@Bank' })).toMatch(/^oidc-/);
  });

  it('is nobody’s namesake by an address that was not verified', async () => {
    await enter('ann@bank');
    expect(await idOf({ email: null })).toMatch(/^oidc-[\w-]{22}$/);
  });

  it('gets an id that nobody can choose for themselves where the address can’t be one', async () => {
    for (const email of ['key:1@bank', 'a b@bank', 'a@b@bank', `${'x'.repeat(101)}@bank`, '#1@bank']) {
      expect([email, await idOf({ email, subject: email })]).toEqual([email, expect.stringMatching(/^oidc-/)]);
    }
  });

  it('loses what the provider no longer says, and keeps what was given here', async () => {
    await enter('ann@bank');
    await comes({ roles: ['analyst', 'approver'] });
    const came = await comes({ roles: [] });
    expect(came).toMatchObject({ before: { roles: ['admin', 'analyst', 'approver'] }, after: { roles: ['admin'] } });
  });

  it('keeps a limit of entities that the provider set before when it is no longer asked', async () => {
    await comes({ entities: ['ENT-1'] });
    const entities = async (said: Partial<Subject>) => {
      const came = await comes(said);
      return 'disabled' in came ? 'disabled' : came.after?.entities;
    };
    expect(await entities({ entities: undefined })).toEqual(['ENT-1']);
    expect(await entities({ entities: [] })).toEqual([]);
    expect(await entities({ entities: ['*', 'ENT-1'] })).toBeNull();
  });

  it('is not entered without a role, or without an entity where they are asked about', async () => {
    expect(await idOf({ roles: [] })).toBeUndefined();
    expect(await idOf({ entities: [] })).toBeUndefined();
    expect(await ids()).toEqual([]);
  });

  it('does not come in once disabled, by this subject or by another of the same address', async () => {
    await comes();
    await enter('ann@bank', null, true);
    await enter('gone', 'left@bank', true);
    expect([await idOf(), await idOf({ subject: 'new' }), await idOf({ subject: 'new', email: 'LEFT@bank' })]).toEqual([
      'disabled',
      'disabled',
      'disabled',
    ]);
    expect(await ids()).toEqual(['ann@bank', 'gone']);
    expect(await idOf({ subject: 'new', email: 'other@bank' })).toBe('other@bank');
  });

  it('does not come in once disabled, by coming to have the address of whoever was', async () => {
    await comes({ subject: 'other', email: 'other@bank' });
    await enter('gone', 'left@bank', true);
    expect(await idOf({ subject: 'other', email: 'Left@Bank' })).toBe('disabled');
    expect(await idOf({ subject: 'other', email: 'other@bank' })).toBe('other@bank');
  });

  it('is one person with another subject of the same address but for capitals, under an id that shows it', async () => {
    expect(await idOf({ email: 'Ann@Bank' })).toBe('Ann@Bank');
    const second = await idOf({ subject: 'another', email: 'ann@bank' });
    expect(second).toMatch(/^oidc-/);
    const { same } = await database.read((sql) => twoPeople(sql, 'Ann@Bank', second ?? ''));
    expect(same).toBe(true);
    const others = (id: string) => database.write((tx) => otherEntriesOf(tx, id));
    expect([await others('Ann@Bank'), await others(second ?? '')]).toMatchObject([
      [{ personId: second }],
      [{ personId: 'Ann@Bank' }],
    ]);
  });

  it('gets no id that looks like another’s', async () => {
    expect(await idOf()).toBe('ann@bank');
    for (const email of ['ANN@BANK', 'ann\u200b@bank', 'a\u00adnn@bank'])
      expect([email, await idOf({ subject: email, email })]).toEqual([email, expect.stringMatching(/^oidc-/)]);
  });

  it('is one person who comes back in several browsers at once', async () => {
    const came = await Promise.all(Array.from({ length: 5 }, () => idOf({ email: null })));
    expect(new Set(came).size).toBe(1);
    expect(await ids()).toHaveLength(1);
  });
});
