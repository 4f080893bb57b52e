import fc from 'fast-check';
import { catalogueOf, clientIdsOf, judgeBook, partitionEvents } from './book.js';
import { alertsOf } from '../alerts/alert.js';
import { canAppend } from './appending.js';
import { append, judge } from './judge-timeline.js';
import { isPlain } from '../client/client-facts.js';
import type { ClientFact } from '../event-register.js';
import type { ClientState } from '../client/client-state.js';
import type { EventType } from '../event.js';
import type { Judgement } from './judgement.js';
import { canonicalJson } from '../assets/offer.js';
import type { Policy } from '../policy/policy.js';
import {
  lives,
  pairName,
  PAIRS,
  pairsIn,
  recorded,
  shippedPolicy,
  startOf,
  streams,
  streamsWith,
  successivePolicies,
  type Unrecorded,
} from './stream.testkit.js';
import { isRetracted, retractedBy, unretractedMerges, mergeClients } from '../client/client-merges.js';

const policy = shippedPolicy();
const policies = fc.constantFrom(policy, policy, successivePolicies());

const said = (judgements: readonly Judgement[]): string[] =>
  judgements
    .map((j) =>
      canonicalJson([
        j.clientId,
        j.entityId,
        j.act.identity,
        j.offer,
        j.verdict,
        j.row,
        j.newService,
        j.newAssetType,
        j.severity,
        j.policyVersion,
        j.reasons,
      ]),
    )
    .sort();

describe('judging a book', () => {
  it('gives the same whatever the order in which the recorded facts are read', () => {
    fc.assert(
      fc.property(streams, policies, fc.infiniteStream(fc.nat()), (stream, by, random) => {
        const events = recorded(stream);
        const shuffled = events
          .map((event) => ({ event, key: Number(random.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        expect(said(judgeBook(shuffled, by))).toEqual(said(judgeBook(events, by)));
      }),
      { numRuns: 120 },
    );
  });

  it('judges every offer of every act once', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const keys = judgeBook(recorded(stream), policy).map((j) =>
          canonicalJson([j.clientId, j.entityId, j.act.identity, j.offer]),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 100 },
    );
  });
});

const PLAIN: readonly EventType[] = [
  'account.opened.v1',
  'account.closed.v1',
  'account.service-enabled.v1',
  'account.service-disabled.v1',
  'account.service-used.v1',
  'marketing.contacted.v1',
];

/** After all else, days among instants, so that most of them differ and some are equal or open with one another. */
const LATE = ['2027-01-05T09:00:00Z', '2027-01-05', '2027-01-05T12:00:00Z', '2027-01-07T08:00:00Z', '2027-01-09'];
const lateTime = fc.oneof(
  fc.constantFrom(...LATE),
  fc.integer({ min: 0, max: 20_000_000 }).map((s) => new Date(Date.UTC(2027, 0, 1) + s * 1000).toISOString()),
);

/** Streams whose plain acts lie after all else and are recorded in any order. */
const plainActsLater = fc.tuple(streams, streams, fc.infiniteStream(lateTime)).map(([some, more, times]) => {
  const stream = [...some, ...more].map((t, i): Unrecorded => ({ ...t, id: `e${i}` }));
  const later = (t: Unrecorded): Unrecorded => ({ ...t, data: { ...t.data, effectiveAt: String(times.next().value) } });
  return [...stream.filter((t) => !PLAIN.includes(t.type)), ...stream.filter((t) => PLAIN.includes(t.type)).map(later)];
});

/** Where facts are cut. */
const cuts = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 4 });

/** Where one client's facts are cut, and that they are folded and added in these parts, one after the other. */
type CutsOf = (facts: readonly ClientFact[]) => readonly number[];

/**
 * Folds every client's facts up to the first cut, and adds one part after the other, as far as they can be added; where they
 * can't, all up to there is folded anew. After each part the state, the verdicts and the alerts must be those of folding all
 * up to there from nothing. @returns how often parts were added
 */
