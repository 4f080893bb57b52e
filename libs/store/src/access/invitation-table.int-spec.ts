import { AppDatabase } from '../../../../test/support/app-database.js';
import {
  dueInvitations,
  inviteByLink,
  inviteByMail,
  invitationsOf,
  linkForMail,
  noteMailed,
  useInvitation,
  withdrawInvitation,
} from './invitation-table.js';
import { otherEntriesOf, savePerson, twoPeople } from './person-table.js';

describe('invitations', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('invitations');
  });
  beforeEach(async () => {
    await enter('root');
    await enter('ann');
  });
  afterEach(() => database.asOwner('TRUNCATE invitation, let_in, person CASCADE'));
  afterAll(() => database.close());

  const enter = (personId: string, disabled = false) =>
    database.write((tx) =>
      savePerson(tx, {
        personId,
        name: `Name of ${personId}`,
        email: null,
        roles: ['approver'],
        entities: null,
        disabled,
      }),
    );
  const byLink = (token: string, madeBy = 'root') =>
    database.write((tx) => inviteByLink(tx, { personId: 'ann', madeBy, tokenHash: Buffer.from(token) }));
  const byMail = () =>
    database.write((tx) => inviteByMail(tx, { personId: 'ann', madeBy: 'root', mailedTo: 'ann@bank.example' }));
  const due = () => database.read((sql) => dueInvitations(sql, 10));
  const mail = async (token: string, failure: string | null = null, retryMs: number | null = null) => {
    const made = await database.write((tx) => linkForMail(tx, 'ann', Buffer.from(token)));
    await database.write((tx) => noteMailed(tx, Buffer.from(token), { failure, retryMs }));
    return made;
  };
  const follow = (token: string) => database.write((tx) => useInvitation(tx, Buffer.from(token)));
  const state = async () => (await database.read((sql) => invitationsOf(sql, ['ann', 'root'])))[0]?.state;
  const two = async (one: string, other: string) => {
    const { same, letIn } = await database.read((sql) => twoPeople(sql, one, other));
    return { same, letIn };
  };

  it('let in once', async () => {
    expect(await state()).toBeUndefined();
    await byLink('a');
    expect(await state()).toBe('OPEN');
    expect(await follow('other')).toBeUndefined();
    expect(await follow('a')).toEqual({ personId: 'ann', madeBy: 'root', mailedTo: null });
    expect(await state()).toBe('USED');
    expect(await follow('a')).toBeUndefined();
  });

  it('let nobody in who is too late, or was disabled, or whose invitation was withdrawn or made anew', async () => {
    await byLink('late');
    await database.asOwner('UPDATE invitation SET expires_at = clock_timestamp()');
    expect([await state(), await follow('late')]).toEqual(['EXPIRED', undefined]);

    await byLink('old');
    await byLink('new');
    expect(await follow('old')).toBeUndefined();

    expect(await database.write((tx) => withdrawInvitation(tx, 'ann'))).toBe(true);
    expect([await state(), await follow('new')]).toEqual([undefined, undefined]);
    expect(await database.write((tx) => withdrawInvitation(tx, 'ann'))).toBe(false);

    await byLink('disabled');
    await enter('ann', true);
    await enter('ann');
    expect(await follow('disabled')).toBeUndefined();
  });

  it('are mailed with a link that is made only then, and again after a failure', async () => {
    await byMail();
    const invitation = { personId: 'ann', name: 'Name of ann', from: 'Name of root', mailedTo: 'ann@bank.example' };
    expect([await state(), await due()]).toEqual(['TO_BE_MAILED', [{ ...invitation, attempts: 0 }]]);
    expect(await mail('first', 'TIMEOUT: no answer', 60_000)).toBe(true);
    expect([await state(), await due()]).toEqual(['TO_BE_MAILED', []]);
    await database.asOwner('UPDATE invitation SET due_at = clock_timestamp()');
    expect(await due()).toEqual([{ ...invitation, attempts: 1 }]);
    await mail('second');
    expect([await state(), await due(), await follow('first')]).toEqual(['OPEN', [], undefined]);
    expect(await follow('second')).toMatchObject({ personId: 'ann', mailedTo: 'ann@bank.example' });
  });

  it('are given up, and not mailed where they were withdrawn or handed over meanwhile', async () => {
    await byMail();
    await mail('a', 'MAIL: no such mailbox');
    expect([await state(), await due()]).toEqual(['NOT_MAILED', []]);
    await byMail();
    await byLink('b');
    expect(await mail('c')).toBe(false);
    expect(await follow('b')).toMatchObject({ personId: 'ann' });
    await byMail();
    await database.write((tx) => withdrawInvitation(tx, 'ann'));
    expect([await mail('d'), await follow('d')]).toEqual([false, undefined]);
  });

  it('make one person of whoever came in and whoever handed over the link, where something takes two', async () => {
    await byLink('a');
    expect(await two('ann', 'root')).toEqual({ same: false, letIn: false });
    await follow('a');
    expect(await two('ann', 'root')).toEqual({ same: false, letIn: true });
    expect(await two('root', 'ann')).toEqual({ same: false, letIn: true });
    // For good, though they are two entries still: neither is disabled with the other.
    await byMail();
    expect(await two('ann', 'root')).toEqual({ same: false, letIn: true });
    expect(await database.write((tx) => otherEntriesOf(tx, 'ann'))).toEqual([]);
    await enter('bea');
    expect(await two('ann', 'bea')).toEqual({ same: false, letIn: false });
    await expect(database.write((tx) => tx.query('DELETE FROM let_in'))).rejects.toMatchObject({ code: '42501' });
  });

  it('leave two people two where the link was mailed', async () => {
    await byMail();
    await mail('a');
    await follow('a');
    expect(await two('ann', 'root')).toEqual({ same: false, letIn: false });
  });
});
