import { plannedEventExample } from './checks.examples.js';
import { plannedActs } from './planned-acts.js';

describe('what was asked', () => {
  it('is shown as who, what and whom', () => {
    expect(plannedActs([plannedEventExample])).toEqual([
      {
        type: 'io.scopewatch.marketing.campaign-launched.v1',
        effectiveAt: '2026-06-01T09:00:00Z',
        campaignId: 'summer-eth',
        entityId: 'ENT-1',
        channel: 'EMAIL',
        content: 'PROMOTIONAL',
        productIds: [],
        offers: [{ service: 'EXCH_CRYPTO', assetId: 'ETH' }],
        clientId: null,
        audience: { clients: 0, segmentIds: ['newsletter'], countries: [], excludeCountries: [], everyone: false },
      },
    ]);
  });

  it('counts clients, each once, and does not list them', () => {
    const [act] = plannedActs([{ data: { audience: { clientIds: ['a', 'b', 'a'], everyone: true } } }]);
    expect(act?.audience).toMatchObject({ clients: 2, everyone: true });
  });

  it('is shown as far as it can be, whatever it is', () => {
    const nothing = { type: null, effectiveAt: null, entityId: null, offers: [], productIds: [], audience: null };
    const odd = [
      null,
      7,
      'x',
      [],
      {},
      { data: 1 },
      { type: 3, time: {}, data: { offers: [null, 1, {}], productIds: 'P' } },
    ];
    for (const act of plannedActs(odd)) expect(act).toMatchObject(nothing);
    expect(plannedActs([{ data: { offer: { service: 'CUSTODY' }, productId: 'P', clientId: 'c' } }])).toMatchObject([
      { offers: [{ service: 'CUSTODY', assetId: null }], productIds: ['P'], clientId: 'c' },
    ]);
    expect(plannedActs(Array.from({ length: 101 }, () => ({})))).toHaveLength(100);
  });
});
