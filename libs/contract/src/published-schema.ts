import type { TSchema } from '@sinclair/typebox';
import { ALERT_SCHEMAS } from './alert-schemas.js';
import { EnvelopeSchema } from './envelope-schema.js';
import { DATA_SCHEMAS } from './event-schemas.js';
import { FORMATS, type Format } from './formats.js';
import { isObject } from './json.js';
import { PolicyPackSchema } from './policy-pack.js';
import { REJECTION_SCHEMAS } from './rejection-schema.js';
import { ScenarioSchema } from './scenario.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schemas of the data that goes out. */
export const OUT_SCHEMAS = { ...ALERT_SCHEMAS, ...REJECTION_SCHEMAS };

/** The schemas of the data that comes in, as a producer may write it: an optional field that is `null` is absent. */
export const IN_SCHEMAS = Object.fromEntries(
  Object.entries(DATA_SCHEMAS).map(([type, schema]) => [type, optionalOrNull(schema) as TSchema]),
) as typeof DATA_SCHEMAS;

function optionalOrNull(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(optionalOrNull);
  if (!isObject(node)) return node;
  const inside = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, optionalOrNull(value)]));
  const { properties, required, ...rest } = inside;
  // The branches of an alternative say which fields must be there, not what fields there are.
  if (!isObject(properties) || rest['type'] !== 'object') return inside;
  const must = Array.isArray(required) ? (required as readonly unknown[]) : [];
  const fields = Object.entries(properties).map(([name, field]) => [name, must.includes(name) ? field : orNull(field)]);
  return { ...rest, ...(required === undefined ? {} : { required }), properties: Object.fromEntries(fields) };
}

function orNull(field: unknown): unknown {
  if (!isObject(field)) return field;
  const { const: only, enum: words, type, ...rest } = field;
  const values = only === undefined ? words : [only];
  return { ...rest, type: [type, 'null'].flat(), ...(Array.isArray(values) ? { enum: [...values, null] } : {}) };
}

/** Every schema that is published, by its name: the envelope, the data of each type in and out, the scenario, the policy pack. */
export const SCHEMAS: Readonly<Record<string, TSchema>> = {
  envelope: EnvelopeSchema,
  ...IN_SCHEMAS,
  ...OUT_SCHEMAS,
  scenario: ScenarioSchema,
  'policy-pack': PolicyPackSchema,
};

const OUR_FORMATS: ReadonlyMap<unknown, Format> = new Map(Object.entries(FORMATS));

/**
 * A schema for others: the very one that the parser uses, with our own format names replaced by standard keywords that
 * say the same, since a validator that doesn't know a format either ignores it or refuses the schema.
 */
export function forOthers(schema: TSchema): JsonSchema {
  const plain = withoutOurFormats(JSON.parse(JSON.stringify(schema)));
  if (!isObject(plain)) throw new Error('A schema must be an object.');
  return plain;
}

function withoutOurFormats(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutOurFormats);
  if (!isObject(node)) return node;
  const standard = OUR_FORMATS.get(node['format'])?.published;
  const { format, ...rest } = node;
  const kept = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, withoutOurFormats(value)]));
  // A field of data that is called `format` is a schema, not the name of a format.
  if (standard !== undefined) return { ...kept, ...standard };
  return format === undefined ? kept : { ...kept, format: withoutOurFormats(format) };
}

/** A schema as a document of its own: JSON Schema draft-07, which is also what AsyncAPI 3 takes by default. */
export const asDocument = (name: string, schema: TSchema): JsonSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: `urn:scopewatch:schema:${name}`,
  title: name,
  ...forOthers(schema),
});
