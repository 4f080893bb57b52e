import type { DomainEvent, EventType } from '#domain';
import { eventTypeOf } from './event-schemas.js';
import { isObject } from './json.js';

/** The input topics by what they carry; their names are configuration. */
export type LogicalTopic = 'account' | 'product' | 'marketing';
export type OutTopic = 'alerts' | 'rejections';

export const DEFAULT_TOPICS = {
  account: 'account-events',
  product: 'product-events',
  marketing: 'marketing-events',
  alerts: 'scope-alerts',
  rejections: 'scope-rejections',
} as const satisfies Record<LogicalTopic | OutTopic, string>;

interface Route {
  readonly topic: LogicalTopic;
  /** The field of `data` whose value is the key. */
  readonly key: string;
}
const account: Route = { topic: 'account', key: 'clientId' };
const product = (key: string): Route => ({ topic: 'product', key });
const marketing = (key: string): Route => ({ topic: 'marketing', key });

export const ROUTES: Readonly<Record<EventType, Route>> = {
  'client.onboarded.v1': account,
  'client.requested.v1': account,
  'client.narrowed.v1': account,
  'client.moved.v1': account,
  'client.merged.v1': account,
  'client.unmerged.v1': account,
  'relationship.closed.v1': account,
  'relationship.reopened.v1': account,
  'account.opened.v1': account,
  'account.closed.v1': account,
  'account.service-enabled.v1': account,
  'account.service-disabled.v1': account,
  'account.service-used.v1': account,
  'segment.changed.v1': account,
  'fact.retracted.v1': account,
  'asset.classified.v1': product('assetId'),
  'product.defined.v1': product('productId'),
  'product.rolled-out.v1': product('productId'),
  'product.withdrawn.v1': product('productId'),
  'entity.authorised.v1': product('entityId'),
  'entity.authorisation-ended.v1': product('entityId'),
  'marketing.contacted.v1': marketing('clientId'),
  'marketing.campaign-launched.v1': marketing('campaignId'),
  'marketing.referral-rewarded.v1': marketing('clientId'),
  'marketing.surface-published.v1': marketing('surfaceId'),
};

export const topicOf = (type: EventType): LogicalTopic => ROUTES[type].topic;

/** @returns the Kafka key of an event; of a retraction for everyone, which names no client, the id that it retracts */
export function keyOf(event: Pick<DomainEvent, 'type' | 'data'>): string {
  const key = keyIn(event.type, event.data);
  if (key === null) throw new Error(`An event of type ${event.type} has no ${ROUTES[event.type].key} to be its key.`);
  return key;
}

/**
 * Where a CloudEvent in JSON belongs, whether or not its data is sound: a producer sends, the monitor judges.
 * @returns its topic and key (`null` where the data has none), or `null` where its type is not known
 */
export function routeOf(json: unknown): { readonly topic: LogicalTopic; readonly key: string | null } | null {
  if (!isObject(json) || typeof json['type'] !== 'string') return null;
  const type = eventTypeOf(json['type']);
  return type === undefined ? null : { topic: topicOf(type), key: keyIn(type, json['data']) };
}

function keyIn(type: EventType, data: unknown): string | null {
  if (!isObject(data)) return null;
  const own = data[ROUTES[type].key];
  if (typeof own === 'string') return own;
  const target = type === 'fact.retracted.v1' ? data['retracts'] : undefined;
  return isObject(target) && typeof target['id'] === 'string' ? target['id'] : null;
}
