import fc from 'fast-check';
import { judgeBook, judgeClients, sortOut, catalogueOf } from './book.js';
import { alertsOf } from './alert.js';
import { canAppend } from './appending.js';
import { append, judge } from './fold.js';
import { isPlain, type ClientFact } from './client-facts.js';
import type { EventType } from './event.js';
import type { Judgement } from './judgement.js';
import { canonicalJson } from './offer.js';
import type { Policy } from './policy.js';
import { recorded, shippedPolicy, startOf, streams, successivePolicies, type Told } from './stream.testkit.js';
import { isRetracted, retractedBy, standingMerges, unite } from './union.js';

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
      fc.property(streams, policies, fc.infiniteStream(fc.nat()), (told, by, random) => {
        const events = recorded(told);
        const shuffled = events
          .map((event) => ({ event, key: Number(random.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        expect(said(judgeBook(shuffled, by))).toEqual(said(judgeBook(events, by)));
      }),
      { numRuns: 400 },
    );
  });

  it('judges every offer of every act once', () => {
    fc.assert(
      fc.property(streams, (told) => {
        const keys = judgeBook(recorded(told), policy).map((j) =>
          canonicalJson([j.clientId, j.entityId, j.act.identity, j.offer]),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 200 },
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
  const told = [...some, ...more].map((t, i): Told => ({ ...t, id: `e${i}` }));
  const later = (t: Told): Told => ({ ...t, data: { ...t.data, effectiveAt: String(times.next().value) } });
  return [...told.filter((t) => !PLAIN.includes(t.type)), ...told.filter((t) => PLAIN.includes(t.type)).map(later)];
});

/** Cuts every client's facts in two, folds the first part and adds the second. @returns how often that could be done */
function foldInTwo(told: readonly Told[], policy: Policy, cutOf: (facts: readonly ClientFact[]) => number) {
  const counts = { appended: 0, late: 0 };
  const sorted = sortOut(recorded(told));
  const retracted = retractedBy(sorted.retractions);
  const union = unite(standingMerges(sorted.merges, retracted));
  const catalogue = catalogueOf(sorted.catalogueEvents, retracted);
  for (const [clientId, whole] of judgeClients(sorted, policy)) {
    const members = union.membersOf(clientId);
    const facts = sorted.clientFacts
      .filter((f) => union.survivorOf(f.data.clientId) === clientId && !isRetracted(f, retracted, union))
      .sort((a, b) => a.seq - b.seq);
    const cut = cutOf(facts);
    const tail = facts.slice(cut);
    const { state, judgements } = judge(clientId, members, facts.slice(0, cut), catalogue, policy);
    const stored = JSON.parse(JSON.stringify(state)) as typeof state;
    if (tail.length === 0 || !canAppend(stored, tail, catalogue, policy)) continue;
    counts.appended += 1;
    if (tail.some((fact) => fact.when.from <= stored.lastTo)) counts.late += 1;
    const before = alertsOf(judgements, policy);
    const added = append(stored, tail, catalogue, policy);
    expect(said([...judgements, ...added])).toEqual(said(whole.judgements));
    const comparable = (s: typeof state): string => canonicalJson({ ...s, refs: [...s.refs].sort() });
    expect(comparable(stored)).toBe(comparable(whole.state));
    const alerts = Object.fromEntries([...before, ...alertsOf(added, policy, before)]);
    expect(canonicalJson(alerts)).toBe(canonicalJson(Object.fromEntries(alertsOf(whole.judgements, policy))));
  }
  return counts;
}

describe('the incremental fold', () => {
  it('equals the fold from nothing, wherever the facts are cut', () => {
    let appended = 0;
    fc.assert(
      fc.property(streams, policies, fc.nat({ max: 24 }), (told, by, cut) => {
        // Recorded in the order of time, as most of what can be appended is.
        appended += foldInTwo(
          [...told].sort((a, b) => startOf(a) - startOf(b)),
          by,
          () => cut,
        ).appended;
      }),
      { numRuns: 2000 },
    );
    // The property says nothing where nothing was ever appended.
    expect(appended).toBeGreaterThan(100);
  });

  it('equals it, too, where plain acts come late', () => {
    let late = 0;
    fc.assert(
      fc.property(plainActsLater, policies, fc.nat({ max: 6 }), (told, by, acts) => {
        // The last of those recorded, as far as they are plain.
        late += foldInTwo(told, by, (facts) =>
          Math.max(facts.findLastIndex((f) => !isPlain(f)) + 1, facts.length - acts),
        ).late;
      }),
      { numRuns: 2000 },
    );
    expect(late).toBeGreaterThan(100);
  });

  it('adds any fact that it says it can add', () => {
    fc.assert(
      fc.property(streams, policies, fc.nat({ max: 24 }), (told, by, cut) => void foldInTwo(told, by, () => cut)),
      { numRuns: 2000 },
    );
  });
});
