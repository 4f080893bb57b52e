import type { Alert } from '../api/types';
import { assetClassLabel, serviceLabel } from './offers';

type Difference = Alert['differences'][number];

const FACETS: Readonly<Record<Difference['facet'], string>> = {
  service: 'Service',
  class: 'Class of the asset',
  emtCurrency: 'Currency of the e-money token',
  artBacking: 'What backs the token',
  technologies: 'Technology',
  liquidity: 'Liquidity',
};

export const facetLabel = (facet: Difference['facet']): string => FACETS[facet];

const BACKINGS: Readonly<Record<string, string>> = {
  FIAT_PREDOMINANT: 'Mainly official currencies',
  CRYPTO_SIGNIFICANT: 'Significantly crypto-assets',
  COMMODITY_OTHER: 'Commodities or other assets',
};

/** The values of a facet, with the asset that has them. */
export function facetValues(facet: Difference['facet'], values: readonly string[], asset: string | null): string {
  const words = values.map((value) => {
    switch (facet) {
      case 'service':
        return serviceLabel(value);
      case 'class':
        return assetClassLabel(value);
      case 'artBacking':
        return BACKINGS[value] ?? value;
      case 'emtCurrency':
        return value;
      case 'technologies':
      case 'liquidity':
        return value.toLowerCase();
    }
  });
  const said = words.length === 0 ? 'not known' : words.join(', ');
  return asset === null ? said : `${said} (${asset})`;
}
