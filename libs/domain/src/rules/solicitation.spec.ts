import { given, type Facts } from './given.testkit.js';
import {
  asked,
  authorised,
  closed,
  enabled,
  launched,
  mailed,
  moved,
  offer,
  onboarded,
  published,
  reopened,
  retracted,
  rewarded,
  rolledOut,
  USD,
} from './facts.testkit.js';

const EARLIER = '2026-01-05T10:00:00Z';
const dollars = { offers: [offer('CUSTODY', USD)] };
const advice = { offers: [offer('ADVICE')] };
const later = (more: object = {}) => asked(more, '2026-02-20T10:00:00Z', 'r2');

/** A first request after this, in the ClientMerges: solicited, not, or for a person. */
const afterIt = (...facts: Facts) => given(onboarded(), ...facts).when(asked());

describe('the firm solicits', () => {
  it.each(['FIRM', 'CLOSE_LINK', 'AFFILIATE', 'INFLUENCER', 'AGENT'])(
    'by itself and by whoever acts for it: %s',
    (actor) => {
      afterIt(mailed({ actor }, EARLIER)).thenRaises(6, 'DEFEATS_61_1', { because: ['m'] });
    },
  );
  it('by whom it pays, and not by a stranger', () => {
    afterIt(mailed({ actor: 'INDEPENDENT', remunerated: true }, EARLIER)).thenRaises(6, 'DEFEATS_61_1');
    afterIt(mailed({ actor: 'INDEPENDENT' }, EARLIER)).thenRaises(8, 'CLIENT_INITIATED');
  });
  it.each(['EMAIL', 'PHONE', 'SOCIAL', 'EVENT', 'WEB', 'APP_STORE'])('by whatever means: %s', (channel) => {
    afterIt(mailed({ channel }, EARLIER)).thenRaises(6, 'DEFEATS_61_1');
  });
  it('by what is educational once it links to the platform, and not before', () => {
    afterIt(mailed({ content: 'EDUCATIONAL', linksToPlatform: true }, EARLIER)).thenRaises(6, 'DEFEATS_61_1');
    afterIt(mailed({ content: 'EDUCATIONAL' }, EARLIER)).thenRaises(8, 'CLIENT_INITIATED');
  });
  it('perhaps by an operational message that links to offers, and not by one that offers nothing', () => {
    const linking = { content: 'OPERATIONAL', linksToPlatform: true };
    afterIt(mailed(linking, EARLIER)).thenRaises(15, 'NEEDS_REVIEW');
    afterIt(mailed({ ...linking, offers: [] }, EARLIER)).thenRaises(8, 'CLIENT_INITIATED');
  });
  it('by a message that bounced: it was attempted', () => {
    afterIt(mailed({ delivery: 'BOUNCED' }, EARLIER)).thenRaises(6, 'DEFEATS_61_1');
  });
  it('by a reply to what nobody had asked', () => {
    afterIt(mailed({ content: 'RESPONSE', requestId: 'r0' }, EARLIER)).thenRaises(6, 'DEFEATS_61_1');
  });
  it('by what it enables visibly, unless the client did; and not by what nobody sees', () => {
    const shown = { visible: true };
    afterIt(enabled(shown, EARLIER)).thenRaises(6, 'DEFEATS_61_1');
    afterIt(enabled({ ...shown, enabledBy: 'SYSTEM' }, EARLIER)).thenRaises(6, 'DEFEATS_61_1');
    afterIt(enabled({ ...shown, enabledBy: 'CLIENT' }, EARLIER)).thenRaises(8, 'CLIENT_INITIATED');
    afterIt(enabled({}, EARLIER)).thenRaises(8, 'CLIENT_INITIATED');
  });
  it('not by a roll-out that nobody sees', () => {
    given(onboarded(), asked(advice), rolledOut())
      .when(asked({}, '2026-03-02T10:00:00Z', 'r2'))
      .thenRaises(8, 'CLIENT_INITIATED');
  });
  it('with what it is authorised for, too: what is asked for after the authorisation is not the client’s own', () => {
    const ofE = [authorised({}, '2026-01-01T00:00:00Z'), mailed({}, EARLIER)];
    given(onboarded(), ...ofE)
      .when(asked({ entityId: 'F' }))
      .thenRaises(6, 'DEFEATS_61_1', { because: ['m'] });
  });
});

describe('the firm does not solicit', () => {
  it('by answering a request of the client’s own', () => {
    const reply = mailed({ content: 'RESPONSE', requestId: 'r1' }, '2026-01-11T10:00:00Z');
    given(onboarded(), asked(), reply).when(later()).thenRaises(8, 'CLIENT_INITIATED');
  });
  it('by an offer in the context of the original transaction', () => {
    const follow = mailed({ requestId: 'r1' }, '2026-01-11T10:00:00Z');
    given(onboarded(), asked(), follow).when(later()).thenRaises(8, 'CLIENT_INITIATED');
    given(onboarded(), asked(), mailed({}, '2026-01-11T10:00:00Z')).when(later()).thenRaises(9, 'CONTAMINATED_REQUEST');
  });
  it('by what it shows of a service that is in scope', () => {
    const shown = enabled({ visible: true }, '2026-01-11T10:00:00Z');
    given(onboarded(), asked(), shown).when(later()).thenRaises(8, 'CLIENT_INITIATED');
  });
  it('by what was retracted', () => {
    afterIt(mailed({}, EARLIER), retracted('m')).thenRaises(8, 'CLIENT_INITIATED');
  });
});

