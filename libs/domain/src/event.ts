import type {
  Actor,
  AssetType,
  Channel,
  ClassificationBasis,
  Content,
  Delivery,
  EnabledBy,
  ExposureResult,
  MicaService,
  Offer,
  Prompted,
  Purpose,
} from './vocabulary.js';
import type { When } from './time/when.js';

/** Who said it: the CloudEvents `source` and `id`, which together name one fact for ever. */
export interface Identity {
  readonly source: string;
  readonly id: string;
}

export interface Evidence {
  readonly kind: string;
  readonly uri: string;
  readonly sha256: string;
}

export interface Audience {
  readonly clientIds?: readonly string[] | undefined;
  readonly segmentIds?: readonly string[] | undefined;
  readonly countries?: readonly string[] | undefined;
  readonly everyone?: true | undefined;
  readonly excludeCountries?: readonly string[] | undefined;
}

interface OfClient {
  readonly clientId: string;
}
interface OfEntity {
  readonly entityId: string;
}
interface OfAccount extends OfClient, OfEntity {
  readonly accountId: string;
}

/** `data` of each input event, by its type without the `io.scopewatch.` prefix. */
export interface EventData {
  'client.onboarded.v1': OfClient &
    OfEntity & {
      readonly kind: 'NATURAL' | 'LEGAL';
      readonly country?: string | undefined;
      readonly firstContact?: { readonly at: string; readonly channel: Channel } | undefined;
      readonly thirdCountryAcknowledgedAt?: string | undefined;
      readonly exposureCheck?:
        | { readonly at: string; readonly result: ExposureResult; readonly sources?: readonly string[] | undefined }
        | undefined;
      readonly evidence?: readonly Evidence[] | undefined;
    };
  'client.requested.v1': OfClient &
    OfEntity & {
      readonly requestId: string;
      readonly requestedAt: string;
      readonly channel: Channel;
      readonly offers: readonly Offer[];
      readonly prompted: Prompted;
      readonly openEnded?: boolean | undefined;
      readonly words?: string | undefined;
      readonly evidence?: readonly Evidence[] | undefined;
    };
  'client.narrowed.v1': OfClient &
    OfEntity & { readonly requestId?: string | undefined; readonly offers?: readonly Offer[] | undefined };
  'client.moved.v1': OfClient & { readonly country: string | null };
  'client.merged.v1': OfClient & { readonly mergedClientId: string };
  'client.unmerged.v1': OfClient & { readonly mergedClientId: string };
  'relationship.closed.v1': OfClient & OfEntity & { readonly windDown?: true | undefined };
  'relationship.reopened.v1': OfClient & OfEntity;
  'account.opened.v1': OfAccount;
  'account.closed.v1': OfAccount;
  'account.service-enabled.v1': OfAccount & {
    readonly offer: Offer;
    readonly requestId?: string | undefined;
    readonly enabledBy: EnabledBy;
    readonly visible?: boolean | undefined;
    readonly purpose?: Purpose | undefined;
  };
  'account.service-disabled.v1': OfAccount & { readonly offer: Offer };
  'account.service-used.v1': OfAccount & { readonly offer: Offer; readonly purpose?: Purpose | undefined };
  'segment.changed.v1': OfClient & { readonly segmentId: string; readonly member: boolean };
  'fact.retracted.v1': {
    readonly clientId?: string | undefined;
    readonly retracts: Identity;
    readonly reason: string;
    readonly by: string;
  };
  'asset.classified.v1': {
    readonly assetId: string;
    readonly name?: string | undefined;
    readonly assetType: AssetType;
    readonly basis: ClassificationBasis;
    readonly dti?: string | readonly string[] | undefined;
  };
  'product.defined.v1': OfEntity & {
    readonly productId: string;
    readonly name: string;
    readonly offers: readonly Offer[];
  };
  'product.rolled-out.v1': { readonly productId: string; readonly audience: Audience; readonly visible: boolean };
  'product.withdrawn.v1': { readonly productId: string };
  'entity.authorised.v1': OfEntity & {
    readonly services: readonly MicaService[];
    /** The host states; absent where it is all of the perimeter. */
    readonly countries?: readonly string[] | undefined;
    readonly authority?: string | undefined;
    readonly reference?: string | undefined;
  };
  'entity.authorisation-ended.v1': OfEntity & {
    readonly services: readonly MicaService[];
    readonly authority?: string | undefined;
    readonly reference?: string | undefined;
  };
  'marketing.contacted.v1': OfClient &
    OfEntity & {
      readonly contactId: string;
      readonly actor: Actor;
      readonly channel: Channel;
      readonly content: Content;
      readonly linksToPlatform?: boolean | undefined;
      readonly offers?: readonly Offer[] | undefined;
      readonly productIds?: readonly string[] | undefined;
      readonly requestId?: string | undefined;
      readonly campaignId?: string | undefined;
      readonly checkId?: string | undefined;
      readonly remunerated?: boolean | undefined;
      readonly delivery?: Delivery | undefined;
      /** What it said: shown and kept as evidence, no verdict looks at it. */
      readonly subject?: string | undefined;
      readonly excerpt?: string | undefined;
      readonly uri?: string | undefined;
    };
  'marketing.campaign-launched.v1': OfEntity & {
    readonly campaignId: string;
    readonly actor: Actor;
    readonly channel: Channel;
    readonly content: Content;
    readonly linksToPlatform?: boolean | undefined;
    readonly remunerated?: boolean | undefined;
    readonly offers?: readonly Offer[] | undefined;
    readonly productIds?: readonly string[] | undefined;
    readonly audience: Audience;
    readonly until?: string | undefined;
    readonly checkId?: string | undefined;
  };
  'marketing.referral-rewarded.v1': OfClient &
    OfEntity & {
      readonly referrerId: string;
      readonly promisedAt?: string | undefined;
      readonly paidAt?: string | undefined;
      readonly planned: boolean;
    };
  'marketing.surface-published.v1': OfEntity & {
    readonly surfaceId: string;
    readonly uri: string;
    readonly kind: 'SITE' | 'APP' | 'SOCIAL' | 'STORE';
    readonly languages?: readonly string[] | undefined;
    readonly marketingCopy: boolean;
    readonly targets?: readonly string[] | undefined;
    readonly geoBlocked?: readonly string[] | undefined;
    readonly until?: string | undefined;
  };
}

export type EventType = keyof EventData;

/** An accepted event, true behind the door: its identity, when it was true, and what it says. */
export type EventOf<T extends EventType> = {
  readonly [K in T]: Identity & {
    readonly type: K;
    /** Effective time: when the fact was true. */
    readonly when: When;
    /** Effective time as the producer gave it (`requestedAt`, else `effectiveAt`, else the envelope's `time`). */
    readonly whenGiven: string;
    readonly data: EventData[K] & { readonly effectiveAt?: string | undefined };
  };
}[T];

export type DomainEvent = EventOf<EventType>;

/** An event with its place in the order of recording: larger is later. */
export type Recorded<E extends DomainEvent = DomainEvent> = E & { readonly position: number };
