import type { Offer, TimelineItem } from '../api/types';
import { countryLabel } from './countries';
import { channelLabel } from './contact-channels';
import { offerLabel } from './offers';
import { moment } from './times';

type Data = Readonly<Record<string, unknown>>;

const text = (data: Data, name: string): string | undefined => {
  const value = data[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
const lower = (value: string | undefined): string | undefined => value?.toLowerCase().replaceAll('_', ' ');

const offersOf = (data: Data): string | undefined => {
  const offers = Array.isArray(data['offers']) ? data['offers'] : data['offer'] === undefined ? [] : [data['offer']];
  return offers.length === 0 ? undefined : offers.map((offer) => offerLabel(offer as Offer)).join('; ');
};

const by = (data: Data): string | undefined => {
  const who = lower(text(data, 'actor') ?? text(data, 'enabledBy'));
  return who === undefined ? undefined : `by ${who}`;
};

const where = (data: Data): string | undefined => {
  if (!('country' in data)) return undefined;
  return countryLabel(text(data, 'country') ?? null);
};

/** How the client came, as far as an event tells it. */
function evidence(data: Data): (string | undefined)[] {
  const contact = data['firstContact'] as Data | undefined;
  const check = data['exposureCheck'] as Data | undefined;
  const acknowledged = text(data, 'thirdCountryAcknowledgedAt');
  const documents = Array.isArray(data['evidence']) ? (data['evidence'] as Data[]) : [];
  return [
    contact &&
      `first contact ${channelLabel(text(contact, 'channel') ?? '').toLowerCase()} on ${moment(text(contact, 'at') ?? '')}`,
    acknowledged && `third-country status acknowledged on ${moment(acknowledged)}`,
    check && `exposure check on ${moment(text(check, 'at') ?? '')}: ${lower(text(check, 'result'))}`,
    ...documents.map((document) => `document: ${lower(text(document, 'kind'))}`),
  ];
}

/** What an event says, in a few words; all of it stands in the raw data. */
export function factSummary({ data }: Pick<TimelineItem, 'data'>): string {
  const parts = [
    offersOf(data),
    lower(text(data, 'content')),
    lower(text(data, 'channel')),
    by(data),
    where(data),
    ...evidence(data),
    text(data, 'words') === undefined ? undefined : `“${text(data, 'words')}”`,
    text(data, 'reason'),
    text(data, 'segmentId'),
    text(data, 'campaignId'),
    text(data, 'requestId'),
    text(data, 'accountId'),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}
