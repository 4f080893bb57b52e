import type { Alert, TimelineItem } from '../api/types';
import { offerInWords } from './offers';
import { isDay, moment, offsetOf } from './times';

/** A request of the client that a finding is held against. */
interface OwnRequest {
  readonly at: string;
  readonly what: string;
  /** What the client said, where that is on file. */
  readonly words: string | null;
}

/** One sentence that can be signed, in its parts. */
export interface Signed {
  /** Who did what when, and what the client had asked for. */
  readonly finding: string;
  /** The client's own words. */
  readonly requests: readonly OwnRequest[];
  readonly law: readonly string[];
}

type Told = Pick<
  Alert,
  | 'kind'
  | 'verdict'
  | 'effectiveAt'
  | 'entityId'
  | 'survivorId'
  | 'offer'
  | 'reasons'
  | 'citations'
  | 'newService'
  | 'newAssetType'
>;

/** "3 May 2026, 14:03 (+02:00)"; of a whole day the day. */
const when = (at: string): string => (isDay(at) ? moment(at) : `${moment(at)} (${offsetOf(new Date(at))})`);
const day = (at: string): string => moment(at).replace(/,.*$/, '');

/**
 * The finding as somebody would sign it: the act with its date, the client's own request with its date, what follows. Pure.
 * @param items everything on file of the client
 */
export function signedSentence(alert: Told, items: readonly TimelineItem[]): Signed {
  const requests = ownRequests(alert, items);
  return {
    finding:
      `${actOf(alert)}${againstOf(alert, requests)}. ${CONCLUSIONS[alert.verdict ?? ''] ?? ''}${newsOf(alert)}`.trim(),
    requests,
    law: alert.citations.map(({ article }) => article),
  };
}

function actOf({ kind, effectiveAt, entityId, survivorId, offer }: Told): string {
  const on = effectiveAt === null ? '' : `On ${when(effectiveAt)} `;
  const what = offerInWords(offer);
  switch (kind) {
    case 'MARKETED':
      return `${on}${entityId} marketed ${what} to client ${survivorId}`;
    case 'ENABLED':
      return `${on}${what} was switched on for client ${survivorId} by ${entityId}`;
    case 'ROLLED_OUT':
      return `${on}${entityId} rolled ${what} out to client ${survivorId}`;
    case 'USED':
      return `${on}client ${survivorId} used ${what} of ${entityId}`;
    case 'REQUESTED':
      return `${on}client ${survivorId} asked ${entityId} for ${what}`;
  }
}

/** Of what the client had asked for; a request is held against nothing else that the client asked for. */
function againstOf({ kind, survivorId }: Told, requests: readonly OwnRequest[]): string {
  if (kind === 'REQUESTED') return '';
  const whose = kind === 'USED' ? `; the client’s` : `, whose`;
  if (requests.length === 0)
    return kind === 'USED'
      ? `; no own request of ${survivorId} is on file`
      : ', of whom no own request is on file that it could rest on';
  const said = requests.map(({ at, what }) => `own request of ${day(at)} asked for ${what}`);
  return `${whose} ${said.join(', and whose ')}`;
}

const CONCLUSIONS: Readonly<Record<string, string>> = {
  BREACH_61_2: 'That is a type of crypto-asset or service which the client had not asked for.',
  DEFEATS_61_1: 'The firm had approached the client, so that there is no exclusive initiative of the client’s own.',
  NO_BASIS: 'No request of the client that still held covered it.',
  SCOPE_DRIFT_UNREQUESTED: 'The client had not asked for it.',
  CONTAMINATED_REQUEST: 'The request came after the firm had solicited it, and does not count as the client’s own.',
  FOLLOW_ON_OUTSIDE_CONTEXT:
    'It is of a type that the client had asked for, but outside the transaction of that request.',
  OTHER_REGIME: 'It lies outside MiCA; other law governs it.',
  NEEDS_REVIEW: 'Whether the client’s own initiative covers it can’t be decided from the facts on file.',
};

function newsOf({ newService, newAssetType }: Told): string {
  if (newService === null || newAssetType === null) return '';
  if (newService && newAssetType) return ' Both the service and the type of asset are new to the client.';
  if (newService) return ' The service is new to the client; the type of asset is not.';
  return newAssetType
    ? ' The type of asset is new to the client; the service is not.'
    : ' The client had asked for both, but not for one with the other.';
}

/** Those that the verdict stands on; where it names none, the first that is on file before the act. */
function ownRequests({ reasons, entityId, effectiveAt }: Told, items: readonly TimelineItem[]): OwnRequest[] {
  const asked = items.filter(
    ({ type, retracted, data }) => type.endsWith('client.requested.v1') && !retracted && data['entityId'] === entityId,
  );
  const named = asked.filter((item) => reasons.some(({ source, id }) => source === item.source && id === item.id));
  const before = asked.filter(
    (item) => effectiveAt !== null && Date.parse(item.effectiveAt) <= Date.parse(effectiveAt),
  );
  const chosen = named.length > 0 ? named : before.slice(0, 1);
  return chosen.map(({ effectiveAt: at, data }) => ({
    at,
    what:
      (Array.isArray(data['offers']) ? data['offers'] : [])
        .map((offer) => offerInWords(offer as Alert['offer']))
        .join(' and ') || 'nothing in particular',
    words: typeof data['words'] === 'string' && data['words'] !== '' ? data['words'] : null,
  }));
}
