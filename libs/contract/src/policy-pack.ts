import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import {
  ALERTING_VERDICTS,
  CITATION_KEYS,
  compileSuccession,
  PolicyError,
  SEVERITIES,
  SOURCE_STATUSES,
  succession,
  type Policy,
  type PolicyPack,
} from '#domain';
import { readText } from './json.js';
import { packProblems } from './pack-problems.js';

const sourceStatus = Type.Union(
  SOURCE_STATUSES.map((status) => Type.Literal(status)),
  { description: 'How well the statement is confirmed: by the primary text, by a secondary source, or not yet.' },
);
const severity = Type.Union(SEVERITIES.map((value) => Type.Literal(value)));
const closed = { additionalProperties: false } as const;
const DATE = '^\\d{4}-\\d{2}-\\d{2}$';
const COUNTRY = '^[A-Z]{2}$';
const VERSION = '^[A-Za-z0-9._/-]{1,100}$';
/** What each of them asks for. */
const PATTERNS = {
  [DATE]: 'must be a date such as 2026-12-01',
  [COUNTRY]: 'must be a country code of two capital letters, such as DE',
  [VERSION]: 'must be 1 to 100 letters without accents, digits, or any of . _ / -',
};
const date = Type.String({ pattern: DATE, description: 'A date; it begins at 00:00 UTC.' });

const territory = Type.Object(
  {
    country: Type.String({ pattern: COUNTRY, description: 'ISO 3166-1 alpha-2' }),
    from: date,
    until: Type.Optional(date),
    sourceStatus,
    note: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  closed,
);
const facet = Type.Object({ enabled: Type.Boolean(), sourceStatus }, closed);
const citations = Type.Array(
  Type.Object({ article: Type.String({ minLength: 1, maxLength: 300 }), sourceStatus }, closed),
  { minItems: 1, maxItems: 20 },
);

/** A field of one kind for each name. */
const each = <K extends string, T extends TSchema>(names: readonly K[], field: T) =>
  Object.fromEntries(names.map((name) => [name, field])) as Record<K, T>;

const hours = Type.Number({ exclusiveMinimum: 0 });

/** A rule pack as a file: the parts of the rules that are data. */

export const PolicyPackSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    version: Type.String({
      pattern: VERSION,
      description: 'Every verdict names it; a changed pack needs a new one.',
    }),
    title: Type.String({ minLength: 1, maxLength: 300 }),
    actsFrom: Type.Optional({
      ...date,
      description:
        'From 00:00 UTC of this date on acts are judged by this pack, and earlier ones by what was in force before. ' +
        'Without it the pack judges every act, whenever it was.',
    }),
    perimeter: Type.Array(territory, { minItems: 1, maxItems: 500 }),
    facets: Type.Object(
      { class: facet, emtCurrency: facet, artBacking: facet, technologies: facet, liquidity: facet },
      { ...closed, description: 'By which facets of an asset "same type" is decided.' },
    ),
    windowHours: Type.Number({
      exclusiveMinimum: 0,
      exclusiveMaximum: 672,
      description: 'How long after a request the context of the original transaction lasts. Always less than a month.',
    }),
    severities: Type.Object(each(ALERTING_VERDICTS, severity), closed),
    bouncedSeverity: severity,
    unrequestedOtherRegimeSeverity: severity,
    citations: Type.Object(each(CITATION_KEYS, citations), closed),
    serviceHours: Type.Object(
      { low: hours, medium: hours, high: hours, critical: hours },
      { ...closed, description: 'Within how many hours of being raised an alert should be closed, by severity.' },
    ),
    fourEyes: Type.Object(
      {
        closing: Type.Array(severity, { uniqueItems: true, description: 'Alerts that two people must close.' }),
        silenceDays: Type.Integer({ minimum: 0, description: 'A silence that is longer needs a second person.' }),
      },
      { ...closed, description: 'What one person may only propose, and another must approve.' },
    ),
    retention: Type.Optional(
      Type.Object(
        {
          yearsAfterEnd: Type.Integer({
            minimum: 0,
            maximum: 100,
            description:
              'How long what is on file of a client is kept after the last relationship with them has ended.',
          }),
        },
        {
          ...closed,
          description: 'Without it: five years, as records of services are to be kept (MiCA, Article 68(9)).',
        },
      ),
    ),
  },
  closed,
);

const validate = new Ajv({ allErrors: true, verbose: true }).compile<Static<typeof PolicyPackSchema>>(PolicyPackSchema);

/** Several packs in one file: no installation needs more. */
const PACKS_MAX = 1000;

/**
 * Reads rules: one pack, or an array of packs of which each later one says from when on it judges acts.
 * @throws PolicyError with everything that is wrong with it, shape first
 */
export const readPolicy = (text: string): Policy => compileSuccession(packsIn(text));

/**
 * The text of a file that is to be a pack, without its byte order mark.
 * @throws PolicyError where the file is no UTF-8 text
 */
export function textOfPack(bytes: Uint8Array): string {
  const read = readText(bytes, 'The file');
  if (!read.ok) throw new PolicyError([`${read.message}.`]);
  return read.text;
}

/**
 * Reads a single rule pack.
 * @throws PolicyError with everything that is wrong with it, shape first
 */
export function readPack(text: string): Policy {
  const packs = packsIn(text);
  if (packs.length !== 1) throw new PolicyError([`It holds ${packs.length} packs; here one is expected.`]);
  return compileSuccession(packs);
}

/**
 * The rules that acts are judged by once a pack comes into force; the pack itself where it doesn't say from when on it judges.
 * @param inForce the rules in force before, if there are any
 * @throws PolicyError with everything that is wrong with the pack
 */
export function rulesAfter(inForce: string | undefined, pack: string): string {
  const { pack: parsed } = readPack(pack);
  const packs = succession(inForce === undefined ? [] : readPolicy(inForce).packs, parsed);
  return packs.length === 1 ? pack : JSON.stringify(packs);
}

// Compiles only as long as the schema gives the very shape that the domain judges by.
function packsIn(text: string): readonly PolicyPack[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new PolicyError([`It is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  if (!Array.isArray(json)) return [packOf(json, '')];
  if (json.length > PACKS_MAX)
    throw new PolicyError([`It holds ${json.length} packs; at most ${PACKS_MAX} can be read.`]);
  return json.map((pack, i) => packOf(pack, `${i}.`));
}

function packOf(json: unknown, where: string): PolicyPack {
  if (validate(json)) return json;
  const whole = `the pack${where === '' ? '' : ` ${where.slice(0, -1)}`}`;
  const problems = packProblems(validate.errors ?? [], { whole, where, patterns: PATTERNS });
  throw new PolicyError(problems.slice(0, 20));
}
