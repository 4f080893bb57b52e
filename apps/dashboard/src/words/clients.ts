import type { Gap, Initiative, TimelineItem } from '../api/types';

/** The random id that stands where an erased client's stood. */
const PSEUDONYM = /^erased-[0-9a-f]{32}$/;
export const isErased = (clientId: string): boolean => PSEUDONYM.test(clientId);
export const ERASED_CLIENT = 'Erased client';
export const clientLabel = (clientId: string): string => (isErased(clientId) ? ERASED_CLIENT : clientId);

export const INITIATIVE_WORDS: Readonly<Record<Initiative, readonly [label: string, meaning: string]>> = {
  ESTABLISHED: ['Established', 'The first request is valid and the evidence is whole.'],
  UNPROVEN: ['Unproven', 'The first request is valid or open, and evidence is missing.'],
  DEFEATED: ['Defeated', 'The firm approached the client first.'],
  NONE: ['None', 'There is no request on file.'],
};
export const initiativeLabel = (value: string): string => INITIATIVE_WORDS[value as Initiative]?.[0] ?? value;
export const INITIATIVES: readonly Initiative[] = ['ESTABLISHED', 'UNPROVEN', 'DEFEATED', 'NONE'];

const GAP_LABELS: Readonly<Record<Gap, string>> = {
  NO_FIRST_CONTACT_CHANNEL: 'No channel of first contact',
  NO_THIRD_COUNTRY_ACKNOWLEDGEMENT: 'No acknowledgement of third-country status',
  EXPOSURE_CHECK_MISSING: 'Exposure to marketing not checked',
  EXPOSURE_CHECK_NOT_PERFORMED: 'Exposure check not performed',
  EXPOSURE_FOUND: 'Exposure to marketing found',
  DOCUMENT_WITHOUT_DIGEST: 'Document without digest',
};
export const gapLabel = (value: string): string => GAP_LABELS[value as Gap] ?? value;
export const GAPS = Object.keys(GAP_LABELS) as Gap[];

type Lane = TimelineItem['lane'];
export const LANE_LABELS: Readonly<Record<Lane, string>> = {
  REQUEST: 'Requests',
  CONTACT: 'Contacts',
  ENABLEMENT: 'Enablements',
  PERIMETER: 'Perimeter',
  ACCOUNT: 'Accounts',
  EVIDENCE: 'Evidence',
  CATALOGUE: 'Catalogue',
};

/** `io.scopewatch.client.requested.v1` → `client requested` */
export const eventLabel = (type: string): string =>
  type
    .replace(/^io\.scopewatch\./, '')
    .replace(/\.v\d+$/, '')
    .replace(/[.-]/g, ' ');
