import type { Offer, TimelineItem } from '../api/types';
import { countryLabel } from './countries';
import { offerLabel } from './offers';

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

/** What an event says, in a few words; all of it stands in the raw data. */
export function factSummary({ data }: Pick<TimelineItem, 'data'>): string {
  const parts = [
    offersOf(data),
    lower(text(data, 'content')),
    lower(text(data, 'channel')),
    by(data),
    where(data),
    text(data, 'words') === undefined ? undefined : `“${text(data, 'words')}”`,
    text(data, 'reason'),
    text(data, 'segmentId'),
    text(data, 'campaignId'),
    text(data, 'requestId'),
    text(data, 'accountId'),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}
