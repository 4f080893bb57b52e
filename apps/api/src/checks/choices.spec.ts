import { recorded, type Unrecorded } from '../../../../libs/domain/src/rules/stream.testkit.js';
import { classified, BTC, launched, offer, published } from '../../../../libs/domain/src/rules/facts.testkit.js';
import { choicesIn, CHOICES_MAX } from './choices.js';

const NONE = { entity: false, segment: false, asset: false };
const product = (productId: string, entityId: string): Unrecorded => ({
  id: `p-${productId}`,
  type: 'product.defined.v1',
  data: { effectiveAt: '2026-01-01T00:00:00Z', entityId, productId, name: `The ${productId}`, offers: [] },
});
const rolledOut = (productId: string, segmentId: string): Unrecorded => ({
  id: `x-${productId}`,
  type: 'product.rolled-out.v1',
  data: { effectiveAt: '2026-01-02T00:00:00Z', productId, audience: { segmentIds: [segmentId] }, visible: true },
});
const events = recorded([
  rolledOut('wallet', 'owners'),
  rolledOut('vault', 'rich'),
  product('wallet', 'E'),
  product('vault', 'F'),
  classified('BTC', BTC),
  launched({ segmentIds: ['news'] }, { offers: [{ ...offer('CUSTODY'), assetId: 'SOL' }] }),
  published({ entityId: 'F' }),
]);

describe('what a planned act can be about', () => {
  it('is what the shared facts name', () => {
    expect(choicesIn(events, '', null, NONE)).toEqual({
      entities: ['E', 'F'],
      products: [
        { productId: 'vault', name: 'The vault', entityId: 'F' },
        { productId: 'wallet', name: 'The wallet', entityId: 'E' },
      ],
      assets: [
        { assetId: 'BTC', name: null },
        { assetId: 'SOL', name: null },
      ],
      segments: ['news', 'owners', 'rich'],
      campaigns: ['k'],
      complete: true,
    });
  });

  it('is nothing of another entity’s for whoever is limited', () => {
    expect(choicesIn(events, '', ['F'], NONE)).toEqual({
      entities: ['F'],
      products: [{ productId: 'vault', name: 'The vault', entityId: 'F' }],
      assets: [{ assetId: 'BTC', name: null }],
      segments: ['rich'],
      campaigns: [],
      complete: true,
    });
  });

  it('is found by a part of its id or its name, however it is written', () => {
    const found = choicesIn(events, 'THE WA', null, NONE);
    expect([found.products.map(({ productId }) => productId), found.entities]).toEqual([['wallet'], []]);
  });

  it('is found by its whole id where only clients have it', () => {
    const found = choicesIn(events, 'vip', null, { entity: false, segment: true, asset: true });
    expect([found.entities, found.segments, found.assets]).toEqual([[], ['vip'], [{ assetId: 'vip', name: null }]]);
  });

  it('is so much and no more, whatever is called just so first', () => {
    const many = recorded(Array.from({ length: CHOICES_MAX + 1 }, (_, i) => classified(`A${1000 + i}`, BTC)));
    const last = `A${1000 + CHOICES_MAX}`;
    const all = choicesIn(many, 'a', null, NONE);
    expect([all.assets.length, all.complete]).toEqual([CHOICES_MAX, false]);
    expect(choicesIn([...many, ...recorded([classified(`${last}1`, BTC)])], last, null, NONE).assets).toEqual([
      { assetId: last, name: null },
      { assetId: `${last}1`, name: null },
    ]);
  });
});
