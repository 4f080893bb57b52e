import { given } from './given.testkit.js';
import {
  asked,
  authorised,
  closed,
  enabled,
  mailed,
  moved,
  narrowed,
  offer,
  onboarded,
  reopened,
  USD,
  used,
} from './facts.testkit.js';

const dollars = offer('CUSTODY', USD);
const advice = offer('ADVICE');
const later = (more: object = {}, on = '2026-02-20T10:00:00Z') => asked(more, on, 'r2');

describe('what a client asked for is in scope', () => {
  it('from the very time of the request', () => {
    given(onboarded(), asked()).when(used({}, '2026-01-10T10:00:00Z')).thenRaises(10, 'IN_SCOPE');
    given(onboarded(), asked()).when(used({}, '2026-01-10T09:59:59Z')).thenRaises(7, 'NO_BASIS');
  });
  it('pair by pair of service and asset', () => {
    const both = asked({ offers: [offer('CUSTODY'), offer('EXCH_FUNDS', USD)] });
    given(onboarded(), both)
      .when(used({ offer: offer('EXCH_FUNDS', USD) }))
      .thenRaises(10, 'IN_SCOPE');
    given(onboarded(), both)
      .when(used({ offer: dollars }))
      .thenRaises(14, 'SCOPE_DRIFT_UNREQUESTED');
  });
  it('together with all that it asks for later', () => {
    given(onboarded(), asked(), later({ offers: [advice] }))
      .when(used())
      .thenRaises(10, 'IN_SCOPE', { because: ['r1'] });
    given(onboarded(), asked(), later({ offers: [advice] }))
      .when(used({ offer: advice }))
      .thenRaises(10, 'IN_SCOPE', { because: ['r2'] });
  });
  it('of the entity that it asked, and of no other', () => {
    given(onboarded(), asked({ entityId: 'F' }))
      .when(used())
      .thenRaises(7, 'NO_BASIS');
  });
  it('for a person, where it is open whether the request came first', () => {
    given(onboarded(), asked({}, '2026-03-01')).when(used()).thenRaises(15, 'NEEDS_REVIEW');
  });
  it('but not what it asked an authorised entity for', () => {
    given(onboarded(), authorised({ services: ['ADVICE'] }), asked({ offers: [advice] }))
      .when(used())
      .thenRaises(7, 'NO_BASIS');
  });
  it('but not what the firm had solicited', () => {
    given(onboarded(), asked({ offers: [advice] }), mailed({}, '2026-02-01T10:00:00Z'), later())
      .when(used())
      .thenRaises(14, 'SCOPE_DRIFT_UNREQUESTED');
  });
});

describe('a closing ends', () => {
  it('all that was asked for before it, and at its very time', () => {
    given(onboarded(), asked(), closed()).when(used()).thenRaises(7, 'NO_BASIS');
    given(onboarded(), asked(), closed({}, '2026-01-10T10:00:00Z')).when(used()).thenRaises(7, 'NO_BASIS');
  });
  it('nothing of what happened before it', () => {
    given(onboarded(), asked(), closed()).when(used({}, '2026-02-01T09:59:59Z')).thenRaises(10, 'IN_SCOPE');
  });
  it('nothing for the re-opening to bring back', () => {
    given(onboarded(), asked(), closed(), reopened()).when(used()).thenRaises(7, 'NO_BASIS');
  });
  it('not what is asked for while it is closed: that counts once it is re-opened', () => {
    const meanwhile = later({}, '2026-02-05T10:00:00Z');
    given(onboarded(), asked(), closed(), meanwhile, reopened()).when(used()).thenRaises(10, 'IN_SCOPE');
    given(onboarded(), asked(), closed(), meanwhile).when(used()).thenRaises(7, 'NO_BASIS');
  });
  it('nothing of another entity', () => {
    given(onboarded(), asked(), closed({ entityId: 'F' }))
      .when(used())
      .thenRaises(10, 'IN_SCOPE');
  });
  it('perhaps, where it is open whether it came first', () => {
    given(onboarded(), asked(), closed({}, '2026-03-01')).when(used()).thenRaises(15, 'NEEDS_REVIEW');
  });
  it('before the re-opening of the very same time', () => {
    const at = '2026-02-01T10:00:00Z';
    given(onboarded(), reopened(at), closed({}, at), later()).when(used()).thenRaises(10, 'IN_SCOPE');
  });
});

