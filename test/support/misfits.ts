import type { TSchema } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import type { OperationSpec } from '../../apps/api/src/http/operation';
import { isDay, isMoment } from '../../apps/api/src/http/moment';

/** A request that is not as its operation describes it, and the place that is wrong. */
export interface Misfit {
  readonly at: string;
  /** With its question mark; empty: none. */
  readonly query: string;
  readonly body: unknown;
}

const ajv = new Ajv({ strict: false, formats: { 'date-time': isMoment, date: isDay } });
/** One of each kind of value, and some that stand for more than they are. */
const KINDS: readonly unknown[] = [
  17,
  -1,
  'text',
  ' ',
  '',
  true,
  null,
  [],
  [[]],
  ['text', 17],
  {},
  { action: 'approve' },
];

/** The fields that some operation takes, and one that none does. */
export const fieldsOf = (operations: readonly OperationSpec[]): string[] => [
  ...new Set([...operations.flatMap((spec) => Object.keys(propertiesOf(spec.body))), 'unheard-of']),
];

/**
 * Every way in which what comes with an operation can be something else than it says: with a field of another operation
 * or of none, at every level; with a value of another kind in every field; with a parameter that it doesn't have.
 */
export function* misfitsOf(spec: OperationSpec, fields: readonly string[]): Generator<Misfit> {
  if (spec.query?.['additionalProperties'] !== true) yield { at: 'query/unheard-of', query: '?unheard-of=1', body: {} };
  if (spec.method === 'GET') return;
  const sound = spec.body === undefined ? {} : valueOf(spec.body);
  const own = propertiesOf(spec.body);
  for (const name of fields.filter((field) => !(field in own))) {
    yield { at: `body/${name}`, query: '', body: { ...(sound as object), [name]: foreignValue(name) } };
  }
  for (const [at, body] of withStranger(spec.body, sound, 'body')) yield { at, query: '', body };
  for (const [name, schema] of Object.entries(own)) {
    for (const value of KINDS.filter((kind) => !ajv.validate(schema, kind))) {
      yield { at: `body/${name}`, query: '', body: { ...(sound as object), [name]: value } };
    }
  }
  for (const body of [[], 'text', 17, [sound], null]) yield { at: 'body', query: '', body };
}

/** The most tempting value that a field of a sibling could have. */
const foreignValue = (name: string): unknown =>
  ({ action: 'approve', roles: ['admin'], entities: null, text: 'x', disabled: false })[name] ?? 'approve';

/** The value with a field that is not known in each object inside it, one at a time. */
function* withStranger(schema: TSchema | undefined, value: unknown, at: string): Generator<[string, unknown]> {
  if (schema === undefined || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [place, inner] of withStranger(schema['items'] as TSchema, value[0], `${at}/0`)) {
      yield [place, [inner, ...value.slice(1)]];
    }
    return;
  }
  if (schema['additionalProperties'] !== true) yield [`${at}/unheard-of`, { ...value, 'unheard-of': 1 }];
  for (const [name, part] of Object.entries(value)) {
    for (const [place, inner] of withStranger(propertiesOf(schema)[name], part, `${at}/${name}`)) {
      yield [place, { ...value, [name]: inner }];
    }
  }
}

const propertiesOf = (schema: TSchema | undefined): Readonly<Record<string, TSchema>> =>
  (schema?.['properties'] ?? {}) as Readonly<Record<string, TSchema>>;

/** Some value that a schema takes. */
export function valueOf(schema: TSchema): unknown {
  const { type, anyOf, pattern, format, minItems } = schema as Readonly<Record<string, unknown>>;
  if (Array.isArray(schema['enum'])) return (schema['enum'] as unknown[])[0];
  if (Array.isArray(anyOf)) return valueOf(anyOf[0] as TSchema);
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number') return schema['minimum'] ?? 1;
  if (type === 'array') return Number(minItems ?? 0) > 0 ? [valueOf(schema['items'] as TSchema)] : [];
  if (type === 'object') {
    const required = (schema['required'] ?? []) as string[];
    return Object.fromEntries(required.map((name) => [name, valueOf(propertiesOf(schema)[name] ?? schema)]));
  }
  if (format === 'date-time') return '2026-01-01T00:00:00Z';
  return typeof pattern === 'string' && pattern.includes('@') ? 'a@example.org' : 'text';
}
