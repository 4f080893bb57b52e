import type { ErrorObject } from 'ajv';

/** What a pattern of the pack asks for, in words. */
export type PatternWords = Readonly<Record<string, string>>;

/**
 * What is wrong with the shape of a pack, in sentences that begin with the path of the field ("serviceHours.low must be a
 * number"), or with the name of the whole where it is that.
 * @param errors of Ajv with `verbose`
 * @param whole what the thing itself is called
 * @param where put before each path
 */
export function packProblems(
  errors: readonly ErrorObject[],
  { whole, where, patterns }: { whole: string; where: string; patterns: PatternWords },
): string[] {
  const said = errors.flatMap((error) => {
    const words = wordsOf(error, patterns);
    if (words === null) return [];
    const path = [...error.instancePath.split('/').slice(1), ...fieldNamedBy(error)].join('.');
    return [`${path === '' ? whole : `${where}${path}`} ${words}`];
  });
  return [...new Set(said)];
}

/** A field that is missing, or that there should not be, is named by the error and not by its place. */
function fieldNamedBy({ params }: ErrorObject): string[] {
  const named: unknown = params['missingProperty'] ?? params['additionalProperty'];
  return named === undefined ? [] : [String(named)];
}

/** `null` where another error says the same. */
function wordsOf(error: ErrorObject, patterns: PatternWords): string | null {
  const { keyword, message } = error;
  const params = error.params as Readonly<Record<string, unknown>>;
  const limit = String(params['limit']);
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return 'is nothing that a pack says';
    case 'type':
      return `must be ${TYPES[String(params['type'])] ?? String(params['type'])}`;
    case 'exclusiveMinimum':
      return `must be above ${limit}`;
    case 'exclusiveMaximum':
      return `must be below ${limit}`;
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'minLength':
      return 'must not be empty';
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'minItems':
      return `must have at least ${limit} of them`;
    case 'maxItems':
      return `must have at most ${limit} of them`;
    case 'pattern':
      return patterns[String(params['pattern'])] ?? message ?? 'is wrong';
    case 'const':
      return null;
    case 'anyOf':
      return `must be one of ${alternatives(error.schema)}`;
    default:
      return message ?? 'is wrong';
  }
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'an object',
  string: 'a text',
};

const alternatives = (schema: unknown): string =>
  Array.isArray(schema) ? schema.map((one: { const?: unknown }) => String(one.const)).join(', ') : 'those known';
