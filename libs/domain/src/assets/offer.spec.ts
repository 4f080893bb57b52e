import fc from 'fast-check';
import { Catalogue } from '../catalogue/catalogue.js';
import { classified } from '../rules/facts.testkit.js';
import { recorded, shippedPolicy, type Unrecorded } from '../rules/stream.testkit.js';
import { isCatalogueEvent } from '../event-register.js';
import { parseWhen } from '../time/when.js';
import type { AssetType, Offer, Service } from '../vocabulary.js';
import {
  canonicalJson,
  assetClassOf,
  BY_SHARED_TECHNOLOGY,
  BY_TYPE,
  BY_TYPE_OR_ASSET,
  compareOffers,
  distinctOffers,
  liesOutsideMica,
  resolveOffer,
  type ResolvedOffer,
} from './offer.js';

const policy = shippedPolicy();
const BITCOIN: AssetType = { class: 'OTHER', technologies: ['Bitcoin'], liquidity: 'LIQUID' };
const DOLLARS: AssetType = {
  class: 'EMT',
  emtCurrency: 'USD',
  technologies: ['Ethereum', 'Tron'],
  liquidity: 'LIQUID',
};
const BASKET: AssetType = {
  class: 'ART',
  artBacking: 'FIAT_PREDOMINANT',
  technologies: ['Ethereum'],
  liquidity: 'LIQUID',
};

const custody = (assetType?: AssetType, more: Partial<Offer> = {}): Offer => ({
  service: 'CUSTODY',
  ...(assetType === undefined ? {} : { assetType }),
  ...more,
});

/** The offers of assets by what was told of these. */
const knowing = (...facts: readonly Unrecorded[]) => {
  const catalogue = new Catalogue(recorded(facts).filter(isCatalogueEvent));
  return (offer: Offer | null, on = '2026-03-01T10:00:00Z'): ResolvedOffer => {
    const at = parseWhen(on);
    if (at === null) throw new Error(`${on} is no time`);
    return resolveOffer(offer, at, catalogue);
  };
};
const resolved = knowing();

/** What is offered, against what was requested. */
const given = (requested: Offer | null) => ({
  when: (offered: Offer | null, comparison = BY_TYPE) => ({
    thenIs: (typeMatch: ReturnType<typeof compareOffers>): void =>
      expect(compareOffers(resolved(offered), resolved(requested), comparison, policy)).toBe(typeMatch),
  }),
});

describe('an offer is of the same type', () => {
  it('where the service and every facet are equal and known', () => {
    given(custody(BITCOIN)).when(custody(BITCOIN)).thenIs('SAME');
    given(custody(DOLLARS))
      .when(custody({ ...DOLLARS, emtCurrency: ' usd ' }))
      .thenIs('SAME');
  });
  it.each<[string, Offer, Offer]>([
    ['another service', custody(BITCOIN), { ...custody(BITCOIN), service: 'ADVICE' }],
    ['another class', custody(BITCOIN), custody({ ...BITCOIN, class: 'UTILITY' })],
    ['another currency of an e-money token', custody(DOLLARS), custody({ ...DOLLARS, emtCurrency: 'EUR' })],
    [
      'another backing of an asset-referenced token',
      custody(BASKET),
      custody({ ...BASKET, artBacking: 'CRYPTO_SIGNIFICANT' }),
    ],
    ['another technology', custody(BITCOIN), custody({ ...BITCOIN, technologies: ['Solana'] })],
    ['another liquidity', custody(BITCOIN), custody({ ...BITCOIN, liquidity: 'ILLIQUID' })],
  ])('not where there is %s', (_, requested, offered) => {
    given(requested).when(offered).thenIs('DIFFERENT');
  });
  it.each<[string, AssetType]>([
    ['the class', { ...DOLLARS, class: 'UNKNOWN' }],
    ['the currency', { ...DOLLARS, emtCurrency: undefined }],
    ['the technology', { ...DOLLARS, technologies: [] }],
    ['the liquidity', { ...DOLLARS, liquidity: 'UNKNOWN' }],
  ])('perhaps where %s is unknown, on either side', (_, unknown) => {
    given(custody(DOLLARS)).when(custody(unknown)).thenIs('UNDETERMINED');
    given(custody(unknown)).when(custody(DOLLARS)).thenIs('UNDETERMINED');
  });
  it('not where one facet is known to differ, whatever else is unknown', () => {
    given(custody({ class: 'OTHER' }))
      .when(custody(DOLLARS))
      .thenIs('DIFFERENT');
  });
  it('perhaps where an asset was never named: a service alone is not all assets', () => {
    given({ service: 'CUSTODY' }).when(custody(BITCOIN)).thenIs('UNDETERMINED');
    given({ service: 'CUSTODY' }).when({ service: 'ADVICE' }).thenIs('DIFFERENT');
  });
  it('perhaps where no offer was named at all', () => {
    given(null).when(custody(BITCOIN)).thenIs('UNDETERMINED');
    given(custody(BITCOIN)).when(null).thenIs('UNDETERMINED');
  });
});

describe('the technology', () => {
  const onBoth = custody(DOLLARS);
  const onTron = custody({ ...DOLLARS, technologies: ['Tron'] });

  it('that is offered must lie within what was requested', () => {
    given(onBoth).when(onTron).thenIs('SAME');
    given(onTron).when(onBoth).thenIs('DIFFERENT');
  });
  it('that an offer names stands in place of the asset’s', () => {
    given(onTron)
      .when({ ...onBoth, technology: 'tron' })
      .thenIs('SAME');
    given(onTron)
      .when({ ...onBoth, technology: 'Ethereum' })
      .thenIs('DIFFERENT');
  });
  it('is compared in any letters, and by no word that says nobody knows it', () => {
    given(onTron)
      .when(custody({ ...DOLLARS, technologies: ['TRON '] }))
      .thenIs('SAME');
    given(onTron)
      .when(custody({ ...DOLLARS, technologies: ['unknown'] }))
      .thenIs('UNDETERMINED');
  });
  it('in common is enough to have solicited what is asked for next', () => {
    given(onTron).when(onBoth, BY_SHARED_TECHNOLOGY).thenIs('SAME');
    given(onTron)
      .when(custody({ ...DOLLARS, technologies: ['Solana'] }), BY_SHARED_TECHNOLOGY)
      .thenIs('DIFFERENT');
  });
});

