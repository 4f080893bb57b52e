import {
  describeOffer,
  listed,
  withoutCodes,
  type Act,
  type Actor,
  type Audience,
  type Content,
  type EnabledBy,
  type EventData,
  type EventType,
  type JudgedOffer,
} from '#domain';
import { givenDayWords, givenTimeWords } from './dates.js';
import { channelWords, countryWords, PROMPTED_WORDS } from './initiative.js';

/** What an event is called and what it says, without codes. */
export interface EventWords {
  readonly kind: string;
  readonly says: string;
}

/** What is called by an id in an event, as the report calls it. */
export interface Names {
  readonly product: (productId: string) => string;
  readonly request: (requestId: string) => string;
}

export const offerWords = (offer: JudgedOffer): string => withoutCodes(describeOffer(offer));
export const offersWords = (offers: readonly JudgedOffer[]): string =>
  offers.length === 0 ? 'nothing in particular' : offers.map(offerWords).join('; ');

/** By a word, so that nobody has to tell promotion from service by a colour. */
const CONTENT_WORDS: Readonly<Record<Content, string>> = {
  PROMOTIONAL: 'Promotional message',
  EDUCATIONAL: 'Educational message',
  OPERATIONAL: 'Operational message',
  RESPONSE: 'Reply to the client',
};

const ACT_WORDS: Readonly<Record<Exclude<Act['kind'], 'CONTACT'>, string>> = {
  ENABLEMENT: 'Switched on',
  ROLL_OUT: 'Roll-out',
  USE: 'Used',
  REQUEST: 'Client’s request',
};

/** What an act is called; of a message whether it promotes. */
export const actKindWords = (act: Act): string =>
  act.kind === 'CONTACT' ? CONTENT_WORDS[act.content] : ACT_WORDS[act.kind];

const ACTOR_WORDS: Readonly<Record<Actor, string>> = {
  FIRM: 'by the firm',
  CLOSE_LINK: 'by a company with close links to the firm',
  AFFILIATE: 'by an affiliate of the firm',
  INFLUENCER: 'by an influencer for the firm',
  AGENT: 'by an agent of the firm',
  INDEPENDENT: 'by somebody independent of the firm',
};

type Message = EventData['marketing.contacted.v1'] | EventData['marketing.campaign-launched.v1'];

