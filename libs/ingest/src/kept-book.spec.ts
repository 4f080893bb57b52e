import fc from 'fast-check';
import {
  lives,
  PAIRS,
  shippedPolicy,
  streams,
  streamsWith,
  successivePolicies,
} from '../../domain/src/rules/stream.testkit.js';
import { arrivals, tell } from './kept-book.testkit.js';

const policies = fc.constantFrom(shippedPolicy(), successivePolicies());

describe('what is kept of a book', () => {
  it('is what judging all from nothing gives, however it arrives', () => {
    let appended = 0;
    fc.assert(
      fc.property(fc.oneof(streams, lives, lives), arrivals, policies, (stream, arrival, policy) => {
        const book = tell(stream, arrival, policy);
        appended += book.appended;
        expect(book.differences()).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(appended).toBeGreaterThan(20);
  });

  it('is so for any two types of facts, whichever comes first', () => {
    // Each two types once; in every order of their times where it takes longer.
    for (const pair of PAIRS.filter((_, i) => i % 4 === Math.floor(i / 4) % 4)) {
      const holds = fc.property(streamsWith(pair), arrivals, policies, (stream, arrival, policy) => {
        expect(tell(stream, arrival, policy).differences()).toEqual([]);
      });
      fc.assert(holds, { numRuns: 1 });
    }
  });
});
