import fc from 'fast-check';
import { canonicalJson, judge, type ClientState, type Judgement } from '#domain';
import { SharedFacts, unretractedFacts } from '#judging';
import { recorded, shippedPolicy, streams, type Unrecorded } from '../../../domain/src/rules/stream.testkit.js';
import { judgeFromWhereTheyStand } from './judge-planned.js';
import { isPlanned, planOf } from './plan.js';

const policy = shippedPolicy();
const LATER = ['2027-01-01T00:00:00Z', '2027-01-02', '2027-01-02T12:00:00Z'];

const said = (judgements: readonly Judgement[]): string[] =>
  judgements.map((j) => canonicalJson([j.entityId, j.act.identity, j.offer, j.verdict, j.row, j.reasons])).sort();

/** What a stream says, but later than all else and under other names. */
const planned = (stream: readonly Unrecorded[]): Unrecorded[] =>
  stream.map((fact, i) => {
    const time = LATER[i % LATER.length];
    const data = fact.type === 'client.requested.v1' ? { requestedAt: time } : { effectiveAt: time };
    return { ...fact, id: `p${i}`, data: { ...fact.data, ...data } };
  });

describe('what is planned for a client', () => {
  it('is judged, too, where it is a contact on file that is to be told again', () => {
    const offers = [{ service: 'CUSTODY' }];
    const data = {
      contactId: 'm',
      clientId: 'a',
      entityId: 'E',
      actor: 'FIRM',
      channel: 'EMAIL',
      content: 'PROMOTIONAL',
    };
    const mail = (id: string, more: object = {}): Unrecorded => ({
      id,
      type: 'marketing.contacted.v1',
      data: { ...data, offers, effectiveAt: '2026-02-01T12:00:00Z', ...more },
    });
    const past = recorded([mail('sent')]);
    const plan = planOf(
      recorded([mail('again', { delivery: 'BOUNCED' }), mail('another', { offers: [] })]),
      SharedFacts.NONE,
    );
    const facts = [...(unretractedFacts(past, SharedFacts.NONE).get('a') ?? []), ...plan.facts];
    const { judgements } = judge('a', ['a'], facts, plan.sharedFacts.catalogue, policy);
    expect(
      judgements
        .filter((j) => isPlanned(j.act))
        .map((j) => j.act.identity.id)
        .sort(),
    ).toEqual(['another', 'sent']);
  });

  it('is judged from where they stand as it is from their whole timeline', () => {
    let fromWhereTheyStand = 0;
    const plans = fc.tuple(streams, streams);
    fc.assert(
      fc.property(plans, ([past, future]) => {
        const events = recorded(past);
        const sharedFacts = SharedFacts.NONE.with(events);
        const plan = planOf(recorded(planned(future.slice(0, 4))), sharedFacts);
        for (const id of ['a', 'b', 'c']) {
          const { clientMerges, catalogue } = sharedFacts;
          if (clientMerges.survivorOf(id) !== id) continue;
          const onFile = unretractedFacts(events, sharedFacts).get(id) ?? [];
          const { state } = judge(id, clientMerges.membersOf(id), onFile, catalogue, policy);
          const now = { state: JSON.parse(JSON.stringify(state)) as ClientState, sharedPosition: sharedFacts.version };
          const facts = plan.facts.filter((f) => clientMerges.survivorOf(f.data.clientId) === id);
          const quick = judgeFromWhereTheyStand(now, facts, plan, () => false, policy);
          if (quick === null) continue;
          fromWhereTheyStand += quick.length;
          const all = [...onFile, ...(unretractedFacts(facts, plan.sharedFacts).get(id) ?? [])];
          const whole = judge(id, clientMerges.membersOf(id), all, plan.sharedFacts.catalogue, policy).judgements;
          expect(said(quick)).toEqual(said(whole.filter((j) => isPlanned(j.act))));
        }
      }),
      { numRuns: 800 },
    );
    expect(fromWhereTheyStand).toBeGreaterThan(100);
  });
});
