import type { CheckChoices } from '../../api/types';
import { FIRST, isComplete, listed, plannedEvents } from './planned';
import { countryRefusal, refusalOf, wordsOf } from './refusals';

const choices = (more: Partial<CheckChoices> = {}): CheckChoices => ({
  entities: [],
  products: [],
  assets: [],
  segments: [],
  campaigns: [],
  complete: true,
  ...more,
});
const planned = { ...FIRST, entityId: 'ENT-1 ' };

describe('what is planned', () => {
  it('is complete when it says who, what and whom', () => {
    expect(isComplete(FIRST, [])).toBe(false);
    expect(isComplete({ ...planned, whom: 'a b' }, [])).toBe(true);
    expect(isComplete({ ...planned, reach: 'LIST' }, [])).toBe(false);
    expect(isComplete({ ...planned, reach: 'LIST' }, ['a'])).toBe(true);
    expect(isComplete({ ...planned, reach: 'EVERYONE', offered: 'PRODUCT' }, [])).toBe(false);
    expect(listed('a, b;a\nc')).toEqual(['a', 'b', 'c']);
  });

  it('is an event, or as many as it takes to name everybody', () => {
    const ids = Array.from({ length: 100_001 }, (_, i) => `c${i}`);
    const events = plannedEvents({ ...planned, reach: 'LIST', campaignId: 'summer' }, ids);
    const audiences = events.map(({ data }) => (data as { audience: { clientIds: string[] } }).audience.clientIds);
    expect(audiences.map(({ length }) => length)).toEqual([100_000, 1]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    expect(events[0]).toMatchObject({
      data: { entityId: 'ENT-1', campaignId: 'summer', offers: [{ service: 'EXCH_CRYPTO' }] },
    });
    const [product] = plannedEvents({ ...planned, offered: 'PRODUCT', productId: 'wallet', reach: 'EVERYONE' }, []);
    expect(product).toMatchObject({ data: { productIds: ['wallet'], audience: { everyone: true } } });
  });
});

describe('a word that is not known', () => {
  it('is refused with the one that was probably meant', () => {
    const [entity] = wordsOf({ ...planned, entityId: 'ENT1' });
    const known = choices({ entities: ['ENT-1', 'OTHER'] });
    expect(entity && refusalOf(entity, choices(), known)).toBe('“ENT1” is not known here. Did you mean “ENT-1”?');
    expect(entity && refusalOf(entity, choices(), choices())).toBe('“ENT1” is not known here.');
    expect(entity && refusalOf(entity, choices({ entities: ['ENT1'] }), known)).toBeNull();
  });

  it('may stand in any of the fields that are in use', () => {
    const all = { ...planned, assetId: 'ETH', productId: 'wallet', segments: ['a', 'b'] };
    expect(wordsOf(all).map(({ field }) => field)).toEqual(['entityId', 'assetId']);
    expect(wordsOf({ ...all, offered: 'PRODUCT', reach: 'SEGMENTS' }).map(({ word }) => word)).toEqual([
      'ENT-1',
      'wallet',
      'a',
      'b',
    ]);
  });

  it('may be the code of a country', () => {
    expect(countryRefusal({ ...planned, reach: 'COUNTRIES', whom: 'de, FR' })).toBeNull();
    expect(countryRefusal({ ...planned, reach: 'COUNTRIES', whom: 'DE Germany' })).toContain('Germany');
    expect(countryRefusal({ ...planned, whom: 'Germany' })).toBeNull();
  });
});
