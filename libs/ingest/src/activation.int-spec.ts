import fc from 'fast-check';
import { readPolicy, rulesAfter } from '#contract';
import { JUDGE_VERSION } from '#domain';
import { activationsSince, withdrawProposal, withSession, type Session } from '#store';
import { Desk, packText, policy } from '../../../test/support/desk.js';
import { clientIds, custodyOf, customers, exchangeOf, promoted, used } from '../../../test/support/events.js';
import { amount } from '../../../test/support/soak.js';
import { asEvent, streams, type Unrecorded } from '../../domain/src/rules/stream.testkit.js';
import { activateDue, PolicyChangedError } from './activation.js';

const variant = (version: string, change: object): string =>
  JSON.stringify({ ...(JSON.parse(packText) as object), version, ...change });
const milder = variant('milder', { severities: { ...policy.pack.severities, BREACH_61_2: 'low' }, windowHours: 24 });
const smaller = variant('smaller', {
  perimeter: policy.pack.perimeter.filter(({ country }) => country !== 'DE' && country !== 'FR'),
});
/** From within the streams' time on. */
const later = variant('later', {
  actsFrom: '2026-01-11',
  windowHours: 24,
  facets: { ...policy.pack.facets, liquidity: { enabled: false, sourceStatus: 'unverified' } },
});
const packs = [packText, milder, smaller, later];

/** What is told through which of two ingestors, and after how many events which pack comes into force. */
interface Story {
  readonly stream: readonly Unrecorded[];
  readonly lanes: readonly number[];
  readonly activations: readonly { readonly pack: number; readonly after: number }[];
  readonly chunk: number;
}

const stories: fc.Arbitrary<Story> = fc.record({
  stream: streams,
  lanes: fc.array(fc.nat({ max: 1 }), { minLength: 40, maxLength: 40 }),
  activations: fc.array(fc.record({ pack: fc.nat({ max: 3 }), after: fc.nat({ max: 12 }) }), { maxLength: 3 }),
  chunk: fc.integer({ min: 1, max: 3 }),
});

