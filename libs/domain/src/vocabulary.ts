/**
 * The words of the field, as closed unions. Services are the ten of MiCA, Article 3(1)(16)(a) to (j), followed by
 * the buckets that lie outside MiCA. Asset classes follow Article 3(1)(6), (7), (9) and Article 2(3)-(4).
 */
export const MICA_SERVICES = [
  'CUSTODY',
  'PLATFORM',
  'EXCH_FUNDS',
  'EXCH_CRYPTO',
  'EXECUTION',
  'PLACING',
  'RTO',
  'ADVICE',
  'PORTFOLIO',
  'TRANSFER',
] as const;
export const OTHER_SERVICES = ['STAKING', 'LENDING_BORROWING', 'DERIVATIVES', 'OTHER_REGIME', 'UNCLASSIFIED'] as const;
export const SERVICES = [...MICA_SERVICES, ...OTHER_SERVICES] as const;
export type MicaService = (typeof MICA_SERVICES)[number];
export type Service = (typeof SERVICES)[number];

export const ASSET_CLASSES = [
  'UTILITY',
  'ART',
  'EMT',
  'OTHER',
  'EXCL_FIN_INSTR',
  'EXCL_NFT',
  'EXCL_OTHER',
  'UNKNOWN',
] as const;
export type AssetClass = (typeof ASSET_CLASSES)[number];

export const ART_BACKINGS = ['FIAT_PREDOMINANT', 'CRYPTO_SIGNIFICANT', 'COMMODITY_OTHER', 'UNKNOWN'] as const;
export type ArtBacking = (typeof ART_BACKINGS)[number];

export const LIQUIDITIES = ['LIQUID', 'ILLIQUID', 'UNKNOWN'] as const;
export type Liquidity = (typeof LIQUIDITIES)[number];

/** The facets of an asset by which "same type" is decided; an absent facet is unknown. */
export interface AssetType {
  readonly class?: AssetClass | undefined;
  readonly emtCurrency?: string | undefined;
  readonly artBacking?: ArtBacking | undefined;
  readonly technologies?: readonly string[] | undefined;
  readonly liquidity?: Liquidity | undefined;
}

/** What is asked for, marketed or switched on. */
export interface Offer {
  readonly service: Service;
  readonly assetId?: string | undefined;
  readonly assetType?: AssetType | undefined;
  readonly technology?: string | undefined;
}

/** What a product that nobody has defined stands for: an offer of an unknown service. */
export interface UndefinedProduct {
  readonly productId: string;
}

/** One thing that an act is judged for: an offer, an undefined product, or `null` where the act names none. */
export type JudgedOffer = Offer | UndefinedProduct | null;

export const ACTORS = ['FIRM', 'CLOSE_LINK', 'AFFILIATE', 'INFLUENCER', 'AGENT', 'INDEPENDENT'] as const;
export type Actor = (typeof ACTORS)[number];

export const ADDRESSED_CHANNELS = ['EMAIL', 'SMS', 'PUSH', 'IN_APP', 'PHONE', 'CHAT', 'MEETING', 'LETTER'] as const;
export const BROAD_CHANNELS = [
  'WEB',
  'SEARCH_AD',
  'DISPLAY_AD',
  'SOCIAL',
  'VIDEO',
  'INFLUENCER_POST',
  'PRESS',
  'EVENT',
  'SPONSORSHIP',
  'APP_STORE',
  'AFFILIATE_LINK',
  'BROADCAST',
  'OTHER',
] as const;
export const CHANNELS = [...ADDRESSED_CHANNELS, ...BROAD_CHANNELS] as const;
export type Channel = (typeof CHANNELS)[number];

/** Channels that, as the way a client came, tell of marketing. */
export const MARKETING_CHANNELS: readonly Channel[] = [
  'SEARCH_AD',
  'DISPLAY_AD',
  'SOCIAL',
  'VIDEO',
  'INFLUENCER_POST',
  'PRESS',
  'EVENT',
  'SPONSORSHIP',
  'AFFILIATE_LINK',
  'BROADCAST',
];

export const CONTENTS = ['PROMOTIONAL', 'EDUCATIONAL', 'OPERATIONAL', 'RESPONSE'] as const;
export type Content = (typeof CONTENTS)[number];

export const PROMPTED = ['NO', 'YES', 'UNKNOWN'] as const;
export type Prompted = (typeof PROMPTED)[number];

export const EXPOSURE_RESULTS = ['NONE_FOUND', 'FOUND', 'NOT_PERFORMED'] as const;
export type ExposureResult = (typeof EXPOSURE_RESULTS)[number];

export const CLIENT_KINDS = ['NATURAL', 'LEGAL'] as const;
export const ENABLED_BY = ['CLIENT', 'FIRM', 'SYSTEM'] as const;
export type EnabledBy = (typeof ENABLED_BY)[number];
export const CLASSIFICATION_BASES = ['INITIAL', 'CHANGED', 'CORRECTION'] as const;
export type ClassificationBasis = (typeof CLASSIFICATION_BASES)[number];
export const SURFACE_KINDS = ['SITE', 'APP', 'SOCIAL', 'STORE'] as const;
export const DELIVERIES = ['DELIVERED', 'BOUNCED', 'UNKNOWN'] as const;
export type Delivery = (typeof DELIVERIES)[number];
/** Why a service is switched on or used, where that matters: to get out of a relationship that is wound down. */
export const PURPOSES = ['EXIT'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];
