import { EVENT_REGISTER, type DomainEvent, type EventType, type InputTopic } from '#domain';
import { eventTypeOf } from './event-schemas.js';
import { isObject } from './json.js';

export type OutTopic = 'alerts' | 'rejections' | 'checkpoints';

export const DEFAULT_TOPICS = {
  account: 'account-events',
  product: 'product-events',
  marketing: 'marketing-events',
  alerts: 'scope-alerts',
  rejections: 'scope-rejections',
  checkpoints: 'scope-checkpoints',
} as const satisfies Record<InputTopic | OutTopic, string>;

/** The field of `data` whose value is the key. */
export const keyField = (type: EventType): string => EVENT_REGISTER[type].key;

export const topicOf = (type: EventType): InputTopic => EVENT_REGISTER[type].topic;

/** @returns the Kafka key of an event; of a retraction for everyone, which names no client, the id that it retracts */
export function keyOf(event: Pick<DomainEvent, 'type' | 'data'>): string {
  const key = keyIn(event.type, event.data);
  if (key === null) throw new Error(`An event of type ${event.type} has no ${keyField(event.type)} to be its key.`);
  return key;
}

/**
 * Where a CloudEvent in JSON belongs, whether or not its data is sound: a producer sends, the monitor judges.
 * @returns its topic and key (`null` where the data has none), or `null` where its type is not known
 */
export function routeOf(json: unknown): { readonly topic: InputTopic; readonly key: string | null } | null {
  if (!isObject(json) || typeof json['type'] !== 'string') return null;
  const type = eventTypeOf(json['type']);
  return type === undefined ? null : { topic: topicOf(type), key: keyIn(type, json['data']) };
}

function keyIn(type: EventType, data: unknown): string | null {
  if (!isObject(data)) return null;
  const own = data[keyField(type)];
  if (typeof own === 'string') return own;
  const target = type === 'fact.retracted.v1' ? data['retracts'] : undefined;
  return isObject(target) && typeof target['id'] === 'string' ? target['id'] : null;
}
