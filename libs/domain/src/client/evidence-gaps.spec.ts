import { emptyState, type ClientState, type Onboarding } from './client-state.js';
import { evidenceGaps, isWhole } from './evidence-gaps.js';
import { instant } from '../time/when.js';

const NOW = instant(1_000);

const onboarding = (more: Partial<Onboarding> = {}): Onboarding => ({
  when: instant(0),
  position: 1,
  identity: { source: 's', id: 'o' },
  entityId: 'E',
  firstContactChannel: 'WEB',
  exposure: { at: instant(0), result: 'NONE_FOUND' },
  acknowledged: true,
  documents: [],
  ...more,
});

const withOnboardings = (...onboardings: Onboarding[]): ClientState => ({ ...emptyState('c', ['c']), onboardings });

describe('gaps in the evidence', () => {
  it('are none where channel, acknowledgement and exposure check are on file', () => {
    expect(evidenceGaps(withOnboardings(onboarding()), 'E', NOW)).toEqual([]);
  });
  it('are all where nothing is on file, for this entity by then', () => {
    const all = ['NO_FIRST_CONTACT_CHANNEL', 'NO_THIRD_COUNTRY_ACKNOWLEDGEMENT', 'EXPOSURE_CHECK_MISSING'];
    expect(evidenceGaps(withOnboardings(), 'E', NOW)).toEqual(all);
    expect(evidenceGaps(withOnboardings(onboarding({ entityId: 'F' })), 'E', NOW)).toEqual(all);
    expect(evidenceGaps(withOnboardings(onboarding({ when: instant(2_000) })), 'E', NOW)).toEqual(all);
  });
  it('tell a check that found marketing from one that was not made', () => {
    const found = onboarding({ exposure: { at: instant(0), result: 'FOUND' } });
    const not = onboarding({ exposure: { at: instant(0), result: 'NOT_PERFORMED' } });
    expect(evidenceGaps(withOnboardings(onboarding(), found), 'E', NOW)).toEqual(['EXPOSURE_FOUND']);
    expect(evidenceGaps(withOnboardings(not), 'E', NOW)).toEqual(['EXPOSURE_CHECK_NOT_PERFORMED']);
    expect(evidenceGaps(withOnboardings(not, onboarding()), 'E', NOW)).toEqual([]);
  });
  it('name a document without a digest, which leaves the proof whole', () => {
    const loose = onboarding({ documents: [{ kind: 'mail', uri: 'x', sha256: '' }] });
    const gaps = evidenceGaps(withOnboardings(loose), 'E', NOW);
    expect(gaps).toEqual(['DOCUMENT_WITHOUT_DIGEST']);
    expect(isWhole(gaps)).toBe(true);
    expect(isWhole(['EXPOSURE_FOUND'])).toBe(false);
  });
});
