import type { AssetClass, JudgedOffer, Service } from './vocabulary.js';
import { isInstant, type When } from './when.js';

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

/** An offer in words: the service with its code, and the asset by id or class. */
export function describeOffer(offer: JudgedOffer): string {
  if (offer === null) return 'no offer in particular';
  if (!('service' in offer)) return `product ${offer.productId}, which nobody has defined`;
  const { service, assetId, assetType, technology } = offer;
  const asset = assetId ?? (assetType?.class === undefined ? 'unspecified assets' : describeClass(assetType.class));
  const where = technology === undefined ? '' : ` on ${technology}`;
  return `${SERVICE_WORDS[service]} (${service}) in respect of ${asset}${where}`;
}

const describeClass = (assetClass: AssetClass): string => `${CLASS_WORDS[assetClass]} (${assetClass})`;

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
