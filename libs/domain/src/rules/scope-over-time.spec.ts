import { parseWhen } from '../time/when.js';
import { judgeClients, partitionEvents } from './book.js';
import { asked, closed, mailed, narrowed, offer, onboarded, reopened, USD } from './facts.testkit.js';
import { scopeOverTime } from './scope-over-time.js';
import { recorded, shippedPolicy, type Unrecorded } from './stream.testkit.js';

const policy = shippedPolicy();

/** What was in the scope of the one client: of which request, until when, and whether originally. */
function ranges(facts: readonly Unrecorded[], at = '2026-06-01T00:00:00Z'): string[] {
  const [judged] = judgeClients(partitionEvents(recorded(facts)), policy).values();
  const when = parseWhen(at);
  if (judged === undefined || when === null) throw new Error('There is no client, or no time.');
  return scopeOverTime(judged.state, when, policy).map(({ entry, until, original }) =>
    [entry.requestId, until === null ? 'still' : new Date(until.from).toISOString().slice(0, 10), original].join(' '),
  );
}
const later = (more: object = {}) => asked(more, '2026-02-20T10:00:00Z', 'r2');

describe('the scope over time', () => {
  it('holds what was asked for from then on, and says what belongs to the first request', () => {
    expect(ranges([onboarded(), asked(), later({ offers: [offer('ADVICE')] })])).toEqual([
      'r1 still true',
      'r2 still false',
    ]);
  });

  it('keeps what was ended since, with the time', () => {
    expect(ranges([onboarded(), asked(), narrowed({ requestId: 'r1' }, '2026-02-01T10:00:00Z')])).toEqual([
      'r1 2026-02-01 true',
    ]);
    expect(ranges([onboarded(), asked(), closed()])).toEqual(['r1 2026-02-01 true']);
  });

  it('begins anew with the first request after a closing', () => {
    expect(ranges([onboarded(), asked(), closed(), reopened(), later({ offers: [offer('CUSTODY', USD)] })])).toEqual([
      'r1 2026-02-01 true',
      'r2 still true',
    ]);
  });

  it('has nothing of what came later, nor of what the firm had solicited', () => {
    expect(ranges([onboarded(), asked()], '2026-01-01')).toEqual([]);
    expect(ranges([onboarded(), mailed({}, '2026-01-02T10:00:00Z'), asked()])).toEqual([]);
  });
});
