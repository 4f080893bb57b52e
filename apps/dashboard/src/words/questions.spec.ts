import type { PlannedAct } from '../api/types';
import { offerWords, questionWords, whomWords } from './questions';

const audience = { clients: 0, segmentIds: [], countries: [], excludeCountries: [], everyone: false };
const act: PlannedAct = {
  type: 'io.scopewatch.marketing.campaign-launched.v1',
  effectiveAt: null,
  campaignId: null,
  entityId: 'ENT-1',
  channel: 'EMAIL',
  content: 'PROMOTIONAL',
  productIds: [],
  offers: [{ service: 'EXCH_CRYPTO', assetId: 'ETH' }],
  clientId: null,
  audience: { ...audience, clients: 1_200 },
};

describe('a question, in words', () => {
  it('says who, how, what and whom, and leaves out what it does not say', () => {
    expect(questionWords(act)).toEqual([
      ['What', 'A campaign'],
      ['Entity of the firm', 'ENT-1'],
      ['Channel', 'E-mail'],
      ['Content', 'Promotional'],
      ['What is offered', 'Exchange for crypto of ETH'],
      ['To whom', '1,200 clients by id'],
    ]);
    expect(questionWords({ ...act, type: null, channel: null, campaignId: 'k' }).map(([label]) => label)).toEqual([
      'What',
      'Entity of the firm',
      'Content',
      'What is offered',
      'To whom',
      'Campaign',
    ]);
  });

  it('says whom', () => {
    expect(whomWords({ clientId: 'c', audience: null })).toBe('Client c');
    expect(whomWords({ clientId: null, audience: null })).toBe('Nobody in particular');
    expect(whomWords({ clientId: null, audience })).toBe('Nobody');
    expect(whomWords({ clientId: null, audience: { ...audience, everyone: true, excludeCountries: ['DE'] } })).toBe(
      'Everyone; nobody in Germany',
    );
    const segmentIds = Array.from({ length: 22 }, (_, i) => `s${i}`);
    expect(whomWords({ clientId: null, audience: { ...audience, segmentIds, countries: ['FR'] } })).toMatch(
      /^Whoever is in s0, .*s19 and 2 others; whoever lives in France$/,
    );
  });

  it('says what is offered', () => {
    expect(offerWords({ offers: [], productIds: [] })).toBe('Nothing in particular');
    expect(offerWords({ offers: [{ service: 'CUSTODY', assetId: null }], productIds: ['P'] })).toBe(
      'Custody; the product P',
    );
  });
});
