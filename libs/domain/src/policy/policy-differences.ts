import { retentionYears, type PolicyPack, type Territory } from './policy.js';

/**
 * What a pack changes of another one, in sentences that a lawyer reads: first where the regime applies, then what counts
 * as the same, then what follows. Empty where nothing but the version differs. Pure.
 */
export function policyDifferences(before: PolicyPack, after: PolicyPack): string[] {
  return [
    ...titleDifferences(before, after),
    ...changed('The pack', before.actsFrom, after.actsFrom, actsJudged),
    ...perimeterDifferences(before.perimeter, after.perimeter),
    ...facetDifferences(before, after),
    ...changed('The window after a request', before.windowHours, after.windowHours, (h) => `is ${h} hours`),
    ...each('An alert', before.severities, after.severities, (s) => `has severity ${s}`),
    ...changed('A contact that bounced', before.bouncedSeverity, after.bouncedSeverity, (s) => `has severity ${s}`),
    ...changed(
      'An act under another regime that the client never asked for',
      before.unrequestedOtherRegimeSeverity,
      after.unrequestedOtherRegimeSeverity,
      (s) => `has severity ${s}`,
    ),
    ...each('A finding', before.citations, after.citations, (list) => `cites ${list.map(citation).join(' and ')}`),
    ...each(
      'An alert of severity',
      before.serviceHours,
      after.serviceHours,
      (h) => `is to be closed within ${h} hours`,
    ),
    ...changed('Closing', before.fourEyes.closing, after.fourEyes.closing, (list) =>
      list.length === 0 ? 'takes two people for no severity' : `takes two people for ${[...list].sort().join(', ')}`,
    ),
    ...changed(
      'A silence',
      before.fourEyes.silenceDays,
      after.fourEyes.silenceDays,
      (days) => `takes two people if it is longer than ${days} days`,
    ),
    ...changed(
      'What is on file of a client',
      retentionYears(before),
      retentionYears(after),
      (years) => `is kept for ${years} years after the last relationship has ended`,
    ),
  ];
}

function titleDifferences(before: PolicyPack, after: PolicyPack): string[] {
  return before.title === after.title ? [] : [`The pack is called “${after.title}” (before: “${before.title}”).`];
}

const actsJudged = (actsFrom: string | undefined): string =>
  actsFrom === undefined
    ? 'judges every act, whenever it was'
    : `judges acts from ${day(actsFrom)} on, and leaves earlier ones to the packs before it`;

function perimeterDifferences(before: readonly Territory[], after: readonly Territory[]): string[] {
  const countries = new Set([...before, ...after].map(({ country }) => country));
  return [...countries].sort().flatMap((country) => {
    const of = (all: readonly Territory[]): Territory[] =>
      all.filter((t) => t.country === country).sort((a, b) => (a.from < b.from ? -1 : 1));
    const [was, is] = [of(before), of(after)];
    const name = countryName(country);
    if (stretches(was) !== stretches(is)) {
      return is.length === 0
        ? [`${name} no longer counts as inside the perimeter (before: ${stretches(was)}).`]
        : [`${capital(stretches(is))} ${name} counts as inside the perimeter (before: ${stretches(was)}).`];
    }
    return changed(`That ${name} is inside the perimeter`, grounds(was), grounds(is), (text) => `is ${text}`);
  });
}

function facetDifferences(before: PolicyPack, after: PolicyPack): string[] {
  return each(
    'The facet',
    before.facets,
    after.facets,
    ({ enabled, sourceStatus }) =>
      `${enabled ? 'is part' : 'is no part'} of what makes an asset the same type (${sourceStatus})`,
  );
}

/** One sentence for each key whose value differs. */
function each<K extends string, V>(
  what: string,
  before: Readonly<Record<K, V>>,
  after: Readonly<Record<K, V>>,
  say: (value: V) => string,
): string[] {
  return (Object.keys(after) as K[]).flatMap((key) => changed(`${what} ${key}`, before[key], after[key], say));
}

function changed<V>(what: string, before: V, after: V, say: (value: V) => string): string[] {
  const [was, is] = [say(before), say(after)];
  return was === is ? [] : [`${what} ${is} (before: ${was}).`];
}

const citation = ({ article, sourceStatus }: PolicyPack['citations']['NO_BASIS'][number]): string =>
  `${article} (${sourceStatus})`;

const stretches = (territories: readonly Territory[]): string =>
  territories.length === 0
    ? 'never'
    : territories
        .map(({ from, until }) => `from ${day(from)}${until === undefined ? '' : ` until ${day(until)}`}`)
        .join(' and ');

const grounds = (territories: readonly Territory[]): string =>
  territories.map(({ sourceStatus, note }) => `${sourceStatus}${note === undefined ? '' : ` (${note})`}`).join(' and ');

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/** A date as it is written, in words. */
function day(date: string): string {
  const [year = '', month = '', dayOfMonth = ''] = date.split('-');
  return `${Number(dayOfMonth)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

const NAMES = new Intl.DisplayNames('en', { type: 'region' });
const countryName = (code: string): string => NAMES.of(code) ?? code;
