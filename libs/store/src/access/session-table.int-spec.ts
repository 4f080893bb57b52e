import { AppDatabase } from '../../../../test/support/app-database.js';
import { savePerson } from './person-table.js';
import { addLink, endSession, openSession, sessionOf, touchSession, useLink } from './session-table.js';

describe('sessions', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('sessions');
  });
  beforeEach(() => enter(false));
  afterEach(() => database.asOwner('TRUNCATE session, sign_in_link, person CASCADE'));
  afterAll(() => database.close());

  const enter = (disabled: boolean) =>
    database.write((tx) =>
      savePerson(tx, { personId: 'ann', name: 'Ann', email: null, roles: ['analyst'], entities: ['ENT-1'], disabled }),
    );
  const open = (token: string, hours = 12): Promise<void> =>
    database.write((tx) => {
      const session = { personId: 'ann', method: 'link', csrfToken: `csrf-${token}`, hours } as const;
      return openSession(tx, { tokenHash: Buffer.from(token), ...session });
    });
  const of = (token: string) => database.read((sql) => sessionOf(sql, Buffer.from(token)));
  const isOpen = async (token: string): Promise<boolean> => (await of(token)) !== undefined;
  /** As if nobody had used it for so long. */
  const idle = (interval: string) =>
    database.asOwner('UPDATE session SET last_seen_at = clock_timestamp() - $1::interval', [interval]);
  const link = (token: string, minutes = 15) =>
    database.write((tx) => addLink(tx, { tokenHash: Buffer.from(token), personId: 'ann', minutes }));
  const follow = (token: string) => database.write((tx) => useLink(tx, Buffer.from(token)));

  it('are open until their end, however busy they are', async () => {
    await open('a');
    expect(await of('a')).toMatchObject({
      personId: 'ann',
      roles: ['analyst'],
      entities: ['ENT-1'],
      csrfToken: 'csrf-a',
    });
    await database.asOwner('UPDATE session SET expires_at = clock_timestamp()');
    expect(await isOpen('a')).toBe(false);
  });

  it('end sooner where they are idle for eight hours', async () => {
    await open('a');
    await idle('7 hours 59 minutes');
    expect(await isOpen('a')).toBe(true);
    await idle('8 hours');
    expect(await isOpen('a')).toBe(false);
  });

  it('last on when they are used, which is noted once a minute, of the person too', async () => {
    await open('a');
    const seen = async () => (await of('a'))?.lastSeenAt;
    const opened = await seen();
    await database.read((sql) => touchSession(sql, Buffer.from('a')));
    expect(await seen()).toEqual(opened);
    const person = () => database.asOwner('SELECT last_seen_at AS at FROM person');
    expect(await person()).toEqual([{ at: null }]);
    await idle('7 hours 59 minutes');
    await database.read((sql) => touchSession(sql, Buffer.from('a')));
    expect((await seen())?.getTime()).toBeGreaterThanOrEqual(opened?.getTime() ?? Infinity);
    expect(await person()).toEqual([{ at: expect.any(Date) as Date }]);
  });

  it('are of people who are not disabled, with the roles that they have now', async () => {
    await open('a');
    await database.asOwner(`UPDATE person SET given_roles = '{admin}'`);
    expect((await of('a'))?.roles).toEqual(['admin']);
    await database.asOwner('UPDATE person SET disabled = true');
    expect(await isOpen('a')).toBe(false);
  });

  it('end by themselves alone', async () => {
    await open('a');
    await open('b');
    await database.read((sql) => endSession(sql, Buffer.from('a')));
    expect([await isOpen('a'), await isOpen('b'), await isOpen('none')]).toEqual([false, true, false]);
  });

  it('that are over are forgotten when the next is opened', async () => {
    await open('a', 0);
    await open('b');
    expect(await database.asOwner('SELECT csrf_token AS csrf FROM session')).toEqual([{ csrf: 'csrf-b' }]);
  });

  it('are begun by a link once, also where it is followed twice at once', async () => {
    await link('l');
    const followed = await Promise.all([follow('l'), follow('l'), follow('l')]);
    expect(followed.filter((id) => id === 'ann')).toHaveLength(1);
    expect([await follow('l'), await follow('none')]).toEqual([undefined, undefined]);
  });

  it('are begun by no link that is too old, or of somebody disabled', async () => {
    await link('old', 0);
    expect(await follow('old')).toBeUndefined();
    await link('l');
    await database.asOwner('UPDATE person SET disabled = true');
    expect(await follow('l')).toBeUndefined();
  });
});
