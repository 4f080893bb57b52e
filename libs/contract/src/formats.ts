import { instant, parseInstant, parseWhen, type When } from '#domain';

/** One string format: the check that the parser runs, and what stands for it in a published JSON Schema. */
export interface Format {
  readonly check: (text: string) => boolean;
  /** Ends the sentence "<path> must be …", and describes the field in the published schema. */
  readonly description: string;
  /** Standard keywords that say the same to a validator that doesn't know our format names. */
  readonly published: Readonly<Record<string, unknown>>;
}

const DATE_ALONE_LENGTH = '2026-03-01'.length;
const INSTANT_PATTERN =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-5][0-9](\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$';
const DATE_PATTERN = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$';

let lastText = '';
let lastWhen: When | null = null;

/**
 * `parseWhen` of the domain, which remembers its last answer: validation reads a time, and the parser asks for the
 * same one right after.
 * @returns the point of time, or `null` if the text is none
 */
export function whenOf(text: string): When | null {
  if (text !== lastText) {
    lastText = text;
    // Nearly every time is an instant, whose reader needn't try first whether it is a date.
    const ms = text.length > DATE_ALONE_LENGTH ? parseInstant(text) : null;
    lastWhen = ms === null ? parseWhen(text) : instant(ms);
  }
  return lastWhen;
}

const CONTROL_OR_LONE_SURROGATE = /[\u0000-\u001F\u007F\uD800-\uDFFF]/u;
const NUL_OR_LONE_SURROGATE = /[\u0000\uD800-\uDFFF]/u;

/**
 * Lone surrogates are refused here but not by the published patterns: with them a JSON text isn't I-JSON (RFC 7493),
 * and several regular-expression engines can't name them.
 */
export const FORMATS = {
  identifier: {
    check: (text) => !CONTROL_OR_LONE_SURROGATE.test(text),
    description: 'a string of 1 to 256 characters without control characters',
    published: { pattern: '^[^\\x00-\\x1F\\x7F]*$' },
  },
  text: {
    check: (text) => !NUL_OR_LONE_SURROGATE.test(text),
    description: 'well-formed text without the character U+0000',
    published: { pattern: '^[^\\x00]*$' },
  },
  'rfc3339-instant': {
    // A date alone has exactly ten characters; an instant never has so few.
    check: (text) => text.length > DATE_ALONE_LENGTH && whenOf(text) !== null,
    description: 'an RFC 3339 date-time with an offset (no leap second)',
    published: { format: 'date-time', pattern: INSTANT_PATTERN },
  },
  'rfc3339-when': {
    check: (text) => whenOf(text) !== null,
    description: 'an RFC 3339 date-time with an offset (no leap second), or a date alone',
    published: {
      anyOf: [
        { format: 'date-time', pattern: INSTANT_PATTERN },
        { format: 'date', pattern: DATE_PATTERN },
      ],
    },
  },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
