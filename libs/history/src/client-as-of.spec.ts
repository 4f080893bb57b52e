import fc from 'fast-check';
import { canonicalJson, judgeBook, parseWhen, partitionEvents, surelyAfter, type Judgement } from '#domain';
import { recorded, shippedPolicy, streams } from '../../domain/src/rules/stream.testkit.js';
import { SharedFacts, unretractedFacts, asOf, judgeClient } from '#judging';

const policy = shippedPolicy();
const TIMES = ['2025-03-01', '2026-01-01T12:00:00Z', '2026-01-11', '2026-02-01T00:00:00Z', '2027-01-01'];

const said = (judgements: readonly Judgement[]): string[] =>
  judgements.map((j) => canonicalJson([j.entityId, j.act.identity, j.offer, j.verdict, j.row, j.reasons])).sort();

describe('a client as true on D, as known on K', () => {
  it('has the verdicts of a book that ends with the first K facts, on the acts up to D', () => {
    fc.assert(
      fc.property(streams, fc.nat({ max: 25 }), fc.constantFrom(...TIMES), (stream, k, day) => {
        const known = recorded(stream).slice(0, k);
        const d = parseWhen(day);
        if (d === null) throw new Error(day);
        const naive = judgeBook(known, policy).filter((j) => !surelyAfter(j.act.when, d));
        const shared = SharedFacts.of(known);
        const facts = unretractedFacts(known, shared);
        for (const id of ['a', 'b', 'c']) {
          const survivor = shared.clientMerges.survivorOf(id);
          const judged = judgeClient(survivor, facts.get(survivor) ?? [], shared, policy);
          const seen = asOf(judged, d, policy);
          // Who stands in no fact and no audience is in no book, but a campaign to everyone may mean them all the same.
          if (
            !partitionEvents(known).clientFacts.some(
              (f) => shared.clientMerges.survivorOf(f.data.clientId) === survivor,
            )
          )
            continue;
          expect(said(seen.verdicts)).toEqual(said(naive.filter((j) => j.clientId === survivor)));
          const alerting = naive.filter((j) => j.clientId === survivor && j.severity !== null);
          expect(seen.alerts.size > 0).toBe(alerting.length > 0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
