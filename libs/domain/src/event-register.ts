import type { EventData, EventOf, EventType, Recorded } from './event.js';

/** The input topics by what they carry; their names are configuration. */
export type InputTopic = 'account' | 'product' | 'marketing';

/** In which row of a timeline events of a kind are shown. */
export const LANES = ['REQUEST', 'CONTACT', 'ENABLEMENT', 'PERIMETER', 'ACCOUNT', 'EVIDENCE', 'CATALOGUE'] as const;
export type Lane = (typeof LANES)[number];

/**
 * What a client's own fact means for the rest of its timeline:
 * - `PLAIN` changes nothing that others are judged by, but for being a solicitation to requests after it;
 * - `CHANGES` what later acts are judged by;
 * - `ADDRESSES` the client: it decides whom later campaigns reach;
 * - `REACHES_BACK`: what it says also holds for a time before it.
 */
type OnTimeline = 'PLAIN' | 'CHANGES' | 'ADDRESSES' | 'REACHES_BACK';

interface OfAll<T extends EventType> {
  readonly topic: InputTopic;
  /** The field of `data` whose value is the key. */
  readonly key: keyof EventData[T];
  readonly lane: Lane;
  /** Whether it is something done, on which verdicts are given, rather than a fact by which they are. */
  readonly act: boolean;
}

/** A fact of one client. */
interface Own<T extends EventType> extends OfAll<T> {
  readonly concerns: 'CLIENT';
  readonly onTimeline: OnTimeline;
}

/** What all clients share: the catalogue, which ids are one client, and what is to be taken as never recorded. */
interface Shared<T extends EventType> extends OfAll<T> {
  readonly concerns: 'CATALOGUE' | 'MERGES' | 'RETRACTIONS';
  /** Why clients are judged again by it. */
  readonly cause: 'LATE_FACT' | 'MERGE' | 'RETRACTION';
  /** What gathers the alerts that it causes. */
  readonly incident: 'CATALOGUE' | 'RECLASSIFICATION' | 'CAMPAIGN' | 'ROLL_OUT' | 'MERGE' | 'RETRACTION';
}

/** What names no entity must say whether it concerns every entity that serves the client: where it lives, which ids it has. */
interface Unnamed {
  readonly everyEntity: boolean;
}

type Registered = {
  readonly [T in EventType]: (Own<T> | Shared<T>) &
    (EventData[T] extends { readonly entityId: string } ? unknown : Unnamed);
};

const own = { topic: 'account', key: 'clientId', concerns: 'CLIENT', act: false } as const;
const catalogue = {
  topic: 'product',
  concerns: 'CATALOGUE',
  act: false,
  lane: 'CATALOGUE',
  cause: 'LATE_FACT',
} as const;
const marketing = { topic: 'marketing', lane: 'CONTACT' } as const;
const merge = {
  ...own,
  concerns: 'MERGES',
  lane: 'ACCOUNT',
  cause: 'MERGE',
  incident: 'MERGE',
  everyEntity: true,
} as const;

