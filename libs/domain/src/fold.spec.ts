import fc from 'fast-check';
import { judgeBook, judgeClients, sortOut, catalogueOf } from './book.js';
import { append, canAppend, judge } from './fold.js';
import type { Judgement } from './judgement.js';
import { canonicalJson } from './offer.js';
import { recorded, shippedPolicy, startOf, streams } from './stream.testkit.js';
import { isRetracted, retractedBy, standingMerges, unite } from './union.js';

const policy = shippedPolicy();

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
        j.reasons,
      ]),
    )
    .sort();

describe('judging a book', () => {
  it('gives the same whatever the order in which the recorded facts are read', () => {
    fc.assert(
      fc.property(streams, fc.infiniteStream(fc.nat()), (told, random) => {
        const events = recorded(told);
        const shuffled = events
          .map((event) => ({ event, key: Number(random.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        expect(said(judgeBook(shuffled, policy))).toEqual(said(judgeBook(events, policy)));
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

describe('the incremental fold', () => {
  it('equals the fold from nothing, wherever the facts are cut', () => {
    let appended = 0;
    fc.assert(
      fc.property(streams, fc.nat({ max: 24 }), (told, cut) => {
        // Recorded in the order of time, as what can be appended is.
        const sorted = sortOut(recorded([...told].sort((a, b) => startOf(a) - startOf(b))));
        const retracted = retractedBy(sorted.retractions);
        const union = unite(standingMerges(sorted.merges, retracted));
        const catalogue = catalogueOf(sorted.catalogueEvents, retracted);
        for (const [clientId, whole] of judgeClients(sorted, policy)) {
          const members = union.membersOf(clientId);
          const facts = sorted.clientFacts
            .filter((f) => union.survivorOf(f.data.clientId) === clientId && !isRetracted(f, retracted, union))
            .sort((a, b) => a.seq - b.seq);
          const head = facts.slice(0, cut);
          const tail = facts.slice(cut);
          const { state, judgements } = judge(clientId, members, head, catalogue, policy);
          const stored = JSON.parse(JSON.stringify(state)) as typeof state;
          if (tail.length === 0 || !canAppend(stored, tail, catalogue)) continue;
          appended += 1;
          const added = append(stored, tail, catalogue, policy);
          expect(said([...judgements, ...added])).toEqual(said(whole.judgements));
          const comparable = (s: typeof state): string => canonicalJson({ ...s, refs: [...s.refs].sort() });
          expect(comparable(stored)).toBe(comparable(whole.state));
        }
      }),
      { numRuns: 2000 },
    );
    // The property says nothing where nothing was ever appended.
    expect(appended).toBeGreaterThan(100);
  });
});
