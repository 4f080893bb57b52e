import { Type, type ObjectOptions, type Static, type TProperties, type TSchema } from '@sinclair/typebox';
import { SAYS_SOMETHING } from '#domain';

/**
 * A shape that has a name of its own in the API's description.
 * @param name as it stands under `components/schemas`
 */
export const shape = <P extends TProperties>(name: string, properties: P, options: ObjectOptions = {}) =>
  Type.Object(properties, { ...options, $id: name });

/** One of a closed list of words, as `enum`. */
export const wordOf = <const T extends readonly string[]>(values: T, description?: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...(description === undefined ? {} : { description }) });

export const orNull = <T extends TSchema>(schema: T) =>
  Type.Unsafe<Static<T> | null>({ anyOf: [schema, { type: 'null' }] });

/** A moment in RFC 3339, UTC. */
export const At = Type.String({ format: 'date-time' });
export const Count = Type.Integer({ minimum: 0 });
export const Name = Type.String({ minLength: 1, maxLength: 256 });
/** What somebody writes for others to read: something that can be seen, and not a book. */
const textOf = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: SAYS_SOMETHING });
export const Words = textOf(10_000);
/** Why somebody decides so: kept for ever, so it says something. */
export const Reason = textOf(2000);
/** What somebody or something is called. */
export const Label = textOf(200);

/** What a list is asked for page by page: how many at most, and where the page before ended. */
export const PAGING = {
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
};

/** One page of a list; `nextCursor` is null on the last. */
export const pageOf = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), nextCursor: orNull(Type.String()) }, { $id: `PageOf${String(item.$id)}` });

/** A list that is no longer than one page. */
export const onlyPage = <T>(...items: readonly T[]) => ({ items, nextCursor: null });

export type { Static };
