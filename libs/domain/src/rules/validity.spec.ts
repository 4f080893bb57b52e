import { given } from './given.testkit.js';
import {
  asked,
  closed,
  enabled,
  joined,
  launched,
  mailed,
  moved,
  offer,
  onboarded,
  reopened,
  USD,
  used,
} from './facts.testkit.js';

const advice = { offers: [offer('ADVICE')] };
const dollars = { offers: [offer('CUSTODY', USD)] };
const later = (more: object = {}, on = '2026-02-20T10:00:00Z') => asked(more, on, 'r2');
const before = (more: object = {}, on = '2026-01-05T10:00:00Z') => mailed(more, on);

describe('a request is the client’s own exclusive initiative', () => {
  it('where nothing of the firm came before it', () => {
    given(onboarded()).when(asked()).thenRaises(8, 'CLIENT_INITIATED');
  });
  it('whatever the client declares by a box or a clause is looked at by no verdict', () => {
    given(onboarded({ thirdCountryAcknowledgedAt: '2026-01-01' }), before())
      .when(asked({ words: 'I ask for this on my own exclusive initiative.' }))
      .thenRaises(6, 'DEFEATS_61_1');
  });
});

describe('a request is not, if it is the first', () => {
  it('after any solicitation, of whatever type', () => {
    given(onboarded(), before(dollars)).when(asked()).thenRaises(6, 'DEFEATS_61_1');
    given(onboarded(), before({ offers: [] }))
      .when(asked())
      .thenRaises(6, 'DEFEATS_61_1');
  });
  it('where the firm prompted it', () => {
    given(onboarded())
      .when(asked({ prompted: 'YES' }))
      .thenRaises(6, 'DEFEATS_61_1', { because: [] });
  });
  it('where it is the first since the relationship was closed: what came before the closing is not forgotten', () => {
    given(onboarded(), asked(), mailed(dollars, '2026-01-20T10:00:00Z'), closed(), reopened())
      .when(later())
      .thenRaises(6, 'DEFEATS_61_1', { because: ['m'] });
  });
  it('where an earlier one was not valid either', () => {
    given(onboarded(), asked({ prompted: 'YES' }))
      .when(later(advice))
      .thenRaises(6, 'DEFEATS_61_1');
    given(onboarded(), asked({ openEnded: true }), before({}, '2026-02-01T10:00:00Z'))
      .when(later(advice))
      .thenRaises(6, 'DEFEATS_61_1');
  });
  it('where the earlier one was made to another firm of the group', () => {
    given(onboarded(), asked({ entityId: 'F' }), before(dollars, '2026-02-01T10:00:00Z'))
      .when(later())
      .thenRaises(6, 'DEFEATS_61_1');
  });
});

describe('a later request is not', () => {
  it('only for what was solicited before it', () => {
    given(onboarded(), asked(advice), before({}, '2026-02-01T10:00:00Z'))
      .when(later())
      .thenRaises(9, 'CONTAMINATED_REQUEST');
    given(onboarded(), asked(advice), before(dollars, '2026-02-01T10:00:00Z'))
      .when(later())
      .thenRaises(8, 'CLIENT_INITIATED');
  });
  it('after marketing that names no offer, which may have meant everything', () => {
    given(onboarded(), asked(advice), before({ offers: [] }, '2026-02-01T10:00:00Z'))
      .when(later())
      .thenRaises(9, 'CONTAMINATED_REQUEST');
  });
  it('after marketing of an asset that shares one technology with what is asked for', () => {
    const onTron = { offers: [offer('CUSTODY', { ...USD, technologies: ['Tron'] })] };
    given(onboarded(), asked(advice), before(dollars, '2026-02-01T10:00:00Z'))
      .when(later(onTron))
      .thenRaises(9, 'CONTAMINATED_REQUEST');
  });
  it('after the firm switched on, visibly, what is asked for next', () => {
    const shown = enabled({ visible: true }, '2026-02-01T10:00:00Z');
    given(onboarded(), asked(advice), shown).when(later()).thenRaises(9, 'CONTAMINATED_REQUEST');
    given(onboarded(), asked(advice), enabled({}, '2026-02-01T10:00:00Z'))
      .when(later())
      .thenRaises(8, 'CLIENT_INITIATED');
  });
});

describe('a person decides whether a request is', () => {
  it.each([
    ['where nobody knows whether it was prompted', { prompted: 'UNKNOWN' }],
    ['where it asks what else there is', { openEnded: true }],
    ['where it names no offer', { offers: [] }],
    ['where it came by a channel that tells of marketing', { channel: 'SEARCH_AD' }],
  ])('%s', (_, how) => {
    given(onboarded()).when(asked(how)).thenRaises(15, 'NEEDS_REVIEW');
  });
  it('where the first contact came by a channel that tells of marketing', () => {
    const byAd = { firstContact: { at: '2026-01-01', channel: 'DISPLAY_AD' } };
    given(onboarded(byAd)).when(asked()).thenRaises(15, 'NEEDS_REVIEW');
    given(onboarded({ firstContact: { at: '2026-01-01', channel: 'WEB' } }))
      .when(asked())
      .thenRaises(8, 'CLIENT_INITIATED');
  });
  it('where the check of its exposure found marketing, but only of the first', () => {
    const found = onboarded({ exposureCheck: { at: '2026-01-01T00:00:00Z', result: 'FOUND' } });
    given(found).when(asked()).thenRaises(15, 'NEEDS_REVIEW');
  });
  it('where it is open whether the marketing came before it', () => {
    given(onboarded(), before({}, '2026-01-10'))
      .when(asked())
      .thenRaises(15, 'NEEDS_REVIEW', { because: ['m'] });
  });
  it('where it is undetermined whether the marketing was of its type', () => {
    const unknown = { offers: [offer('CUSTODY', { class: 'OTHER' })] };
    given(onboarded(), asked(advice), before(unknown, '2026-02-01T10:00:00Z'))
      .when(later())
      .thenRaises(15, 'NEEDS_REVIEW');
  });
  it('where the marketing reached the client outside the perimeter', () => {
    given(onboarded({ country: 'CH' }), before(), moved('DE', '2026-01-07T00:00:00Z'))
      .when(asked())
      .thenRaises(15, 'NEEDS_REVIEW', { because: ['m'] });
  });
  it('where a broad campaign ran before the client was one, unless a check made since found nothing', () => {
    const broad = launched({ countries: ['DE'] }, { channel: 'DISPLAY_AD' }, '2025-12-01T10:00:00Z');
    const checked = onboarded({ exposureCheck: { at: '2026-01-01T00:00:00Z', result: 'NONE_FOUND' } });
    given(onboarded(), broad)
      .when(asked())
      .thenRaises(15, 'NEEDS_REVIEW', { because: ['ca'] });
    given(checked, broad).when(asked()).thenRaises(8, 'CLIENT_INITIATED');
  });
  it('but what makes it invalid beats what leaves it undetermined', () => {
    given(onboarded(), before())
      .when(asked({ openEnded: true }))
      .thenRaises(6, 'DEFEATS_61_1');
  });
  it('and nothing that rests on it is sure until then', () => {
    given(onboarded(), asked({ prompted: 'UNKNOWN' }))
      .when(used())
      .thenRaises(15, 'NEEDS_REVIEW');
    given(onboarded(), asked({ prompted: 'UNKNOWN' }), joined())
      .when(launched({ segmentIds: ['S'] }))
      .thenRaises(15, 'NEEDS_REVIEW');
  });
});
