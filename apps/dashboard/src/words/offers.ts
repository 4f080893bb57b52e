import type { Offer } from '../api/types';

const SERVICES: Readonly<Record<string, string>> = {
  CUSTODY: 'Custody',
  PLATFORM: 'Trading platform',
  EXCH_FUNDS: 'Exchange for funds',
  EXCH_CRYPTO: 'Exchange for crypto',
  EXECUTION: 'Execution of orders',
  PLACING: 'Placing',
  RTO: 'Reception of orders',
  ADVICE: 'Advice',
  PORTFOLIO: 'Portfolio management',
  TRANSFER: 'Transfer',
  STAKING: 'Staking',
  LENDING_BORROWING: 'Lending and borrowing',
  DERIVATIVES: 'Derivatives',
  OTHER_REGIME: 'Another regime',
  UNCLASSIFIED: 'Unclassified',
};

const CLASSES: Readonly<Record<string, string>> = {
  UTILITY: 'Utility token',
  ART: 'Asset-referenced',
  EMT: 'E-money token',
  OTHER: 'Other crypto-asset',
  EXCL_FIN_INSTR: 'Financial instrument',
  EXCL_NFT: 'NFT',
  EXCL_OTHER: 'Otherwise excluded',
  UNKNOWN: 'Unknown class',
  UNSPECIFIED: 'No asset named',
};

export const SERVICE_CODES = Object.keys(SERVICES);

export const serviceLabel = (service: string | null | undefined): string =>
  service == null ? 'No service named' : (SERVICES[service] ?? service);
export const assetClassLabel = (assetClass: string): string => CLASSES[assetClass] ?? assetClass;

/** As the event gave it; the API's description leaves its form open. */
type Named =
  { productId: string } | { service: string; assetId?: string; assetType?: { class?: string }; technology?: string };

/** An offer in a few words: the service, and what of. */
export function offerLabel(given: Offer): string {
  if (given === null) return 'Nothing in particular';
  const offer = given as unknown as Named;
  if ('productId' in offer) return `Product ${offer.productId}, not defined`;
  const parts = [offer.assetId, offer.assetId === undefined ? classOf(offer.assetType) : undefined, offer.technology];
  const of = parts.filter((part) => part !== undefined).join(', ');
  return of === '' ? serviceLabel(offer.service) : `${serviceLabel(offer.service)} · ${of}`;
}

const classOf = (type: { class?: string } | undefined): string | undefined =>
  type?.class === undefined ? undefined : assetClassLabel(type.class);