describe('a narrowing ends', () => {
  const both = asked({ offers: [offer('CUSTODY'), advice] });

  it('the request that it names', () => {
    given(onboarded(), asked(), narrowed({ requestId: 'r1' }))
      .when(used())
      .thenRaises(7, 'NO_BASIS');
    given(onboarded(), asked(), narrowed({ requestId: 'r9' }))
      .when(used())
      .thenRaises(10, 'IN_SCOPE');
  });
  it('the offers that it names, and leaves the others', () => {
    given(onboarded(), both, narrowed({ offers: [advice] }))
      .when(used({ offer: advice }))
      .thenRaises(7, 'NO_BASIS');
    given(onboarded(), both, narrowed({ offers: [advice] }))
      .when(used())
      .thenRaises(10, 'IN_SCOPE');
  });
  it('given both, only what fits both', () => {
    const one = narrowed({ requestId: 'r1', offers: [advice] });
    given(onboarded(), both, one).when(used()).thenRaises(10, 'IN_SCOPE');
    given(onboarded(), both, one)
      .when(used({ offer: advice }))
      .thenRaises(7, 'NO_BASIS');
  });
  it('whatever may be meant by what it leaves unknown', () => {
    given(onboarded(), asked(), narrowed({ offers: [{ service: 'CUSTODY' }] }))
      .when(used())
      .thenRaises(7, 'NO_BASIS');
  });
  it('not what is asked for after it', () => {
    given(onboarded(), asked(), narrowed({ requestId: 'r1' }), later())
      .when(used())
      .thenRaises(10, 'IN_SCOPE');
  });
  it('so marketing of it is marketing of something new', () => {
    given(onboarded(), asked(), narrowed({ requestId: 'r1' }))
      .when(mailed())
      .thenRaises(13, 'BREACH_61_2');
  });
});

describe('a wind-down lets a client', () => {
  const windDown = closed({ windDown: true });
  const exit = { purpose: 'EXIT' };

  it('out of what it ended', () => {
    given(onboarded(), asked(), windDown)
      .when(used(exit))
      .thenRaises(5, 'NEUTRAL', { because: ['r1'] });
    given(onboarded(), asked(), windDown).when(enabled(exit)).thenRaises(5, 'NEUTRAL');
  });
  it('not into anything else', () => {
    given(onboarded(), asked(), windDown).when(used()).thenRaises(7, 'NO_BASIS');
    given(onboarded(), asked(), windDown)
      .when(used({ ...exit, offer: advice }))
      .thenRaises(7, 'NO_BASIS');
  });
  it('not out of what was ended before it', () => {
    given(onboarded(), asked(), narrowed({ requestId: 'r1' }, '2026-01-20T10:00:00Z'), windDown)
      .when(used(exit))
      .thenRaises(7, 'NO_BASIS');
  });
  it('only once it has begun', () => {
    given(onboarded(), asked(), windDown).when(used(exit, '2026-02-01T09:59:59Z')).thenRaises(10, 'IN_SCOPE');
  });
});

describe('what was in use outside the perimeter', () => {
  const arrived = [onboarded({ country: 'CH' }), used({}, '2026-01-15T10:00:00Z'), moved('DE', '2026-02-01T00:00:00Z')];
  const after = (more: object = {}) => ({ ...used(more), id: 'u2' });

  it('is frozen as found: a person decides whether it may go on', () => {
    given(...arrived)
      .when(after())
      .thenRaises(15, 'NEEDS_REVIEW', { because: ['u'] });
  });
  it('covers nothing new', () => {
    given(...arrived)
      .when(after({ offer: advice }))
      .thenRaises(14, 'SCOPE_DRIFT_UNREQUESTED');
  });
  it('ends with the relationship', () => {
    given(...arrived, closed({}, '2026-02-10T10:00:00Z'))
      .when(after())
      .thenRaises(7, 'NO_BASIS');
  });
});

describe('at one instant', () => {
  const AT = '2026-03-01T10:00:00Z';

  it('uses and quiet enablements stand after the request, visible ones of the firm before it', () => {
    given(onboarded(), asked({}, AT)).when(used({}, AT)).thenRaises(10, 'IN_SCOPE');
    given(onboarded(), asked({}, AT)).when(enabled({}, AT)).thenRaises(10, 'IN_SCOPE');
    given(onboarded(), asked({}, AT))
      .when(enabled({ visible: true }, AT))
      .thenRaises(7, 'NO_BASIS');
  });
  it('a visible enablement that names the request stands after it', () => {
    given(onboarded(), asked({}, AT))
      .when(enabled({ visible: true, requestId: 'r1' }, AT))
      .thenRaises(8, 'CLIENT_INITIATED');
  });
});
