import type { PlannedAct } from '../api/types';
import { channelLabel, contentLabel } from './channels';
import { countryLabel } from './countries';
import { counted } from './numbers';
import { serviceLabel } from './offers';

const TYPES: Readonly<Record<string, string>> = {
  'marketing.campaign-launched.v1': 'A campaign',
  'marketing.contacted.v1': 'A message to one client',
  'account.service-enabled.v1': 'A service to be switched on',
  'product.rolled-out.v1': 'A product to be rolled out',
  'product.defined.v1': 'A product to be defined',
};

const typeWords = (type: string | null): string => {
  const name = type?.replace('io.scopewatch.', '') ?? 'Something';
  return TYPES[name] ?? name;
};

/** What is offered, in words. */
export const offerWords = ({ offers, productIds }: Pick<PlannedAct, 'offers' | 'productIds'>): string => {
  const words = [
    ...offers.map(({ service, assetId }) =>
      [serviceLabel(service), assetId].filter((word) => word !== null).join(' of '),
    ),
    ...productIds.map((id) => `the product ${id}`),
  ];
  return words.length === 0 ? 'Nothing in particular' : words.join('; ');
};

const NAMED_MAX = 20;
const some = (words: readonly string[]): string =>
  words.length > NAMED_MAX
    ? `${words.slice(0, NAMED_MAX).join(', ')} and ${counted(words.length - NAMED_MAX, 'other')}`
    : words.join(', ');

/** Whom it is to reach, in words. */
export function whomWords({ clientId, audience }: Pick<PlannedAct, 'clientId' | 'audience'>): string {
  if (clientId !== null) return `Client ${clientId}`;
  if (audience === null) return 'Nobody in particular';
  const { clients, segmentIds, countries, excludeCountries, everyone } = audience;
  const words = [
    ...(everyone ? ['everyone'] : []),
    ...(clients > 0 ? [`${counted(clients, 'client')} by id`] : []),
    ...(segmentIds.length > 0 ? [`whoever is in ${some(segmentIds)}`] : []),
    ...(countries.length > 0 ? [`whoever lives in ${some(countries.map(countryLabel))}`] : []),
    ...(excludeCountries.length > 0 ? [`nobody in ${some(excludeCountries.map(countryLabel))}`] : []),
  ].join('; ');
  return words === '' ? 'Nobody' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** A planned act as labels and words; what it doesn't say is left out. */
export const questionWords = (act: PlannedAct): (readonly [label: string, words: string])[] =>
  (
    [
      ['What', typeWords(act.type)],
      ['Entity of the firm', act.entityId],
      ['Channel', act.channel === null ? null : channelLabel(act.channel)],
      ['Content', act.content === null ? null : contentLabel(act.content)],
      ['What is offered', offerWords(act)],
      ['To whom', whomWords(act)],
      ['Campaign', act.campaignId],
    ] as const
  ).flatMap(([label, words]) => (words === null ? [] : [[label, words] as const]));
