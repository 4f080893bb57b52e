import { Type, type TSchema } from '@sinclair/typebox';

/** What an operation takes that describes no such part: nothing. */
export const NOTHING = Type.Object({}, { additionalProperties: false });

/**
 * The same schema, closed all the way down: no object in it takes a field that it does not name, except where the schema
 * itself says that it does. A field that nobody reads is a misunderstanding, or an attempt.
 */
export const closed = <T extends TSchema>(schema: T): T => closedNode(schema) as T;

function closedNode(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closedNode);
  if (typeof node !== 'object' || node === null) return node;
  const made: Record<string | symbol, unknown> = { ...node };
  for (const [name, value] of Object.entries(node)) made[name] = closedNode(value);
  if (made['type'] === 'object' && made['additionalProperties'] === undefined) made['additionalProperties'] = false;
  return made;
}
