import { AppDatabase } from '../../../../test/support/app-database.js';
import { addPeople } from '../../../../test/support/people.js';
import { proposePack } from '../../../../test/support/proposed-pack.js';
import {
  approveProposal,
  lockDueProposal,
  lockProposal,
  noteActivated,
  policyProposals,
  proposalOf,
  rejectProposal,
  withdrawProposal,
} from './policy-proposal-table.js';

const HOUR_MS = 3_600_000;
const hoursOn = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);

describe('proposed packs', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('proposals');
    await database.write((tx) => addPeople(tx, ['ann', 'bob']));
  });
  afterEach(() => database.asOwner('TRUNCATE policy_proposal, backtest CASCADE'));
  afterAll(() => database.close());

  const propose = (proposalId: string, version = proposalId, backtest: 'DONE' | 'FAILED' = 'DONE'): Promise<void> =>
    database.write((tx) => proposePack(tx, { proposalId, version, backtest }));
  const approve = (proposalId: string, effectiveFrom: Date | null = null, by = 'bob'): Promise<unknown> =>
    database.write((tx) => approveProposal(tx, proposalId, { by, effectiveFrom, notify: false }));
  const reject = (proposalId: string) => database.write((tx) => rejectProposal(tx, proposalId, 'bob'));
  const withdraw = (proposalId: string) => database.write((tx) => withdrawProposal(tx, proposalId, 'ann'));
  const due = async () => (await database.write(lockDueProposal))?.proposalId;

  it('are of one version one at a time, until it is turned down, withdrawn or in force', async () => {
    await propose('p1', 'v');
    await expect(propose('p2', 'v')).rejects.toMatchObject({ code: '23505' });
    await reject('p1');
    await propose('p2', 'v');
    await approve('p2');
    await expect(propose('p3', 'v')).rejects.toMatchObject({ code: '23505' });
    expect(await withdraw('p2')).toBe(true);
    await propose('p3', 'v');
    await approve('p3');
    await database.write((tx) => noteActivated(tx, 'p3'));
    await propose('p4', 'v');
    expect((await database.read((sql) => proposalOf(sql, 'v')))?.proposalId).toBe('p4');
    const listed = await database.read((sql) => policyProposals(sql, 3));
    expect(listed.map(({ proposalId }) => proposalId)).toEqual(['p4', 'p3', 'p2']);
  });

  it('are approved once their backtest is done, by somebody else, and decided on once', async () => {
    await propose('failed', 'failed', 'FAILED');
    await expect(approve('failed')).rejects.toThrow('once its backtest is done');
    await propose('p');
    await expect(approve('p', null, 'ann')).rejects.toThrow('second person');
    await approve('p');
    await expect(reject('p')).rejects.toThrow('decided on already: APPROVED');
    await expect(approve('p', hoursOn(1))).rejects.toThrow('decided on already');
  });

  it('come into force at once where no time is given, else not before their time', async () => {
    for (const id of ['later', 'now', 'overdue', 'undecided', 'rejected']) await propose(id);
    await approve('later', hoursOn(1));
    await approve('now');
    await approve('overdue', hoursOn(-1));
    await reject('rejected');
    const order: (string | undefined)[] = [];
    for (let next = await due(); next !== undefined; next = await due()) {
      const id = next;
      order.push(id);
      await database.write((tx) => noteActivated(tx, id));
    }
    // The one that is due longest goes first.
    expect(order).toEqual(['overdue', 'now']);
  });

  it('are withdrawn for good, for as long as they are approved and not in force', async () => {
    await propose('p');
    expect(await withdraw('p')).toBe(false);
    await approve('p', hoursOn(-1));
    expect([await withdraw('p'), await due()]).toEqual([true, undefined]);
    await expect(database.write((tx) => noteActivated(tx, 'p'))).rejects.toThrow('was withdrawn');
    expect((await database.read((sql) => proposalOf(sql, 'p')))?.withdrawnBy).toBe('ann');
    await propose('q');
    await approve('q');
    await database.write((tx) => noteActivated(tx, 'q'));
    expect([await withdraw('q'), await withdraw('none')]).toEqual([false, false]);
  });

  it('are decided on by one of two who do so at once', async () => {
    await propose('p');
    const decide = (approves: boolean) =>
      database.write(async (tx) => {
        const locked = await lockProposal(tx, 'p');
        if (locked?.decision !== null) throw new Error('It was decided already.');
        await (approves
          ? approveProposal(tx, 'p', { by: 'bob', effectiveFrom: null, notify: true })
          : rejectProposal(tx, 'p', 'bob'));
      });
    const both = await Promise.allSettled([decide(true), decide(false)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('keep who proposed them, and what', async () => {
    await propose('p');
    for (const set of [`proposed_by = 'bob'`, `pack = '{"other":1}'`, `version = 'w'`]) {
      const change = database.write((tx) => tx.query(`UPDATE policy_proposal SET ${set}`));
      await expect(change).rejects.toMatchObject({ code: '42501' });
    }
  });
});
