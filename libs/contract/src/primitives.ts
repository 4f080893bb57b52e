import { Type, type SchemaOptions, type TSchema } from '@sinclair/typebox';
import { FORMATS, type FormatName } from './formats.js';
import { COUNTRIES_MAX, ID_CHARS_MAX, LIST_MAX, TEXT_CHARS_MAX, URI_CHARS_MAX } from './limits.js';

/** A string of one of our formats; its description is the end of the sentence that a violation is told with. */
const formatted = (format: FormatName, options: SchemaOptions) =>
  Type.String({ format, description: FORMATS[format].description, ...options });

/** One of a closed list of words. `enum` rather than a union of constants, for short schemas and short sentences. */
export const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });

export const Id = formatted('identifier', { minLength: 1, maxLength: ID_CHARS_MAX });
/** The identity of an act may be a derived one, `<event id>#<clientId>`. */
export const ActId = formatted('identifier', { minLength: 1, maxLength: 2 * ID_CHARS_MAX + 1 });
export const Word = formatted('identifier', { minLength: 1, maxLength: ID_CHARS_MAX });
export const Text = formatted('text', { maxLength: TEXT_CHARS_MAX });
export const Uri = formatted('identifier', {
  minLength: 1,
  maxLength: URI_CHARS_MAX,
  description: `a URI of 1 to ${URI_CHARS_MAX} characters without control characters`,
});

/** Digits of a second are cut after the third, so nobody needs more than a few. */
const TIME_CHARS_MAX = 64;
export const InstantText = formatted('rfc3339-instant', { maxLength: TIME_CHARS_MAX });
export const WhenText = formatted('rfc3339-when', { maxLength: TIME_CHARS_MAX });

const COUNTRY = { pattern: '^[A-Z]{2}$', description: 'a country code of two capital letters (ISO 3166-1 alpha-2)' };
/** Also codes that ISO doesn't assign: what such a code means is for the judge and a person, not for the door. */
export const Country = Type.String(COUNTRY);
export const CountryOrNull = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  ...COUNTRY,
  description: `${COUNTRY.description}, or null for unknown`,
});
export const Countries = Type.Array(Country, { maxItems: COUNTRIES_MAX });

/** In any letters: currencies and technologies are compared without regard to them. */
export const Currency = Type.String({
  pattern: '^\\s*[A-Za-z]{3}\\s*$',
  description: 'a currency code of three letters (ISO 4217)',
});
/** May be blank: then it is as unknown as if it were `UNKNOWN`. */
export const Technology = formatted('identifier', {
  maxLength: ID_CHARS_MAX,
  description: `a string of at most ${ID_CHARS_MAX} characters without control characters`,
});
export const Sha256 = Type.String({ pattern: '^[0-9A-Fa-f]{64}$', description: 'a SHA-256 digest of 64 hex digits' });

/** The token identifiers (ISO 24165) of one asset: each ledger may have one, so registers give some dozens of them. */
export const Dtis = Type.Unsafe<string | string[]>({
  ...formatted('text', { maxLength: TEXT_CHARS_MAX }),
  type: ['string', 'array'],
  items: Word,
  maxItems: LIST_MAX,
  description: 'one digital token identifier, or a list of them',
});

export const listOf = <T extends TSchema>(item: T, maxItems: number) => Type.Array(item, { maxItems });