describe('the very asset that was asked for', () => {
  const ofX = custody(undefined, { assetId: 'X' });

  it('goes on being it, whatever its type, for what is used, enabled or answered', () => {
    given(ofX).when(ofX, BY_TYPE_OR_ASSET).thenIs('SAME');
    given(ofX)
      .when({ ...ofX, service: 'ADVICE' }, BY_TYPE_OR_ASSET)
      .thenIs('DIFFERENT');
  });
  it('is compared by its type where it is marketed', () => {
    given(ofX).when(ofX, BY_TYPE).thenIs('UNDETERMINED');
  });
  it('is not it on a technology that was not asked for', () => {
    given({ ...ofX, technology: 'Tron' })
      .when({ ...ofX, technology: 'Tron' }, BY_TYPE_OR_ASSET)
      .thenIs('SAME');
    given({ ...ofX, technology: 'Tron' })
      .when({ ...ofX, technology: 'Solana' }, BY_TYPE_OR_ASSET)
      .thenIs('DIFFERENT');
  });
});

describe('an asset is taken as it is classified', () => {
  const ofX = custody(undefined, { assetId: 'X' });
  const utility = classified('X', { ...BITCOIN, class: 'UTILITY' });

  it('at the time of the offer: what changes later changes nothing before', () => {
    const changed = classified('X', DOLLARS, '2026-02-01T00:00:00Z', 'CHANGED');
    const known = knowing(utility, changed);
    expect(assetClassOf(known(ofX, '2026-01-31T23:59:59Z'))).toBe('UTILITY');
    expect(assetClassOf(known(ofX, '2026-02-01T00:00:00Z'))).toBe('EMT');
  });
  it('as corrected from the start, where it always was wrong', () => {
    const corrected = classified('X', DOLLARS, '2026-02-01T00:00:00Z', 'CORRECTION');
    expect(assetClassOf(knowing(utility, corrected)(ofX, '2026-01-15T00:00:00Z'))).toBe('EMT');
  });
  it('as unknown before the first classification', () => {
    expect(assetClassOf(knowing(utility)(ofX, '2025-12-31T00:00:00Z'))).toBeNull();
  });
  it('by each type that it may have, where it is open which', () => {
    const known = knowing(utility, classified('X', DOLLARS, '2026-03-01', 'CHANGED'));
    const offered = known(ofX);
    expect(offered.variants.map((side) => side.class).sort()).toEqual(['EMT', 'UTILITY']);
    expect(compareOffers(offered, resolved(custody(DOLLARS)), BY_TYPE, policy)).toBe('UNDETERMINED');
    expect(compareOffers(offered, resolved(custody(BITCOIN)), BY_TYPE, policy)).toBe('DIFFERENT');
  });
});

describe('outside MiCA lies', () => {
  it.each<Service>(['STAKING', 'LENDING_BORROWING', 'DERIVATIVES', 'OTHER_REGIME', 'UNCLASSIFIED'])('%s', (service) => {
    expect(liesOutsideMica(resolved({ ...custody(BITCOIN), service }))).toBe('YES');
  });
  it.each(['EXCL_FIN_INSTR', 'EXCL_NFT', 'EXCL_OTHER'] as const)('an asset of the class %s', (assetClass) => {
    expect(liesOutsideMica(resolved(custody({ ...BITCOIN, class: assetClass })))).toBe('YES');
  });
  it('nothing that MiCA lists, and nothing that is only unknown', () => {
    for (const offer of [custody(BITCOIN), custody(DOLLARS), custody(BASKET), custody({ class: 'UNKNOWN' })]) {
      expect(liesOutsideMica(resolved(offer))).toBe('NO');
    }
  });
  it('perhaps an asset that is excluded by one classification of two', () => {
    const known = knowing(classified('X', BITCOIN), classified('X', { class: 'EXCL_NFT' }, '2026-03-01', 'CHANGED'));
    expect(liesOutsideMica(known(custody(undefined, { assetId: 'X' })))).toBe('OPEN');
  });
});

describe('the offers of one act', () => {
  it('are judged each once, however they are written', () => {
    const swapped: Offer = { assetType: BITCOIN, service: 'CUSTODY' };
    expect(distinctOffers([custody(BITCOIN), swapped, custody(DOLLARS)])).toEqual([custody(BITCOIN), custody(DOLLARS)]);
  });
  it('are judged as one where there are none', () => {
    expect(distinctOffers([])).toEqual([null]);
  });
});

describe('canonical JSON', () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, field]) => [name, turned(field)]),
    );
  };

  it('says all of a value, and the same in whatever order its fields stand', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        // JSON knows no negative zero.
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(turned(value))).toBe(text);
      }),
    );
  });

  it.each([
    [{ b: 1, a: { d: [null, true], c: 'é"' }, A: undefined }, '{"a":{"c":"é\\"","d":[null,true]},"b":1}'],
    [{ é: 1, z: 2, Z: 3, '10': 4, '9': 5, '': 6 }, '{"":6,"10":4,"9":5,"Z":3,"z":2,"é":1}'],
    [[undefined, 1, []], '[,1,[]]'],
  ])('of %j is as ids on record were derived from it', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});
