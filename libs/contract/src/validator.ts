import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ValidateFunction } from 'ajv';
import type { EventType } from '#domain';
import { EnvelopeSchema } from './envelope-schema.js';
import { DATA_SCHEMAS } from './event-schemas.js';
import { FORMATS } from './formats.js';

/**
 * Our one ajv. The first violation is enough (`allErrors` would let a hostile message cost much), and its sentence is
 * ours, for which `verbose` hands over the schema that was not met.
 */
const ajv = new Ajv({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: false,
  verbose: true,
  messages: false,
  formats: Object.fromEntries(Object.entries(FORMATS).map(([name, format]) => [name, format.check])),
});

/** @returns a function that compiles the schema when it is first needed: a short command doesn't wait for all of them */
export function lazily<T = unknown>(schema: TSchema): () => ValidateFunction<T> {
  let compiled: ValidateFunction<T> | undefined;
  return () => (compiled ??= ajv.compile<T>(schema));
}

export const envelopeValidator = lazily(EnvelopeSchema);

const DATA_VALIDATORS: ReadonlyMap<string, () => ValidateFunction> = new Map(
  Object.entries(DATA_SCHEMAS).map(([type, schema]) => [type, lazily(schema)]),
);

/** @returns the validator of the `data` of a known type */
export function dataValidator(type: EventType): ValidateFunction {
  const validator = DATA_VALIDATORS.get(type);
  if (validator === undefined) throw new Error(`No schema for the type ${type}.`);
  return validator();
}
