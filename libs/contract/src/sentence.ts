import type { ErrorObject, ValidateFunction } from 'ajv';
import { deeperThan } from './json.js';
import { DATA_LEVELS_MAX, MESSAGE_CHARS_MAX } from './limits.js';

/** Makes a sentence safe to keep and to show: no control characters, no half of a surrogate pair, no endless length. */
export function clip(sentence: string, charsMax = MESSAGE_CHARS_MAX): string {
  const cut = sentence.length > charsMax ? `${sentence.slice(0, charsMax - 1)}…` : sentence;
  return cut.replace(/[\u0000-\u001F\u007F]/g, ' ').replace(/[\uD800-\uDFFF]/gu, '\uFFFD');
}

/** @returns a value as JSON for a sentence, cut after `charsMax` characters; what is nested endlessly only in words */
export const shown = (value: unknown, charsMax = 100): string =>
  deeperThan(value, DATA_LEVELS_MAX)
    ? `something nested deeper than ${DATA_LEVELS_MAX} levels`
    : clip(JSON.stringify(value) ?? String(value), charsMax);

/**
 * Turns the first violation of a validator into a sentence such as `data.offers[0].service must be one of …`.
 * Called on failure only.
 * @param root how the validated value is called, or `''` for an envelope, whose fields stand by themselves
 */
export function violation(validate: ValidateFunction, root: string): string {
  // Of a failed alternative the last error is the one of the whole, the others are those of its branches.
  const error = validate.errors?.at(-1);
  return clip(error === undefined ? `${root} is not valid` : sentenceOf(error, root));
}

function sentenceOf(error: ErrorObject, root: string): string {
  const path = pathOf(error.instancePath, root);
  const params: Readonly<Record<string, unknown>> = error.params;
  const subject = path === '' ? 'the event' : path;
  switch (error.keyword) {
    case 'required':
      return `${join(path, String(params['missingProperty']))} is missing`;
    case 'additionalProperties':
      return `${join(path, clip(String(params['additionalProperty']), 100))} is not a known field`;
    case 'type':
      return `${subject} must be ${typeNames(params['type'])}`;
    case 'enum':
      return `${subject} must be one of ${[error.schema].flat().map(String).join(', ')}`;
    case 'const':
      return `${subject} must be ${shown(error.schema)}`;
    case 'format':
    case 'pattern':
      return `${subject} must be ${String(error.parentSchema?.['description'] ?? 'of another form')}`;
    case 'minLength':
      return `${subject} must have at least ${String(error.schema)} character${error.schema === 1 ? '' : 's'}`;
    case 'maxLength':
      return `${subject} must have at most ${String(error.schema)} characters`;
    case 'minItems':
      return `${subject} must have at least ${String(error.schema)} entr${error.schema === 1 ? 'y' : 'ies'}`;
    case 'maxItems':
      return `${subject} must have at most ${String(error.schema)} entries`;
    case 'minimum':
      return `${subject} must be at least ${String(error.schema)}`;
    case 'maximum':
      return `${subject} must be at most ${String(error.schema)}`;
    case 'uniqueItems':
      return `${subject} must not have an entry twice`;
    case 'anyOf':
      return `${subject} must have at least one of ${alternatives(error.schema)}, not empty`;
    default:
      return `${subject} violates ${error.keyword}`;
  }
}

/** JSON pointer to what a person would write: `/offers/0/service` under `data` is `data.offers[0].service`. */
function pathOf(pointer: string, root: string): string {
  return pointer
    .split('/')
    .slice(1)
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), root);
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const ARTICLES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  boolean: 'true or false',
  number: 'a number',
  integer: 'a whole number',
  null: 'null',
};
const typeNames = (type: unknown): string =>
  [type]
    .flat()
    .flatMap((name) => String(name).split(','))
    .map((name) => ARTICLES[name] ?? name)
    .join(' or ');

const alternatives = (branches: unknown): string =>
  [branches]
    .flat()
    .flatMap((branch) => (typeof branch === 'object' && branch !== null && 'required' in branch ? branch.required : []))
    .map(String)
    .join(' and ');