/** Every type of event, once: whatever is to be known of a type without looking into an event stands here. */
export const EVENT_REGISTER = {
  'client.onboarded.v1': { ...own, lane: 'EVIDENCE', onTimeline: 'REACHES_BACK' },
  'client.requested.v1': { ...own, lane: 'REQUEST', onTimeline: 'CHANGES', act: true },
  'client.narrowed.v1': { ...own, lane: 'REQUEST', onTimeline: 'CHANGES' },
  'client.moved.v1': { ...own, lane: 'PERIMETER', onTimeline: 'ADDRESSES', everyEntity: true },
  'client.merged.v1': merge,
  'client.unmerged.v1': merge,
  'relationship.closed.v1': { ...own, lane: 'REQUEST', onTimeline: 'CHANGES' },
  'relationship.reopened.v1': { ...own, lane: 'REQUEST', onTimeline: 'CHANGES' },
  'account.opened.v1': { ...own, lane: 'ACCOUNT', onTimeline: 'PLAIN' },
  'account.closed.v1': { ...own, lane: 'ACCOUNT', onTimeline: 'PLAIN' },
  'account.service-enabled.v1': { ...own, lane: 'ENABLEMENT', onTimeline: 'PLAIN', act: true },
  'account.service-disabled.v1': { ...own, lane: 'ENABLEMENT', onTimeline: 'PLAIN' },
  'account.service-used.v1': { ...own, lane: 'ENABLEMENT', onTimeline: 'PLAIN', act: true },
  'segment.changed.v1': { ...own, lane: 'ACCOUNT', onTimeline: 'ADDRESSES', everyEntity: false },
  'fact.retracted.v1': {
    ...own,
    concerns: 'RETRACTIONS',
    lane: 'EVIDENCE',
    cause: 'RETRACTION',
    incident: 'RETRACTION',
    everyEntity: false,
  },
  'asset.classified.v1': { ...catalogue, key: 'assetId', incident: 'RECLASSIFICATION', everyEntity: false },
  'product.defined.v1': { ...catalogue, key: 'productId', incident: 'CATALOGUE' },
  'product.rolled-out.v1': { ...catalogue, key: 'productId', incident: 'ROLL_OUT', act: true, everyEntity: false },
  'product.withdrawn.v1': { ...catalogue, key: 'productId', incident: 'CATALOGUE', everyEntity: false },
  'entity.authorised.v1': { ...catalogue, key: 'entityId', incident: 'CATALOGUE' },
  'entity.authorisation-ended.v1': { ...catalogue, key: 'entityId', incident: 'CATALOGUE' },
  'marketing.contacted.v1': { ...own, ...marketing, onTimeline: 'PLAIN', act: true },
  'marketing.campaign-launched.v1': {
    ...catalogue,
    ...marketing,
    key: 'campaignId',
    incident: 'CAMPAIGN',
    act: true,
  },
  'marketing.referral-rewarded.v1': { ...own, ...marketing, onTimeline: 'REACHES_BACK' },
  'marketing.surface-published.v1': { ...catalogue, ...marketing, key: 'surfaceId', incident: 'CATALOGUE' },
} as const satisfies Registered;

type Concern = Registered[EventType]['concerns'];
type Concerning<C extends Concern> = {
  [T in EventType]: (typeof EVENT_REGISTER)[T] extends { readonly concerns: C } ? T : never;
}[EventType];

export type ClientType = Concerning<'CLIENT'>;
export type CatalogueType = Concerning<'CATALOGUE'>;
export type SharedType = Exclude<EventType, ClientType>;

/** A client's own facts that are plain. */
export type PlainType = {
  [T in ClientType]: (typeof EVENT_REGISTER)[T] extends { readonly onTimeline: 'PLAIN' } ? T : never;
}[ClientType];

/** A client's own facts that are acts. */
export type ActType = {
  [T in ClientType]: (typeof EVENT_REGISTER)[T] extends { readonly act: true } ? T : never;
}[ClientType];

export const EVENT_TYPES = Object.keys(EVENT_REGISTER) as readonly EventType[];

/** The types of a client's own facts. */
export const CLIENT_TYPES = EVENT_TYPES.filter((type): type is ClientType => isOwnType(type));
/** Types that stand on no single client's timeline but in the catalogue, which all clients share. */
export const CATALOGUE_TYPES = EVENT_TYPES.filter((type): type is CatalogueType => concerns(type) === 'CATALOGUE');

function concerns(type: EventType): Concern {
  return EVENT_REGISTER[type].concerns;
}
function isOwnType(type: EventType): type is ClientType {
  return concerns(type) === 'CLIENT';
}

/** Types that stand in what all clients share. */
export const isSharedType = (type: EventType): type is SharedType => !isOwnType(type);

/** One of a client's own facts. */
export type ClientFact = Recorded<EventOf<ClientType>>;
export type CatalogueEvent = Recorded<EventOf<CatalogueType>>;
export type MergeEvent = Recorded<EventOf<Concerning<'MERGES'>>>;
export type Retraction = Recorded<EventOf<Concerning<'RETRACTIONS'>>>;
export type SharedEvent = CatalogueEvent | MergeEvent | Retraction;

export const isClientFact = (event: Recorded): event is ClientFact => isOwnType(event.type);
export const isSharedEvent = (event: Recorded): event is SharedEvent => isSharedType(event.type);
export const isCatalogueEvent = (event: Recorded): event is CatalogueEvent => concerns(event.type) === 'CATALOGUE';
export const isMerge = (event: Recorded): event is MergeEvent => concerns(event.type) === 'MERGES';
export const isRetraction = (event: Recorded): event is Retraction => concerns(event.type) === 'RETRACTIONS';
