import type { Static, TSchema } from '@sinclair/typebox';
import { EVENT_TYPES, type EventData, type EventType } from '#domain';
import { ACCOUNT_SCHEMAS } from './account-schemas.js';
import { MARKETING_SCHEMAS } from './marketing-schemas.js';
import { PRODUCT_SCHEMAS } from './product-schemas.js';

/** `data` of every input event, by its type without the prefix. */
export const DATA_SCHEMAS = {
  ...ACCOUNT_SCHEMAS,
  ...PRODUCT_SCHEMAS,
  ...MARKETING_SCHEMAS,
} satisfies Record<EventType, TSchema>;

/** What every `type` in an envelope begins with. */
export const TYPE_PREFIX = 'io.scopewatch.';

const TYPE_BY_FULL_NAME: ReadonlyMap<string, EventType> = new Map(
  EVENT_TYPES.map((type) => [`${TYPE_PREFIX}${type}`, type]),
);

/** @returns the event type that an envelope's full `type` names, or `undefined` */
export const eventTypeOf = (fullName: string): EventType | undefined => TYPE_BY_FULL_NAME.get(fullName);

/** The types whose schema gives something that the domain's type doesn't allow, or misses one of its fields. */
type Disagreement = {
  [K in EventType]: Static<(typeof DATA_SCHEMAS)[K]> extends EventData[K] & {
    readonly effectiveAt?: string | undefined;
  }
    ? [Exclude<keyof EventData[K], keyof Static<(typeof DATA_SCHEMAS)[K]>>] extends [never]
      ? never
      : K
    : K;
}[EventType];
type Never<T extends never> = T;

/**
 * Fails to compile, naming the types, when schemas and domain part ways: the parser's one cast rests on this.
 * @public
 */
export type SchemasAgreeWithDomain = Never<Disagreement>;