function foldInParts(stream: readonly Unrecorded[], policy: Policy, cutsOf: CutsOf) {
  const counts = { appended: 0, late: 0 };
  const sorted = partitionEvents(recorded(stream));
  const retracted = retractedBy(sorted.retractions);
  const clientMerges = mergeClients(unretractedMerges(sorted.merges, retracted));
  const catalogue = catalogueOf(sorted.catalogueEvents, retracted);
  for (const clientId of new Set([...clientIdsOf(sorted)].map((id) => clientMerges.survivorOf(id)))) {
    const members = clientMerges.membersOf(clientId);
    const facts = sorted.clientFacts
      .filter((f) => clientMerges.survivorOf(f.data.clientId) === clientId && !isRetracted(f, retracted, clientMerges))
      .sort((a, b) => a.position - b.position);
    const cuts = [...new Set([...cutsOf(facts), facts.length])]
      .filter((cut) => cut <= facts.length)
      .sort((a, b) => a - b);
    const [start = 0, ...ends] = cuts;
    let from = start;
    let kept = judge(clientId, members, facts.slice(0, from), catalogue, policy);
    for (const end of ends) {
      const part = facts.slice(from, end);
      from = end;
      const whole = judge(clientId, members, facts.slice(0, end), catalogue, policy);
      const stored = JSON.parse(JSON.stringify(kept.state)) as ClientState;
      if (!canAppend(stored, part, catalogue, policy)) {
        kept = whole;
        continue;
      }
      counts.appended += 1;
      if (part.some((fact) => fact.when.from <= stored.lastTo)) counts.late += 1;
      const before = alertsOf(kept.judgements, policy);
      const added = append(stored, part, catalogue, policy);
      kept = { state: stored, judgements: [...kept.judgements, ...added] };
      expectSame(said(kept.judgements), said(whole.judgements));
      expectSame(comparable(stored), comparable(whole.state));
      const alerts = Object.fromEntries([...before, ...alertsOf(added, policy, before)]);
      expectSame(alerts, Object.fromEntries(alertsOf(whole.judgements, policy)));
    }
  }
  return counts;
}

/** References gather in the order of arrival, and mean the same in any. */
const comparable = (state: ClientState): ClientState => ({ ...state, refs: [...state.refs].sort() });

/** That two values are one as JSON, in whatever order their fields stand: mostly in the same, which is soon seen. */
function expectSame(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(canonicalJson(actual)).toBe(canonicalJson(expected));
}

describe('the incremental fold', () => {
  it('equals the fold from nothing, wherever the facts are cut', () => {
    let appended = 0;
    fc.assert(
      fc.property(fc.oneof(streams, lives), policies, cuts, (stream, by, where) => {
        // Recorded in the order of time, as most of what can be appended is.
        appended += foldInParts(
          [...stream].sort((a, b) => startOf(a) - startOf(b)),
          by,
          () => where,
        ).appended;
      }),
      { numRuns: 250 },
    );
    // The property says nothing where nothing was ever appended.
    expect(appended).toBeGreaterThan(20);
  });

  it('equals it, too, where plain acts come late', () => {
    let late = 0;
    fc.assert(
      fc.property(plainActsLater, policies, fc.nat({ max: 6 }), (stream, by, acts) => {
        // The last of those recorded, as far as they are plain.
        late += foldInParts(stream, by, (facts) => {
          const first = Math.max(facts.findLastIndex((f) => !isPlain(f)) + 1, facts.length - acts);
          return [first, first + 2, first + 3];
        }).late;
      }),
      { numRuns: 250 },
    );
    expect(late).toBeGreaterThan(20);
  });

  it('equals it for any two types of facts, recorded either way round, in every order of their times', () => {
    const met = new Set<string>();
    for (const pair of PAIRS) {
      const note = (stream: readonly Unrecorded[], by: Policy, where: readonly number[]): void => {
        for (const held of pairsIn(stream)) met.add(pairName(held));
        foldInParts(stream, by, () => where);
      };
      fc.assert(fc.property(streamsWith(pair), policies, cuts, note), { numRuns: 1 });
    }
    expect(PAIRS.map(pairName).filter((name) => !met.has(name))).toEqual([]);
  });

  it('takes one frozen use for another only by what may stand between the two', () => {
    const use = (id: string, on: string): Unrecorded => ({
      id,
      type: 'account.service-used.v1',
      data: { clientId: 'a', entityId: 'E', accountId: 'k', offer: { service: 'CUSTODY' }, effectiveAt: on },
    });
    const ended = (id: string, type: EventType, on: string, more: object = {}): Unrecorded => ({
      id,
      type,
      data: { clientId: 'a', entityId: 'E', effectiveAt: on, ...more },
    });
    const abroad: Unrecorded = {
      id: 'on',
      type: 'client.onboarded.v1',
      data: { clientId: 'a', entityId: 'E', kind: 'NATURAL', country: 'CH', effectiveAt: '2025-02-01' },
    };
    const uses = [use('u1', '2025-03-01T00:00:00Z'), use('u2', '2025-03-02T00:00:00Z')];
    for (const end of [
      ended('n', 'client.narrowed.v1', '2025-03-10T00:00:00Z', { offers: [{ service: 'ADVICE' }] }),
      ended('n', 'client.narrowed.v1', '2025-03-10', { requestId: 'nobody' }),
      ended('x', 'relationship.closed.v1', '2025-03-10T00:00:00Z'),
    ]) {
      const counts = foldInParts([abroad, ...uses, end, use('u3', '2025-03-11T00:00:00Z')], policy, () => [1, 2, 3, 4]);
      expect(counts.appended).toBe(4);
    }
  });
});