function messageWords(data: Message, names: Names): string {
  const things = [
    ...(data.offers ?? []).map(offerWords),
    ...(data.productIds ?? []).map((id) => `the product “${names.product(id)}”`),
  ];
  return [
    `${channelWords(data.channel)}, ${ACTOR_WORDS[data.actor]}`,
    things.length === 0 ? 'without naming an offer' : `about ${things.join('; ')}`,
    data.linksToPlatform === true ? 'with a link to the platform' : '',
    data.remunerated === true ? 'paid for by the firm' : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function audienceWords({ clientIds, segmentIds, countries, everyone, excludeCountries }: Audience): string {
  const to = [
    everyone === true ? 'everybody' : '',
    (clientIds ?? []).length > 0 ? 'clients by name' : '',
    (segmentIds ?? []).length > 0 ? `segment ${listed(segmentIds ?? [])}` : '',
    (countries ?? []).length > 0 ? listed((countries ?? []).map(countryWords)) : '',
  ].filter((part) => part !== '');
  const but = (excludeCountries ?? []).length === 0 ? '' : ` but ${listed((excludeCountries ?? []).map(countryWords))}`;
  return `${to.length === 0 ? 'nobody who is named' : listed(to)}${but}`;
}

const ENABLED_BY_WORDS: Readonly<Record<EnabledBy, string>> = {
  CLIENT: 'as the client chose',
  FIRM: 'as the firm chose',
  SYSTEM: 'by an automatic step of its systems',
};

const DELIVERY = { DELIVERED: '', UNKNOWN: '', BOUNCED: ' It bounced.' } as const;

const said = (kind: string, says: string): EventWords => ({ kind, says: `${says}.` });
const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const TELLERS: { readonly [T in EventType]: (data: EventData[T], names: Names) => EventWords } = {
  'client.onboarded.v1': ({ entityId, country, kind }) =>
    said(
      'Onboarding',
      `The client, a ${kind === 'LEGAL' ? 'legal' : 'natural'} person${country === undefined ? '' : ` (${countryWords(country)})`}, was taken on by ${entityId}`,
    ),
  'client.requested.v1': ({ entityId, channel, offers, prompted, openEnded, words }) => ({
    kind: 'Client’s request',
    says:
      `Asked ${entityId} ${channelWords(channel)} for ${offersWords(offers)}; ${PROMPTED_WORDS[prompted]}` +
      `${openEnded === true ? '; it was an open question' : ''}.${quoted(words)}`,
  }),
  'client.narrowed.v1': ({ entityId, requestId, offers }, names) =>
    said(
      'Narrowing',
      `The client no longer wants ${(offers ?? []).length > 0 ? offersWords(offers ?? []) : `what ${names.request(requestId ?? '')} was about`} from ${entityId}`,
    ),
  'client.moved.v1': ({ country }) =>
    said('Move', `The client lives in ${country === null ? 'a country that is not known' : countryWords(country)}`),
  'client.merged.v1': ({ clientId, mergedClientId }) =>
    said('Merge', `${mergedClientId} turned out to be client ${clientId}`),
  'client.unmerged.v1': ({ clientId, mergedClientId }) =>
    said('Merge undone', `${mergedClientId} turned out not to be client ${clientId}`),
  'relationship.closed.v1': ({ entityId, windDown }) =>
    said(
      'Closing',
      `The relationship with ${entityId} ended${windDown === true ? ', to be wound down: what it was about may still be left' : ''}`,
    ),
  'relationship.reopened.v1': ({ entityId }) => said('Re-opening', `The relationship with ${entityId} goes on`),
  'account.opened.v1': ({ accountId, entityId }) =>
    said('Account opened', `Account ${accountId} with ${entityId} was opened`),
  'account.closed.v1': ({ accountId, entityId }) =>
    said('Account closed', `Account ${accountId} with ${entityId} was closed`),
  'account.service-enabled.v1': ({ offer, enabledBy, visible, requestId, purpose, entityId }, names) =>
    said(
      'Switched on',
      `${entityId} switched on ${offerWords(offer)}, ${ENABLED_BY_WORDS[enabledBy]}` +
        `${requestId === undefined ? ', naming no request' : `, for ${names.request(requestId)}`}` +
        `${visible === true ? ', where the client sees it' : ''}${purpose === 'EXIT' ? ', to leave the relationship' : ''}`,
    ),
  'account.service-disabled.v1': ({ offer, entityId }) =>
    said('Switched off', `${entityId} switched off ${offerWords(offer)}`),
  'account.service-used.v1': ({ offer, purpose, entityId }) =>
    said('Used', `${entityId} provided ${offerWords(offer)}${purpose === 'EXIT' ? ', to leave the relationship' : ''}`),
  'segment.changed.v1': ({ segmentId, member }) =>
    said('Segment', `The client ${member ? 'joined' : 'left'} segment ${segmentId}`),
  'fact.retracted.v1': ({ reason, by }) => ({ kind: 'Retraction', says: `By ${by}: “${reason}”` }),
  'asset.classified.v1': ({ assetId, name, basis }) =>
    said(
      'Classification',
      `${assetId}${name === undefined ? '' : ` (${name})`} was classified${{ INITIAL: '', CHANGED: ' anew, since it had changed', CORRECTION: ' otherwise, since that had been wrong' }[basis]}`,
    ),
  'product.defined.v1': ({ name, offers }) =>
    said('Product', `The product “${name}” was defined as ${offersWords(offers)}`),
  'product.rolled-out.v1': ({ productId, audience, visible }, names) =>
    said(
      'Roll-out',
      `The product “${names.product(productId)}” was rolled out to ${audienceWords(audience)}${visible ? ', where clients see it' : ''}`,
    ),
  'product.withdrawn.v1': ({ productId }, names) =>
    said('Withdrawal', `The product “${names.product(productId)}” was withdrawn`),
  'entity.authorised.v1': ({ entityId, authority }) =>
    said('Authorisation', `${entityId} was authorised${authority === undefined ? '' : ` by ${authority}`}`),
  'entity.authorisation-ended.v1': ({ entityId }) =>
    said('Authorisation ended', `${entityId} is no longer authorised for some services`),
  'marketing.contacted.v1': (data, names) => ({
    kind: CONTENT_WORDS[data.content],
    says: `${capital(messageWords(data, names))}.${DELIVERY[data.delivery ?? 'UNKNOWN']}${
      data.subject === undefined ? '' : ` Subject: “${data.subject}”.`
    }`,
  }),
  'marketing.campaign-launched.v1': (data, names) => ({
    kind: `Campaign: ${CONTENT_WORDS[data.content].toLowerCase()}`,
    says: `${capital(messageWords(data, names))}, to ${audienceWords(data.audience)}.`,
  }),
  'marketing.referral-rewarded.v1': ({ planned, promisedAt, paidAt }) =>
    said(
      'Referral',
      `Somebody was rewarded for referring the client${planned ? ', under a programme' : ''}` +
        `${promisedAt === undefined ? '' : `; promised on ${givenDayWords(promisedAt)}`}${paidAt === undefined ? '' : `; paid on ${givenDayWords(paidAt)}`}`,
    ),
  'marketing.surface-published.v1': ({ uri, marketingCopy, targets, until }) =>
    said(
      'Website or app',
      `${uri} was up${marketingCopy ? ' with marketing' : ''}${(targets ?? []).length === 0 ? '' : `, for ${listed((targets ?? []).map(countryWords))}`}` +
        `${until === undefined ? '' : `, until ${givenTimeWords(until)}`}`,
    ),
};

const quoted = (words: string | undefined): string => (words === undefined ? '' : ` In the client’s words: “${words}”`);

/** @param type without the prefix; what is not known is called by its type */
export function eventWords(type: string, data: unknown, names: Names): EventWords {
  // Data has been through the parser, by the very type.
  const teller = (TELLERS as Readonly<Record<string, (data: never, names: Names) => EventWords>>)[type];
  return teller === undefined ? { kind: type, says: '' } : teller(data as never, names);
}
