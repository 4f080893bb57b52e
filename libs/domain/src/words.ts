import type { Facet } from './assets/facet.js';
import {
  ASSET_CLASSES,
  SERVICES,
  type ArtBacking,
  type AssetClass,
  type JudgedOffer,
  type Service,
} from './vocabulary.js';
import { isInstant, type When } from './time/when.js';

/** Services as people say them; the first ten as MiCA, Article 3(1)(16), does. */
const SERVICE_WORDS: Readonly<Record<Service, string>> = {
  CUSTODY: 'custody and administration',
  PLATFORM: 'operation of a trading platform',
  EXCH_FUNDS: 'exchange for funds',
  EXCH_CRYPTO: 'exchange for other crypto-assets',
  EXECUTION: 'execution of orders',
  PLACING: 'placing',
  RTO: 'reception and transmission of orders',
  ADVICE: 'advice',
  PORTFOLIO: 'portfolio management',
  TRANSFER: 'transfer services',
  STAKING: 'staking',
  LENDING_BORROWING: 'lending and borrowing',
  DERIVATIVES: 'derivatives',
  OTHER_REGIME: 'a service under another regime',
  UNCLASSIFIED: 'an unclassified service',
};

const CLASS_WORDS: Readonly<Record<AssetClass, string>> = {
  UTILITY: 'utility tokens',
  ART: 'asset-referenced tokens',
  EMT: 'e-money tokens',
  OTHER: 'other crypto-assets',
  EXCL_FIN_INSTR: 'financial instruments',
  EXCL_NFT: 'unique tokens',
  EXCL_OTHER: 'assets outside MiCA',
  UNKNOWN: 'assets of an unknown class',
};

/** One asset of a class. */
const ONE_OF_CLASS: Readonly<Record<AssetClass, string>> = {
  UTILITY: 'a utility token',
  ART: 'an asset-referenced token',
  EMT: 'an e-money token',
  OTHER: 'another crypto-asset (OTHER)',
  EXCL_FIN_INSTR: 'a financial instrument',
  EXCL_NFT: 'a unique token',
  EXCL_OTHER: 'an asset outside MiCA',
  UNKNOWN: 'an asset of an unknown class',
};

const BACKING_WORDS: Readonly<Record<ArtBacking, string>> = {
  FIAT_PREDOMINANT: 'mainly by official currencies',
  CRYPTO_SIGNIFICANT: 'significantly by crypto-assets',
  COMMODITY_OTHER: 'by commodities or other assets',
  UNKNOWN: 'by nobody knows what',
};

export const FACET_WORDS: Readonly<Record<Facet, string>> = {
  class: 'class',
  emtCurrency: 'currency',
  artBacking: 'backing',
  technologies: 'technology',
  liquidity: 'liquidity',
};

export const classWords = (assetClass: string | null): string => wordIn(ONE_OF_CLASS, assetClass ?? 'UNKNOWN');

export const serviceWords = (service: string): string => `${wordIn(SERVICE_WORDS, service)} (${service})`;

/** What an asset is by one facet: "an e-money token in USD", "on ethereum and tron". */
export function facetWords(facet: Facet, values: readonly string[]): string {
  if (values.length === 0) return `of an unknown ${FACET_WORDS[facet]}`;
  switch (facet) {
    case 'class':
      return values.map(classWords).join(' or ');
    case 'emtCurrency':
      return `an e-money token in ${values.join(' or ')}`;
    case 'artBacking':
      return `an asset-referenced token backed ${values.map((value) => wordIn(BACKING_WORDS, value)).join(' or ')}`;
    case 'technologies':
      // As they are compared, they are in capitals.
      return `on ${listed(values.map((value) => value.toLowerCase()))}`;
    case 'liquidity':
      return values.map((value) => value.toLowerCase()).join(' or ');
  }
}

const wordIn = (words: Readonly<Record<string, string>>, value: string): string => words[value] ?? value;

export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

/** An offer in words: the service with its code, and the asset by id or class. */
export function describeOffer(offer: JudgedOffer): string {
  if (offer === null) return 'no offer in particular';
  if (!('service' in offer)) return `product ${offer.productId} (nobody has defined it)`;
  const { service, assetId, assetType, technology } = offer;
  const asset = assetId ?? (assetType?.class === undefined ? 'unspecified assets' : describeClass(assetType.class));
  const where = technology === undefined ? '' : ` on ${technology}`;
  return `${SERVICE_WORDS[service]} (${service}) in respect of ${asset}${where}`;
}

const describeClass = (assetClass: AssetClass): string => `${CLASS_WORDS[assetClass]} (${assetClass})`;

const CODES = new RegExp(` \\((${[...SERVICES, ...ASSET_CLASSES].join('|')})\\)`, 'g');

/** What is said above for those who don't know the codes. */
export const withoutCodes = (text: string): string => text.replace(CODES, '');

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A day as "3 May 2026", an instant as "3 May 2026 at 14:05:00 UTC". */
export function describeWhen(when: When): string {
  const date = new Date(when.from);
  if (Number.isNaN(date.getTime())) return 'an unknown day';
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
  return isInstant(when) ? `${day} at ${date.toISOString().slice(11, 19)} UTC` : day;
}
