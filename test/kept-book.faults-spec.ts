import fc from 'fast-check';
import type { Policy } from '#domain';
import { arrivals, tell, type Arrival } from '../libs/ingest/src/kept-book.testkit';
import {
  lives,
  PAIRS,
  shippedPolicy,
  streams,
  streamsWith,
  successivePolicies,
  type Unrecorded,
} from '../libs/domain/src/rules/stream.testkit';

const VERDICTS = 200_000;
jest.setTimeout(3_600_000);

const policies = fc.constantFrom(shippedPolicy(), successivePolicies());

describe('what is kept of many books', () => {
  it(`is what judging all from nothing gives, over ${VERDICTS} verdicts with every two types of facts in every order`, () => {
    let verdicts = 0;
    let appended = 0;
    const holds = (stream: readonly Unrecorded[], arrival: Arrival, policy: Policy): void => {
      const book = tell(stream, arrival, policy);
      verdicts += book.verdicts;
      appended += book.appended;
      expect(book.differences()).toEqual([]);
    };
    while (verdicts < VERDICTS) {
      for (const pair of PAIRS) fc.assert(fc.property(streamsWith(pair), arrivals, policies, holds), { numRuns: 1 });
      fc.assert(fc.property(fc.oneof(streams, lives), arrivals, policies, holds), { numRuns: 2_500 });
    }
    expect(appended).toBeGreaterThan(VERDICTS / 20);
  });
});
