import { AppDatabase } from '../../../../test/support/app-database.js';
import { addFanOut, finishFanOuts } from '../projections/fan-out-table.js';
import { judgeAtWork, noteJudge } from '../projections/judge-table.js';
import {
  activatePack,
  activationsSince,
  addPack,
  allPolicies,
  currentPolicy,
  policyInForce,
  policyOf,
  policyPosition,
} from './policy-table.js';

const AT = Date.UTC(2025, 5, 1);

describe('packs in force', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('policies');
  });
  afterEach(() => database.asOwner('TRUNCATE policy_activation, policy_pack, judge_change, fan_out CASCADE'));
  afterAll(() => database.close());

  const given = (version: string, position: number, rules: string | null = null): Promise<unknown> =>
    database.write(async (tx) => {
      await addPack(tx, version, `{"pack":"${version}"}`, AT);
      await activatePack(tx, { version, position, proposalId: null, rules }, AT + position);
    });
  /** As two people would have it come back. */
  const back = (version: string, position: number): Promise<unknown> =>
    database.asOwner(
      `SET session_replication_role = replica;
       INSERT INTO policy_activation (position, version, recorded_at, effective_from, activated_by, notify)
       VALUES (${position}, '${version}', now(), now(), 'bob', true);
       SET session_replication_role = DEFAULT`,
    );

  it('are none before the first', async () => {
    expect([
      await database.read(currentPolicy),
      await database.read(policyPosition),
      await database.read(judgeAtWork),
    ]).toEqual([undefined, undefined, undefined]);
    expect(await database.read(policyInForce)).toEqual({ version: null, judge: null, spreading: false });
  });

  it('follow one another by position: the last is in force, also one that came back', async () => {
    await given('v1', 10);
    await given('v2', 20);
    expect(await database.read(currentPolicy)).toMatchObject({ version: 'v2', position: 20 });
    await back('v1', 30);
    expect(await database.read(currentPolicy)).toMatchObject({ version: 'v1', position: 30 });
    expect(await database.read(policyPosition)).toBe(30);
    expect((await database.read(allPolicies)).map(({ version }) => version)).toEqual(['v1', 'v2', 'v1']);
    expect(await database.read((sql) => policyOf(sql, 'v1'))).toMatchObject({ position: 30 });
    expect(await database.read((sql) => policyOf(sql, 'v3'))).toBeUndefined();
  });

  it('are judged by alone, or by the succession of packs that ends with them', async () => {
    await given('v1', 10);
    await given('v2', 20, '[{"pack":"v1"},{"pack":"v2"}]');
    expect((await database.read(allPolicies)).map(({ pack, rules }) => [pack, rules])).toEqual([
      ['{"pack":"v1"}', '{"pack":"v1"}'],
      ['{"pack":"v2"}', '[{"pack":"v1"},{"pack":"v2"}]'],
    ]);
  });

  it('keep the content that a version was recorded with', async () => {
    await given('v1', 10);
    await database.write((tx) => addPack(tx, 'v1', '{"pack":"another"}', AT));
    expect((await database.read(currentPolicy))?.pack).toBe('{"pack":"v1"}');
    const change = database.write((tx) => tx.query(`UPDATE policy_pack SET pack = '{}'`));
    await expect(change).rejects.toMatchObject({ code: '42501' });
  });

  it('come back only by two people', async () => {
    await given('v1', 10);
    await given('v2', 20);
    await expect(given('v1', 30)).rejects.toThrow('takes a proposal and a second person');
  });

  it('spread for as long as clients are judged for one, and for no other change', async () => {
    await given('v1', 10);
    const touched = { incidentId: null, refs: [], clientIds: [], everyone: true };
    await database.write(async (tx) => {
      await addFanOut(tx, { position: 10, cause: 'POLICY', ...touched }, AT);
      await addFanOut(tx, { position: 11, cause: 'CATALOGUE', ...touched }, AT);
    });
    expect(await database.read(policyInForce)).toMatchObject({ version: 'v1', spreading: true });
    await database.write((tx) => finishFanOuts(tx, [10]));
    expect(await database.read(policyInForce)).toMatchObject({ spreading: false });
  });

  it('come into force once more with another version of the judge, but not with the one they came with', async () => {
    await database.write((tx) => noteJudge(tx, 1, 5, AT));
    await given('v1', 10);
    // With the pack itself: one coming into force, not two.
    await database.write((tx) => noteJudge(tx, 2, 10, AT));
    await database.write((tx) => noteJudge(tx, 3, 20, AT + 20));
    await given('v2', 30);
    const since = async (position: number) =>
      (await database.read((sql) => activationsSince(sql, position))).map((a) => [a.position, a.version, a.notify]);
    expect(await since(0)).toEqual([
      [10, 'v1', false],
      [20, 'v1', false],
      [30, 'v2', false],
    ]);
    expect(await since(10)).toEqual([
      [20, 'v1', false],
      [30, 'v2', false],
    ]);
    expect(await since(30)).toEqual([]);
    expect(await database.read(judgeAtWork)).toBe(3);
    expect((await database.read(policyInForce)).judge).toBe(3);
  });
});