describe('a rule pack that comes into force', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('adoption');
  });
  beforeEach(() => desk.clear());
  afterAll(() => desk.close());

  const ids = clientIds('c', 8);
  const facts = () =>
    desk.database.query<{ cause: string | null; incident: string | null; version: string }>(
      `SELECT f.cause, a.incident_id AS incident, f.body::json ->> 'policyVersion' AS version
         FROM alert_fact f JOIN alert a USING (client_id, alert_id) ORDER BY f.position`,
    );

  it('at the first start is the file’s; another file of a known version is refused, and people’s decision stands', async () => {
    const ingestor = desk.ingestor('a');
    expect(await ingestor.activatePolicy(packText)).toBe('ACTIVATED');
    expect(await ingestor.activatePolicy(JSON.stringify(JSON.parse(packText)))).toBe('KNOWN');
    await expect(ingestor.activatePolicy(variant(policy.version, { windowHours: 1 }))).rejects.toThrow(
      PolicyChangedError,
    );
    expect(await desk.activate(milder)).toBe(1);
    expect(await ingestor.activatePolicy(packText)).toBe('OTHER_IN_FORCE');
    expect(await ingestor.activatePolicy(smaller)).toBe('ACTIVATED');
    const rows = await desk.database.query('SELECT version FROM policy ORDER BY position');
    expect(rows.map(({ version }) => version as string)).toEqual([policy.version, 'milder', 'smaller']);
  });

  it('judges everybody again, with its own cause, and may come back', async () => {
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, customers(ids));
    await desk.take(
      ingestor,
      ids.map((id, i) => promoted(id, 200 + i, exchangeOf('ETH'))),
    );
    const before = (await facts()).length;
    expect(before).toBeGreaterThan(0);
    for (const [i, pack] of [smaller, packText].entries()) {
      expect(await desk.activate(pack)).toBe(1);
      await desk.fanOut(3);
      expect(await desk.differences(readPolicy(pack))).toEqual([]);
      const changes = (await facts()).slice(before * (i + 1));
      expect(changes.map(({ cause }) => cause)).toEqual(Array(before).fill('POLICY'));
    }
    const incidents = await desk.database.query(`SELECT key FROM incident WHERE kind = 'POLICY' ORDER BY opened_at`);
    expect(incidents.map(({ key }) => key as string)).toEqual(['smaller', policy.version]);
  });

  it('leaves earlier acts to the pack before it where it says from when on it judges', async () => {
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, customers(ids));
    const [eve = ''] = ids;
    await desk.take(ingestor, [promoted(eve, 200, exchangeOf('ETH')), promoted(eve, 2000, exchangeOf('ETH'))]);
    const stricter = { ...policy.pack.severities, BREACH_61_2: 'low' };
    const nextDay = variant('next-day', { actsFrom: '2025-06-02', severities: stricter });
    await desk.activate(nextDay);
    await desk.fanOut();
    await desk.take(ingestor, [promoted(eve, 201, exchangeOf('ETH')), promoted(eve, 2001, exchangeOf('ETH'))]);
    expect(await desk.differences(readPolicy(rulesAfter(packText, nextDay)))).toEqual([]);
    expect((await facts()).map(({ cause, version }) => [cause, version])).toEqual([
      [null, policy.version],
      [null, policy.version],
      ['POLICY', 'next-day'],
      [null, policy.version],
      [null, 'next-day'],
    ]);
    // The rules stay what they are when the same pack comes again, and end when one comes that judges everything.
    await desk.activate(nextDay);
    await desk.activate(packText);
    const rules = await desk.database.query<{ rules: string }>('SELECT rules FROM policy ORDER BY position');
    const both = rulesAfter(packText, nextDay);
    expect(rules.map((row) => row.rules)).toEqual([packText, both, both, packText]);
  });

  it('is not one that was withdrawn, though its time has come', async () => {
    await desk.ingestor('a').activatePolicy(packText);
    const proposalId = await desk.propose(milder);
    await desk.approve(proposalId);
    const withdrawn = (): Promise<boolean> =>
      withSession(desk.dataSource, (session) => session.transaction((tx) => withdrawProposal(tx, proposalId, 'b')));
    expect([await withdrawn(), await withdrawn()]).toEqual([true, false]);
    expect(await withSession(desk.dataSource, activateDue)).toEqual([]);
    await desk.database.query(`INSERT INTO policy_pack VALUES ('milder', now(), $1)`, [milder]);
    const byHand = `INSERT INTO policy_activation (position, version, recorded_at, effective_from, proposal_id, notify)
      VALUES (1, 'milder', now(), now(), $1, false)`;
    await expect(desk.database.query(byHand, [proposalId])).rejects.toThrow(/was withdrawn/);
    // Proposed once more, it may come; once it is in force it can't be withdrawn.
    const again = await desk.propose(milder);
    await desk.approve(again);
    expect(await withSession(desk.dataSource, activateDue)).toEqual([{ version: 'milder', proposalId: again }]);
    const late = (session: Session): Promise<boolean> => session.transaction((tx) => withdrawProposal(tx, again, 'b'));
    expect(await withSession(desk.dataSource, late)).toBe(false);
  });

  it('judges by itself whoever is met before their turn, and says that it was the pack', async () => {
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, customers(ids));
    const [eve = ''] = ids;
    await desk.take(ingestor, [promoted(eve, 200, exchangeOf('ETH'))]);
    await desk.activate(milder);
    await desk.take(ingestor, [used(eve, 300, custodyOf('BTC')), promoted(eve, 301, exchangeOf('ETH'), 'again')]);
    expect((await facts()).map(({ cause, version }) => [cause, version])).toEqual([
      [null, policy.version],
      ['POLICY', 'milder'],
      [null, 'milder'],
    ]);
    await desk.fanOut();
    expect(await desk.differences(readPolicy(milder))).toEqual([]);
  });

  it('is worked off once more where another version of the judge was at work, one incident and quiet', async () => {
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    expect(await ingestor.takeOver()).toBe(false);
    await desk.take(ingestor, customers(ids));
    await desk.take(
      ingestor,
      ids.map((id, i) => promoted(id, 200 + i, exchangeOf('ETH'))),
    );
    const before = (await facts()).length;
    // As an older one left it: no judge noted, states without fields of today, another verdict, and none where one is due.
    const [first = '', second = '', third = ''] = ids;
    await desk.database.query('DELETE FROM judge_change');
    await desk.database.query(`UPDATE client SET state = ((state::jsonb - 'contacts') || '{"entries": []}')::text`);
    await desk.database.query(
      `UPDATE alert SET verdict = 'NEEDS_REVIEW', severity = 'low',
              view = (view::jsonb || '{"verdict": "NEEDS_REVIEW", "row": 15, "severity": "low"}')::text
        WHERE client_id = $1`,
      [first],
    );
    await desk.database.query('DELETE FROM alert WHERE client_id = $1', [second]);
    expect(await desk.differences()).not.toEqual([]);

    const upgraded = desk.ingestor('b');
    expect([await upgraded.takeOver(), await upgraded.takeOver()]).toEqual([true, false]);
    // One of them is met before their turn.
    await desk.take(upgraded, [used(third, 300, custodyOf('BTC'))]);
    await desk.fanOut(3);
    expect(await desk.differences()).toEqual([]);
    const changes = (await facts()).slice(before);
    expect(changes.map(({ cause }) => cause)).toEqual(['POLICY', 'POLICY']);
    const incidents = await desk.database.query(`SELECT key FROM incident WHERE kind = 'POLICY'`);
    expect(incidents).toEqual([{ key: `judge/${JUDGE_VERSION}` }]);
    const activations = await withSession(desk.dataSource, ({ sql }) => activationsSince(sql, 0));
    expect(activations.map(({ version, notify }) => [version, notify])).toEqual(Array(2).fill([policy.version, false]));
  });

  it('under live ingest, again and again, leaves what judging from scratch by the last one gives', async () => {
    let activated = 0;
    const tell = async ({ stream, lanes, activations, chunk }: Story) => {
      await desk.clear();
      await desk.ingestor('start').activatePolicy(packText);
      let inForce = packText;
      let taken = 0;
      let arriving = true;
      const ingesting = [0, 1].map(async (lane) => {
        const ingestor = desk.ingestor(`ingest-${lane}`);
        for (const [i, event] of stream.entries()) {
          if (lanes[i % lanes.length] !== lane) continue;
          await desk.take(ingestor, [asEvent(event)], lane);
          taken += 1;
        }
      });
      const adopting = (async () => {
        for (const { pack, after } of activations) {
          while (arriving && taken < after) await new Promise((resolve) => setTimeout(resolve, 1));
          const next = packs[pack] ?? packText;
          inForce = rulesAfter(inForce, next);
          activated += await desk.activate(next);
        }
      })();
      const judging = (async () => {
        while (arriving) {
          await desk.fanOut(chunk, () => !arriving);
          await new Promise((resolve) => setTimeout(resolve, 3));
        }
      })();
      await Promise.all(ingesting).finally(() => {
        arriving = false;
      });
      await Promise.all([adopting, judging]);
      await desk.fanOut(chunk);
      expect(await desk.differences(readPolicy(inForce))).toEqual([]);
    };
    let last = Promise.resolve();
    await fc.assert(
      fc.asyncProperty(stories, (story) => (last = tell(story))),
      { numRuns: amount(30, 5_000) },
    );
    await last;
    expect(activated).toBeGreaterThan(0);
  });
});
