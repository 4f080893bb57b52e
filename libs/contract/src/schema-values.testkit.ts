import fc, { type Arbitrary } from 'fast-check';
import type { JsonSchema } from './published-schema.js';

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;
const schemasIn = (value: unknown): readonly JsonSchema[] => (Array.isArray(value) ? value.filter(isSchema) : []);

const time = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .chain((date) =>
    fc.constantFrom(date.toISOString(), date.toISOString().slice(0, 19) + '+05:30', date.toISOString().slice(0, 10)),
  );

/** Texts that some field of the contract takes, and texts that are nearly one of those. */
const someText = fc.oneof(
  time,
  fc.constantFrom('', 'c', 'DE', 'EUR', 'XX', 'de', 'CUSTODY', 'a'.repeat(64), 'a'.repeat(257), 'a\u0000', 'ü😀', '0'),
  fc.constantFrom('2026-02-30', '2026-02-01T00:00:00', '2026-12-31T23:59:60Z', '2026-02-01 00:00:00Z', '2026-13-01'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const something: Arbitrary<unknown> = fc.oneof(
  someText,
  fc.jsonValue({ maxDepth: 2 }),
  fc.constant({}),
  fc.constant([]),
);

/** Values that a schema mostly accepts: each part may be left out, or be something else altogether. */
export function nearly(schema: JsonSchema): Arbitrary<unknown> {
  return fc.oneof({ weight: 40, arbitrary: meant(schema) }, { weight: 1, arbitrary: something });
}

function meant(schema: JsonSchema): Arbitrary<unknown> {
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  if ('const' in schema) return fc.constant(schema['const']);
  const types = [schema['type']].flat();
  const branches = schemasIn(schema['anyOf']).filter((branch) => 'type' in branch);
  if (branches.length > 0) return fc.oneof(...branches.map(nearly));
  return fc.oneof(...types.map((type) => ofType(type, schema)));
}

function ofType(type: unknown, schema: JsonSchema): Arbitrary<unknown> {
  switch (type) {
    case 'object':
      return anObject(schema);
    case 'array':
      return fc.array(nearly(isSchema(schema['items']) ? schema['items'] : {}), { maxLength: 3 });
    case 'string':
      return text(schema);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer({ min: -1, max: 20 });
    case 'null':
      return fc.constant(null);
    default:
      return something;
  }
}

function text({ pattern, anyOf, format }: JsonSchema): Arbitrary<unknown> {
  const sound =
    anyOf !== undefined || format !== undefined
      ? time
      : typeof pattern === 'string' && pattern.includes('[A-Z')
        ? fc.stringMatching(new RegExp(pattern))
        : typeof pattern === 'string' && pattern.includes('{64}')
          ? fc.constant('0aF9'.repeat(16))
          : fc.string({ minLength: 1, maxLength: 8 });
  return fc.oneof({ weight: 30, arbitrary: sound }, { weight: 1, arbitrary: someText });
}

function anObject(schema: JsonSchema): Arbitrary<unknown> {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const required = [schema['required'] ?? []].flat().map(String);
  const fields = Object.entries(properties).map(([name, field]) => {
    const present = nearly(isSchema(field) ? field : {}).map((value): [string, unknown][] => [[name, value]]);
    return fc.oneof(
      { weight: required.includes(name) ? 60 : 2, arbitrary: present },
      { weight: 1, arbitrary: fc.constant<[string, unknown][]>([]) },
    );
  });
  return fc.tuple(...fields).map((pairs) => Object.fromEntries(pairs.flat()));
}
