import { AppDatabase } from '../../../../test/support/app-database.js';
import { addPeople } from '../../../../test/support/people.js';
import { proposePack } from '../../../../test/support/proposed-pack.js';
import { addFanOut } from '../projections/fan-out-table.js';
import { approveProposal, rejectProposal } from './policy-proposal-table.js';
import { addShadow, beginShadow, forgetShadowed, runningShadows, shadowOf, stopShadow } from './policy-shadow-table.js';
import {
  shadowDifferences,
  touchedSince,
  writeShadowed,
  type ShadowDifferenceRow,
  type ShadowedClientRow,
} from './shadow-rows.js';

const running = { waiting: 0, judgedTo: null };

describe('proposed packs that run beside the one in force', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('shadows');
    await database.write((tx) => addPeople(tx, ['ann', 'bob']));
  });
  beforeEach(async () => {
    for (const proposalId of ['p1', 'p2']) await database.write((tx) => proposePack(tx, { proposalId }));
    await database.asOwner(
      `INSERT INTO client (client_id, version, knowledge, refs, state)
       SELECT id, 1, 0, '{}', '{}' FROM unnest('{ada,bea,cleo}'::text[]) AS id`,
    );
    await start('s1', 'p1');
  });
  afterEach(() => database.asOwner('TRUNCATE policy_proposal, backtest, client, fan_out CASCADE'));
  afterAll(() => database.close());

  const start = (shadowId: string, proposalId: string): Promise<unknown> =>
    database.write((tx) => addShadow(tx, { shadowId, proposalId, startedBy: 'ann' }));
  const begin = (shadowId: string) => database.write((tx) => beginShadow(tx, shadowId));
  const of = (proposalId: string) => database.read((sql) => shadowOf(sql, proposalId));
  const touched = async () => (await database.read((sql) => touchedSince(sql, 's1'))).ids;
  const touch = (clientId: string) =>
    database.asOwner('UPDATE client SET version = version + 1 WHERE client_id = $1', [clientId]);
  const judged = (clientId: string, said: Partial<ShadowedClientRow> = {}): ShadowedClientRow => ({
    clientId,
    version: 2,
    sharedPosition: 0,
    refs: null,
    same: 1,
    ...said,
  });
  const difference = (
    survivorId: string,
    alertId: string,
    change: ShadowDifferenceRow['change'] = 'ADDED',
    body = '{}',
  ) => ({ survivorId, alertId, clientId: survivorId, change, body });
  const write = (
    rows: ShadowedClientRow[],
    found: ShadowDifferenceRow[],
    step: Parameters<typeof writeShadowed>[4] = running,
  ) => database.write((tx) => writeShadowed(tx, 's1', rows, found, step));
  const differences = (after: [string, string] = ['', ''], limit = 10) =>
    database.read((sql) => shadowDifferences(sql, 's1', { change: null, clientId: null }, after, limit));

  it('are one of a proposal at a time', async () => {
    await expect(start('s2', 'p1')).rejects.toMatchObject({ code: '23505' });
    await start('other', 'p2');
    expect((await database.read(runningShadows)).map(({ shadowId }) => shadowId)).toEqual(['s1', 'other']);
    const stop = (shadowId: string) => database.write((tx) => stopShadow(tx, shadowId, 'bob'));
    expect([await stop('s1'), await stop('s1'), await stop('none')]).toEqual([true, false, false]);
    await start('s2', 'p1');
    expect((await of('p1'))?.shadowId).toBe('s2');
  });

  it('end when their proposal is decided on, either way', async () => {
    await start('other', 'p2');
    await database.write((tx) => approveProposal(tx, 'p1', { by: 'bob', effectiveFrom: null, notify: false }));
    await database.write((tx) => rejectProposal(tx, 'p2', 'bob'));
    expect(await database.read(runningShadows)).toEqual([]);
    expect(await of('p1')).toMatchObject({ stoppedAt: expect.any(Date) as Date, stoppedBy: null });
  });

  it('judge whom live traffic touched since they began, who came, who went, and whom shared changes touch', async () => {
    await begin('s1');
    expect(await touched()).toEqual([]);
    await touch('bea');
    await database.asOwner(
      `INSERT INTO client (client_id, version, knowledge, refs, state) VALUES ('dora', 0, 0, '{}', '{}')`,
    );
    await database.asOwner(`DELETE FROM client WHERE client_id = 'cleo'`);
    expect(await touched()).toEqual(['bea', 'cleo', 'dora']);
    await write(
      [
        judged('bea', { refs: ['a:BTC'], sharedPosition: 7 }),
        judged('cleo', { version: null }),
        judged('dora', { version: 0 }),
      ],
      [],
    );
    expect(await touched()).toEqual([]);
    const change = (position: number, refs: string[]) =>
      database.write((tx) =>
        addFanOut(tx, { position, cause: 'CATALOGUE', incidentId: null, refs, clientIds: ['ada'], everyone: false }, 0),
      );
    await change(7, ['a:BTC']);
    await change(8, ['a:ETH']);
    expect(await touched()).toEqual([]);
    await change(9, ['a:BTC']);
    expect(await touched()).toEqual(['bea']);
  });

  it('count what stands of everybody, however often somebody is judged again', async () => {
    await begin('s1');
    const counts = async () => {
      const { clients, same, added, gone, changed } = (await of('p1')) ?? {};
      return [clients, same, added, gone, changed];
    };
    await write(
      [judged('ada', { same: 3 }), judged('bea')],
      [difference('ada', 'a1'), difference('bea', 'b1', 'GONE')],
    );
    expect(await counts()).toEqual([2, 4, 1, 1, 0]);
    await write([judged('ada', { same: 5 })], [difference('ada', 'a1', 'CHANGED'), difference('ada', 'a2', 'CHANGED')]);
    expect(await counts()).toEqual([2, 6, 0, 1, 2]);
    await write([judged('ada', { version: null }), judged('bea')], []);
    expect([await counts(), await differences()]).toEqual([[1, 1, 0, 0, 0], []]);
  });

  it('keep when a difference was found for as long as it is the same kind', async () => {
    await write([judged('ada')], [difference('ada', 'a1'), difference('ada', 'a2')]);
    await database.asOwner(`UPDATE shadow_difference SET found_at = '2025-06-01Z'`);
    await write([judged('ada')], [difference('ada', 'a1', 'ADDED', '{"n":1}'), difference('ada', 'a2', 'CHANGED')]);
    const [first, second] = await differences();
    expect(first).toMatchObject({ foundAt: new Date('2025-06-01'), body: '{"n":1}' });
    expect(second?.foundAt.getTime()).toBeGreaterThan(Date.UTC(2026, 0));
    expect(await differences(['ada', 'a1'], 1)).toEqual([second]);
  });

  it('write nothing more once they are stopped, and forget all but what they found', async () => {
    await write([judged('ada')], [difference('ada', 'a1')], { waiting: 5, judgedTo: new Date(0) });
    await database.write((tx) => stopShadow(tx, 's1', 'ann'));
    expect(await write([judged('bea')], [difference('bea', 'b1')])).toBe(false);
    await begin('s1');
    expect(await database.write(forgetShadowed)).toBe(1);
    expect(await of('p1')).toMatchObject({ waiting: 0, clients: 1, added: 1, judgedTo: new Date(0), since: null });
    expect(await differences()).toHaveLength(1);
  });
});
