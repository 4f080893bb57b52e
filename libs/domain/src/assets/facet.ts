export const FACETS = ['class', 'emtCurrency', 'artBacking', 'technologies', 'liquidity'] as const;

export type Facet = (typeof FACETS)[number];
