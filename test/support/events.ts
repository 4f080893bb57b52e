import { TYPE_PREFIX, type CloudEvent } from '#contract';
import type { EventData, EventType } from '#domain';

export const SOURCE = 'urn:test:bank';
export const ENTITY = 'ENT-1';

/** Minutes after 2025-06-01, as a time: later minutes are later facts. */
const at = (minute: number): string => new Date(Date.UTC(2025, 5, 1) + minute * 60_000).toISOString();

type Data<T extends EventType> = EventData[T] & { readonly effectiveAt?: string };

/** One fact as a CloudEvent. It was true at `minute`; its id is its name. */
export const fact = <T extends EventType>(type: T, id: string, minute: number, data: Data<T>): CloudEvent => ({
  specversion: '1.0',
  id,
  source: SOURCE,
  type: `${TYPE_PREFIX}${type}`,
  time: at(minute),
  data,
});

export const BTC = { class: 'OTHER', technologies: ['BTC'], liquidity: 'LIQUID' } as const;
export const ETH = { class: 'OTHER', technologies: ['ETH'], liquidity: 'LIQUID' } as const;

export const custodyOf = (assetId: string) => ({ service: 'CUSTODY', assetId }) as const;
export const exchangeOf = (assetId: string) => ({ service: 'EXCH_CRYPTO', assetId }) as const;

type Basis = Data<'asset.classified.v1'>['basis'];

/** What an asset is: from the beginning, or as a correction of that. */
export const classified = (assetId: string, assetType: typeof BTC | typeof ETH, basis: Basis = 'INITIAL'): CloudEvent =>
  fact('asset.classified.v1', `${assetId}-${basis}`, -10_000, { assetId, assetType, basis });

export const onboarded = (clientId: string, country = 'DE'): CloudEvent =>
  fact('client.onboarded.v1', `${clientId}-onboarded`, 0, {
    clientId,
    entityId: ENTITY,
    kind: 'NATURAL',
    country,
    firstContact: { at: at(0), channel: 'WEB' },
    thirdCountryAcknowledgedAt: at(0),
    exposureCheck: { at: at(0), result: 'NONE_FOUND' },
  });

type Asked = Data<'client.requested.v1'>['offers'][number];

/** A request of the client's own accord. */
export const requested = (clientId: string, minute: number, offer: Asked, name = 'request'): CloudEvent =>
  fact('client.requested.v1', `${clientId}-${name}`, minute, {
    clientId,
    entityId: ENTITY,
    requestId: `${clientId}-${name}`,
    requestedAt: at(minute),
    channel: 'WEB',
    offers: [offer],
    prompted: 'NO',
  });

/** Promotion by mail, of the firm itself. */
export const promoted = (clientId: string, minute: number, offer: Asked, name = `mail-${minute}`): CloudEvent =>
  fact('marketing.contacted.v1', `${clientId}-${name}`, minute, {
    contactId: `${clientId}-${name}`,
    clientId,
    entityId: ENTITY,
    actor: 'FIRM',
    channel: 'EMAIL',
    content: 'PROMOTIONAL',
    offers: [offer],
  });

export const used = (clientId: string, minute: number, offer: Asked, name = `use-${minute}`): CloudEvent =>
  fact('account.service-used.v1', `${clientId}-${name}`, minute, {
    accountId: `${clientId}-account`,
    clientId,
    entityId: ENTITY,
    offer,
  });

export const joined = (clientId: string, minute: number, segmentId: string): CloudEvent =>
  fact('segment.changed.v1', `${clientId}-joined-${segmentId}`, minute, { clientId, segmentId, member: true });

/** A campaign by mail to a segment. */
export const campaign = (id: string, minute: number, segmentId: string, offer: Asked): CloudEvent =>
  fact('marketing.campaign-launched.v1', id, minute, {
    campaignId: id,
    entityId: ENTITY,
    actor: 'FIRM',
    channel: 'EMAIL',
    content: 'PROMOTIONAL',
    offers: [offer],
    audience: { segmentIds: [segmentId] },
  });

export const retracted = (id: string, minute = 100_000): CloudEvent =>
  fact('fact.retracted.v1', `retract-${id}`, minute, {
    retracts: { source: SOURCE, id },
    reason: 'Entered by mistake.',
    by: 'ada',
  });

export const merged = (clientId: string, mergedClientId: string, type: 'merged' | 'unmerged' = 'merged'): CloudEvent =>
  fact(`client.${type}.v1`, `${type}-${clientId}-${mergedClientId}`, type === 'merged' ? 90_000 : 90_001, {
    clientId,
    mergedClientId,
  });

export const clientIds = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}-${String(i).padStart(5, '0')}`);

/** Clients who each asked for custody of BTC and are in segment S; the prologue of most stories. */
export const customers = (ids: readonly string[]): CloudEvent[] => [
  classified('BTC', BTC),
  classified('ETH', ETH),
  ...ids.flatMap((id) => [onboarded(id), requested(id, 10, custodyOf('BTC')), joined(id, 20, 'S')]),
];

/** Everyday life, `rounds` acts a client: mostly uses in scope, a mail about something else now and then. */
export const everydayLife = (ids: readonly string[], rounds: number, from = 100): CloudEvent[] =>
  Array.from({ length: rounds }, (_, round) =>
    ids.map((id, i) =>
      (i + round) % 5 === 0
        ? promoted(id, from + round, exchangeOf('ETH'))
        : used(id, from + round, custodyOf((i + round) % 7 === 0 ? 'ETH' : 'BTC')),
    ),
  ).flat();

/** A product for sale, and it being switched on for a whole segment where clients see it. */
export const rolledOut = (productId: string, minute: number, segmentId: string, offer: Asked): CloudEvent[] => [
  fact('product.defined.v1', `${productId}-defined`, minute, {
    productId,
    entityId: ENTITY,
    name: productId,
    offers: [offer],
  }),
  fact('product.rolled-out.v1', `${productId}-rolled-out`, minute + 1, {
    productId,
    audience: { segmentIds: [segmentId] },
    visible: true,
  }),
];
