import { AppDatabase } from '../../../../test/support/app-database.js';
import {
  addDigest,
  digestReaders,
  dueDigests,
  endOldDigests,
  lastDigestAt,
  noteDigest,
  setNextDigest,
  takeDigest,
  type NewDigest,
} from './digest-table.js';
import { saveSettings, settingsOf, type PersonSettings } from './person-setting-table.js';
import { savePerson } from './person-table.js';

const lines = [{ what: 'overdue' as const, count: 3, path: '/alerts?overdue=true' }];
const ofAnn = { personId: 'ann', roles: ['approver'], entities: null, mailedTo: 'ann@bank.example' };
const TODAY = { personId: 'ann', day: '2026-03-31' };
const wish = { timeZone: 'Europe/Berlin', landing: null, density: null } as const;

describe('digests', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('digests');
  });
  beforeEach(async () => {
    await enter({});
    await settle({ digest: 'WORKDAYS', digestAt: new Date('2026-03-31T05:00:00Z') });
  });
  afterEach(async () => {
    await database.asOwner('TRUNCATE digest, person_setting, person CASCADE');
    await database.asOwner('DELETE FROM restore');
  });
  afterAll(() => database.close());

  const enter = (more: { disabled?: boolean; roles?: string[]; entities?: string[] }) =>
    database.write((tx) =>
      savePerson(tx, { ...ofAnn, name: 'Ann', email: 'ann@bank.example', disabled: false, ...more }),
    );
  const settle = (wanted: Pick<PersonSettings, 'digest' | 'digestAt'>) =>
    database.write((tx) => saveSettings(tx, 'ann', { ...wish, ...wanted }));
  const add = (more: Partial<NewDigest> = {}) =>
    database.write((tx) => addDigest(tx, { ...ofAnn, ...TODAY, countedAt: new Date(), lines, mailed: true, ...more }));
  const due = () => database.read((sql) => dueDigests(sql, 10));
  const days = async () => (await due()).map(({ day }) => day);
  const take = (day = TODAY.day) => database.write((tx) => takeDigest(tx, { personId: 'ann', day }));
  const note = (failure: string | null, retryMs: number | null = null) =>
    database.write((tx) => noteDigest(tx, TODAY, { failure, retryMs }));
  const last = () => database.read((sql) => lastDigestAt(sql, 'ann'));
  const failure = async (day = TODAY.day) =>
    (await database.asOwner<{ failure: string | null }>('SELECT failure FROM digest WHERE day = $1', [day]))[0]
      ?.failure;

  it('are one for each person and day, whoever counts them', async () => {
    expect(await Promise.all(Array.from({ length: 6 }, () => add()))).toEqual(
      expect.arrayContaining([true, ...Array.from({ length: 5 }, () => false)]),
    );
    const [row, ...others] = await due();
    expect([row, others]).toEqual([
      expect.objectContaining({ ...TODAY, name: 'Ann', mailedTo: 'ann@bank.example', lines, attempts: 0 }),
      [],
    ]);
  });

  it('are taken in hand by one, and due no more from then on', async () => {
    await add();
    const taken = await Promise.all(Array.from({ length: 6 }, () => take()));
    expect(taken.filter(Boolean)).toHaveLength(1);
    // As if whoever took it was killed: it may be out.
    expect([await days(), await failure(), await last()]).toEqual([[], 'Whoever mailed it was interrupted.', null]);
    await note(null);
    expect([await days(), await failure(), await last()]).toEqual([[], null, expect.any(Date)]);
  });

  it('are tried again after a failure, and given up', async () => {
    await add();
    await take();
    await note('TIMEOUT: no answer', 60_000);
    expect([await days(), await failure()]).toEqual([[], 'TIMEOUT: no answer']);
    await database.asOwner('UPDATE digest SET due_at = clock_timestamp()');
    expect(await due()).toMatchObject([{ day: TODAY.day, attempts: 1 }]);
    await take();
    await note('MAIL: no such mailbox');
    expect([await days(), await last()]).toEqual([[], null]);
  });

  it('are mailed only to whoever still wants them and may see what they might', async () => {
    await add();
    const changes: readonly [change: () => Promise<unknown>, back: () => Promise<unknown>][] = [
      [() => enter({ disabled: true }), () => enter({})],
      [() => enter({ roles: ['viewer'] }), () => enter({})],
      [() => enter({ roles: [] }), () => enter({})],
      [() => enter({ entities: ['ENT-1'] }), () => enter({})],
      [() => settle({ digest: null, digestAt: null }), () => settle({ digest: 'MONDAYS', digestAt: null })],
    ];
    for (const [change, back] of changes) {
      await change();
      expect([await days(), await take()]).toEqual([[], false]);
      await back();
      expect(await days()).toEqual([TODAY.day]);
    }
  });

  it('are of their day: a later one takes the place of one that waits, and one that waits for a day is given up', async () => {
    await add();
    await add({ day: '2026-04-01' });
    expect([await days(), await failure()]).toEqual([['2026-04-01'], 'A later one took its place.']);
    // Nor is one that was in hand meanwhile tried again.
    await note('TIMEOUT: no answer', 0);
    expect(await days()).toEqual(['2026-04-01']);
    await database.asOwner(`UPDATE digest SET counted_at = counted_at - interval '1 day'`);
    expect([await days(), await take('2026-04-01')]).toEqual([[], false]);
    await database.write(endOldDigests);
    expect(await failure('2026-04-01')).toBe('It was not mailed on its day.');
  });

  it('are kept for 30 days', async () => {
    await add();
    const age = (time: string) =>
      database.asOwner(`UPDATE digest SET due_at = NULL, counted_at = clock_timestamp() - $1::interval`, [time]);
    const kept = async () => (await database.asOwner('SELECT FROM digest')).length;
    await age('29 days 23 hours');
    await database.write(endOldDigests);
    expect(await kept()).toBe(1);
    await age('30 days 1 hour');
    await database.write(endOldDigests);
    expect(await kept()).toBe(0);
  });

  it('of before a restore are not mailed: what was lost may have mailed them', async () => {
    await add();
    await database.asOwner(
      `INSERT INTO restore (epoch, reason, restored_by, size, root, first_block, inputs, sent, messages, steps)
       VALUES (2, 'The disk failed.', 'root', 0, '', 1, '{}', '{}', 0, 0)`,
    );
    expect([await days(), await take()]).toEqual([[], false]);
  });

  it('are not mailed where nothing waits, and count as the last one all the same', async () => {
    await add({ lines: [], mailed: false });
    expect([await days(), await failure(), await last()]).toEqual([[], null, expect.any(Date)]);
  });

  it('have a next one, unless somebody has said meanwhile when', async () => {
    const [reader] = await database.read(digestReaders);
    expect(reader).toMatchObject({ personId: 'ann', digest: 'WORKDAYS', digestAt: new Date('2026-03-31T05:00:00Z') });
    const next = (before: Date | null, at: string) =>
      database.write((tx) => setNextDigest(tx, 'ann', before, new Date(at)));
    const noted = async () => (await database.read((sql) => settingsOf(sql, 'ann'))).digestAt?.toISOString();
    await next(new Date('2026-03-30T05:00:00Z'), '2026-05-05T05:00:00Z');
    await next(null, '2026-05-05T05:00:00Z');
    expect(await noted()).toBe('2026-03-31T05:00:00.000Z');
    // The database is more exact than we read.
    await database.asOwner(`UPDATE person_setting SET digest_at = '2026-03-31T05:00:00.123456Z'`);
    await next((await database.read(digestReaders))[0]?.digestAt ?? null, '2026-04-01T05:00:00Z');
    expect(await noted()).toBe('2026-04-01T05:00:00.000Z');
    await settle({ digest: null, digestAt: null });
    await next(null, '2026-05-05T05:00:00Z');
    expect([await noted(), await database.read(digestReaders)]).toEqual([undefined, []]);
  });
});
