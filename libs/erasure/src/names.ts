/** Whom an erasure is about, and what takes their place. */
export interface Names {
  /** All ids of the client: those that were merged are one client. */
  readonly ids: readonly string[];
  /** The random id that stands where one of theirs stood. */
  readonly pseudonym: string;
  /** Alerts stay under their ids; what is said beside one is about the client. */
  readonly alertIds: ReadonlySet<string>;
}

/** What stands where words stood. */
export const ERASED = 'Erased.';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Finds an id where it stands by itself. One that is part of a longer word is left: `c-104` is not in `c-1042`, nor is it in
 * `c-104-b`, which may well be somebody else.
 */
function patternOf(ids: readonly string[]): RegExp {
  const longestFirst = spellingsInText(ids)
    .sort((a, b) => b.length - a.length)
    .map(escaped);
  const word = '[\\p{L}\\p{N}_]';
  return new RegExp(`(?<!${word}|${word}[-.@])(?:${longestFirst.join('|')})(?!${word}|[-.@]${word})`, 'gu');
}

/** As it is, and as it stands in an address. */
const spellingsInText = (ids: readonly string[]): string[] => [
  ...new Set(ids.flatMap((id) => [id, encodeURIComponent(id)])),
];

const patterns = new WeakMap<readonly string[], RegExp>();

function pattern(ids: readonly string[]): RegExp {
  const known = patterns.get(ids) ?? patternOf(ids);
  patterns.set(ids, known);
  return known;
}

/** Whether a text names the client. */
export const names = (text: string, { ids }: Pick<Names, 'ids'>): boolean => text.search(pattern(ids)) >= 0;

/** The text with the random id where it names the client. */
export const renamed = (text: string, { ids, pseudonym }: Pick<Names, 'ids' | 'pseudonym'>): string =>
  text.replace(pattern(ids), () => pseudonym);

/** How ids may stand in a text as PostgreSQL looks for them, first of all: as they are, as JSON writes them, in an address. */
export const spellings = (ids: readonly string[]): string[] => [
  ...new Set(
    spellingsInText(ids).flatMap((id) => {
      const json = JSON.stringify(id).slice(1, -1);
      const inAscii = json.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
      return [
        id,
        json,
        json.replaceAll('/', '\\/'),
        inAscii,
        inAscii.replace(/\\u[0-9a-f]{4}/g, (c) => `\\u${c.slice(2).toUpperCase()}`),
      ];
    }),
  ),
];
