import { AppDatabase } from '../../../../test/support/app-database.js';
import { addApiKey, apiKeyOf } from './api-key-table.js';
import {
  isAdministered,
  lockPeople,
  namesake,
  people,
  personOf,
  savePerson,
  twoPeople,
  type PersonHere,
} from './person-table.js';
import { addLink, openSession, sessionOf, useLink } from './session-table.js';
import { personOfSubject } from './subject-table.js';

describe('people', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('people');
  });
  afterEach(() => database.asOwner('TRUNCATE person, session, sign_in_link, api_key CASCADE'));
  afterAll(() => database.close());

  const here = (personId: string, said: Partial<PersonHere> = {}): PersonHere => ({
    personId,
    name: personId,
    email: null,
    roles: ['analyst'],
    entities: null,
    disabled: false,
    ...said,
  });
  const save = (personId: string, said: Partial<PersonHere> = {}) =>
    database.write((tx) => savePerson(tx, here(personId, said)));
  const key = (keyId: string, createdBy: string): Promise<unknown> =>
    database.write((tx) => {
      const made = {
        keyId,
        createdBy,
        name: keyId,
        roles: ['analyst'],
        entities: null,
        madeWith: null,
        expiresAt: null,
      };
      return addApiKey(tx, { ...made, secretHash: Buffer.from(keyId) });
    });

  it('are listed by id, page by page', async () => {
    for (const id of ['cid', 'ann', 'bob']) await save(id);
    const page = (after: string) => database.read(async (sql) => (await people(sql, after, 2)).map((p) => p.personId));
    expect([await page(''), await page('bob')]).toEqual([['ann', 'bob'], ['cid']]);
  });

  it('have what was given here and what the provider told, together', async () => {
    const ann = { issuer: 'i', subject: 's', name: 'Ann', email: 'ann@bank', roles: ['approver'] };
    await save('ann@bank', { roles: ['analyst'], entities: ['ENT-1'] });
    await database.write((tx) => personOfSubject(tx, { ...ann, entities: ['ENT-2'] }));
    const after = await save('ann@bank', { roles: ['admin'], entities: ['ENT-3'] });
    expect(after).toMatchObject({
      roles: ['admin', 'approver'],
      entities: ['ENT-3', 'ENT-2'],
      toldByProvider: { roles: ['approver'], entities: ['ENT-2'] },
    });
    // All entities from the one side are all.
    await database.write((tx) => personOfSubject(tx, { ...ann, entities: ['*'] }));
    expect((await database.read((sql) => personOf(sql, 'ann@bank')))?.entities).toBeNull();
  });

  it('who are disabled lose session, link and keys for good, and nobody else does', async () => {
    for (const id of ['ann', 'bob']) {
      await save(id);
      await key(`k-${id}`, id);
      await database.write(async (tx) => {
        const tokenHash = Buffer.from(id);
        await openSession(tx, { tokenHash, personId: id, method: 'link', csrfToken: 'c', hours: 1 });
        await addLink(tx, { tokenHash, personId: id, minutes: 5 });
      });
    }
    await save('ann', { disabled: true });
    await save('ann');
    const left = async (id: string) => [
      (await database.read((sql) => sessionOf(sql, Buffer.from(id))))?.personId,
      await database.write((tx) => useLink(tx, Buffer.from(id))),
      (await database.read((sql) => apiKeyOf(sql, `k-${id}`)))?.revokedAt === null,
    ];
    expect([await left('ann'), await left('bob')]).toEqual([
      [undefined, undefined, false],
      ['bob', 'bob', true],
    ]);
  });

  it('are administered by an admin who is not disabled and reaches everything', async () => {
    const administered = () => database.write(isAdministered);
    expect(await administered()).toBe(false);
    await save('ann', { roles: ['admin'], entities: ['ENT-1'] });
    await save('bob', { roles: ['admin'], disabled: true });
    await save('cid', { roles: ['analyst', 'approver'] });
    expect(await administered()).toBe(false);
    await save('bob', { roles: ['admin'] });
    expect(await administered()).toBe(true);
  });

  it('are namesakes by id or address, but for the case, and not of themselves', async () => {
    await save('Ann', { email: 'Ann@Bank' });
    await save('bob');
    const found = (id: string, ...words: (string | null)[]) => database.write((tx) => namesake(tx, id, words));
    expect(await found('x', 'aNN', null)).toBe('Ann');
    expect(await found('x', 'none', 'ann@bank')).toBe('Ann');
    expect(await found('Ann', 'ann', 'ANN@bank')).toBeUndefined();
    expect(await found('x', null)).toBeUndefined();
  });

  it('are two only where they are two by person and by address, and who proposed is what they are now', async () => {
    await save('ann', { email: 'a@bank' });
    await save('A@BANK');
    await save('bob');
    await save('idle', { roles: [] });
    await key('1', 'ann');
    const stand = (proposer: string, approver: string) => database.read((sql) => twoPeople(sql, proposer, approver));
    for (const id of ['ann', 'key:1', 'A@BANK']) {
      expect([id, (await stand('ann', id)).same]).toEqual([id, true]);
    }
    expect(await stand('idle', 'bob')).toMatchObject({ same: false, proposer: { roles: [], entities: null } });
    await save('ann', { email: 'a@bank', roles: ['viewer'], entities: ['ENT-1'] });
    expect(await stand('key:1', 'bob')).toMatchObject({
      same: false,
      proposer: { roles: ['viewer'], entities: ['ENT-1'] },
    });
    await save('ann', { disabled: true });
    expect(await stand('key:1', 'bob')).toEqual({ same: false, letIn: false, proposer: null });
    expect(await stand('nobody', 'bob')).toEqual({ same: false, letIn: false, proposer: null });
  });

  it('change one after the other where it is decided who may do what', async () => {
    await save('ann', { roles: ['admin'] });
    await save('bob', { roles: ['admin'] });
    const stepDown = (id: string) =>
      database.write(async (tx) => {
        await lockPeople(tx);
        await savePerson(tx, here(id));
        if (!(await isAdministered(tx))) throw new Error('Nobody would be left.');
      });
    const both = await Promise.allSettled([stepDown('ann'), stepDown('bob')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await database.write(isAdministered)).toBe(true);
  });
});
