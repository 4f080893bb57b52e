import { describeOffer, describeWhen } from './words.js';
import { BEFORE_EVERYTHING, day, instant } from './time/when.js';

describe('words', () => {
  it.each([
    [null, 'no offer in particular'],
    [{ productId: 'P' }, 'product P (nobody has defined it)'],
    [{ service: 'CUSTODY', assetId: 'BTC' }, 'custody and administration (CUSTODY) in respect of BTC'],
    [
      { service: 'EXCH_FUNDS', assetType: { class: 'EMT' } },
      'exchange for funds (EXCH_FUNDS) in respect of e-money tokens (EMT)',
    ],
    [{ service: 'ADVICE' }, 'advice (ADVICE) in respect of unspecified assets'],
    [
      { service: 'TRANSFER', assetId: 'USDC', technology: 'SOL' },
      'transfer services (TRANSFER) in respect of USDC on SOL',
    ],
  ] as const)('an offer: %j', (offer, words) => {
    expect(describeOffer(offer)).toBe(words);
  });

  it('a day has no hour, an instant is told in UTC', () => {
    expect(describeWhen(day(Date.UTC(2026, 4, 3)))).toBe('3 May 2026');
    expect(describeWhen(instant(Date.UTC(2026, 11, 31, 23, 5, 9, 999)))).toBe('31 December 2026 at 23:05:09 UTC');
    expect(describeWhen(BEFORE_EVERYTHING)).toBe('an unknown day');
  });
});
