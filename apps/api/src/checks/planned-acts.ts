import type { Static } from '@sinclair/typebox';
import type { PlannedAct } from './checks.shapes.js';

/** How many of the planned acts are shown. */
const SHOWN_MAX = 100;

type Raw = Readonly<Record<string, unknown>>;

/**
 * What was asked, as it is shown: whatever of it says who, what and whom. Also what could not be judged is shown, so nothing
 * about it is sure.
 */
export const plannedActs = (events: readonly unknown[]): Static<typeof PlannedAct>[] =>
  events.slice(0, SHOWN_MAX).map((event) => plannedAct(recordOf(event)));

function plannedAct(event: Raw): Static<typeof PlannedAct> {
  const data = recordOf(event['data']);
  return {
    type: textOf(event['type']),
    effectiveAt: textOf(data['effectiveAt']) ?? textOf(event['time']),
    campaignId: textOf(data['campaignId']),
    entityId: textOf(data['entityId']),
    channel: textOf(data['channel']),
    content: textOf(data['content']),
    productIds: [...textsOf(data['productIds']), ...textsOf([data['productId']])],
    offers: [...listOf(data['offers']), ...listOf([data['offer']])].map(recordOf).flatMap(offerOf),
    clientId: textOf(data['clientId']),
    audience: data['audience'] === undefined ? null : audienceOf(recordOf(data['audience'])),
  };
}

function offerOf({ service, assetId }: Raw): { service: string | null; assetId: string | null }[] {
  const offer = { service: textOf(service), assetId: textOf(assetId) };
  return offer.service === null && offer.assetId === null ? [] : [offer];
}

const audienceOf = ({ clientIds, segmentIds, countries, excludeCountries, everyone }: Raw) => ({
  clients: new Set(textsOf(clientIds)).size,
  segmentIds: textsOf(segmentIds),
  countries: textsOf(countries),
  excludeCountries: textsOf(excludeCountries),
  everyone: everyone === true,
});

const recordOf = (value: unknown): Raw => (typeof value === 'object' && value !== null ? (value as Raw) : {});
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textsOf = (value: unknown): string[] => listOf(value).filter((each) => typeof each === 'string');