describe('a solicitation counts', () => {
  it('offer by offer', () => {
    given(onboarded(), asked(advice), mailed(dollars, '2026-02-01T10:00:00Z'))
      .when(later())
      .thenRaises(8, 'CLIENT_INITIATED');
  });
  it('against requests to every firm of the group', () => {
    afterIt(mailed({ entityId: 'F' }, EARLIER)).thenRaises(6, 'DEFEATS_61_1');
  });
  it('however long ago, and beyond a closing', () => {
    given(onboarded(), mailed({}, '2025-01-05T10:00:00Z'), closed(), reopened())
      .when(later())
      .thenRaises(6, 'DEFEATS_61_1');
  });
  it('for a person, where it reached the client outside the perimeter', () => {
    given(onboarded({ country: 'CH' }), mailed({}, EARLIER), moved('DE', '2026-01-07T00:00:00Z'))
      .when(asked())
      .thenRaises(15, 'NEEDS_REVIEW');
  });
});

describe('a reward for a referral', () => {
  it('that was planned solicits, at the referral', () => {
    afterIt(rewarded({}, '2026-01-10T10:00:00Z')).thenRaises(6, 'DEFEATS_61_1', { because: ['rw'] });
    afterIt(rewarded({}, '2026-01-10T10:00:01Z')).thenRaises(8, 'CLIENT_INITIATED');
  });
  it('that was promised solicits from the promise on', () => {
    const promised = { planned: false, promisedAt: '2026-01-10T09:00:00Z' };
    afterIt(rewarded(promised, '2026-02-01T10:00:00Z')).thenRaises(6, 'DEFEATS_61_1');
  });
  it('that was neither is for a person', () => {
    afterIt(rewarded({ planned: false })).thenRaises(15, 'NEEDS_REVIEW');
  });
});

describe('a surface with marketing copy', () => {
  it('solicits whoever lives in a country that it targets and does not block', () => {
    afterIt(published()).thenRaises(6, 'DEFEATS_61_1', { because: ['su'] });
    afterIt(published({ targets: ['FR'] })).thenRaises(8, 'CLIENT_INITIATED');
    afterIt(published({ geoBlocked: ['DE'] })).thenRaises(8, 'CLIENT_INITIATED');
  });
  it('solicits nobody without copy, and nobody where it targets nothing', () => {
    afterIt(published({ marketingCopy: false })).thenRaises(8, 'CLIENT_INITIATED');
    afterIt(published({ targets: [] })).thenRaises(8, 'CLIENT_INITIATED');
  });
  it('solicits from the moment it is up, until it is taken down', () => {
    afterIt(published({}, '2026-01-10T10:00:01Z')).thenRaises(8, 'CLIENT_INITIATED');
    const untilTheMove = published({ until: '2026-01-06T00:00:00Z' });
    given(onboarded({ country: 'FR' }), moved('DE', '2026-01-06T00:00:00Z'), untilTheMove)
      .when(asked())
      .thenRaises(8, 'CLIENT_INITIATED');
    given(onboarded({ country: 'FR' }), moved('DE', '2026-01-05T23:59:59Z'), untilTheMove)
      .when(asked())
      .thenRaises(6, 'DEFEATS_61_1');
  });
  it('ends what was said of the same surface before', () => {
    const blocked = { ...published({ geoBlocked: ['DE'] }, '2026-01-06T00:00:00Z'), id: 'su2' };
    given(onboarded({ country: 'FR' }), moved('DE', '2026-01-07T00:00:00Z'), published(), blocked)
      .when(asked())
      .thenRaises(8, 'CLIENT_INITIATED');
  });
});

describe('a broad campaign', () => {
  const broad = (audience: object, more: object = {}) =>
    launched(audience, { channel: 'DISPLAY_AD', ...more }, '2025-12-01T10:00:00Z');

  it('may have solicited whoever lived where it ran', () => {
    afterIt(broad({ countries: ['DE'] })).thenRaises(15, 'NEEDS_REVIEW');
    afterIt(broad({ countries: ['FR'] })).thenRaises(8, 'CLIENT_INITIATED');
    afterIt(broad({ everyone: true, excludeCountries: ['DE'] })).thenRaises(8, 'CLIENT_INITIATED');
  });
  it('solicits only with what it promotes', () => {
    afterIt(broad({ countries: ['DE'] }, { content: 'EDUCATIONAL' })).thenRaises(8, 'CLIENT_INITIATED');
  });
});
