import { ERASED, renamed, type Names } from './names.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Fields = { readonly [name: string]: Json };

/** What holds words of the client's or about them, wherever it stands in what is theirs. */
const WORDS = new Set([
  ...[
    'text',
    'words',
    'explanation',
    'explanations',
    'sentence',
    'subject',
    'excerpt',
    'uri',
    'name',
    'standsOn',
    'doubts',
  ],
  ...['reasons', 'evidence', 'detail', 'problem', 'message', 'accountId', 'requestId', 'contactId', 'country'],
]);
/** Where an id says whose it is. */
const WHOSE = ['clientId', 'client_id', 'namedClientId', 'survivorId', 'survivor_id'];
const WHICH = ['alertId', 'alert_id'];

/**
 * JSON without the client: their ids give way to the random one, and in what is about them words go too. What is theirs is
 * known by an id of theirs or of one of their alerts that stands in it.
 * @param own whether all of it is theirs
 */
export function withoutClient(json: Json, names: Names, own = false): Json {
  if (typeof json === 'string') return inText(json, names, own);
  if (Array.isArray(json)) return (json as readonly Json[]).map((one) => withoutClient(one, names, own));
  if (json === null || typeof json !== 'object') return json;
  return inObject(json as Fields, names, own);
}

function inObject(fields: Fields, names: Names, own: boolean): Fields {
  const theirs = own || isTheirs(fields, names);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const isWords = theirs && WORDS.has(name);
      return [renamed(name, names), isWords ? wordless(value) : withoutClient(value, names, theirs)];
    }),
  );
}

function isTheirs(fields: Fields, { ids, alertIds, pseudonym }: Names): boolean {
  const textIn = (of: Fields, name: string): string => (typeof of[name] === 'string' ? of[name] : '');
  const isWhose = (of: Fields): boolean =>
    WHOSE.some((name) => ids.includes(textIn(of, name)) || textIn(of, name) === pseudonym);
  // An event says in its data whose it is.
  const { data } = fields;
  const isEvent = typeof data === 'object' && data !== null && !Array.isArray(data) && isWhose(data as Fields);
  return isWhose(fields) || isEvent || WHICH.some((name) => alertIds.has(textIn(fields, name)));
}

/** Words go; that there were some stays to be seen, and so does the form. */
function wordless(value: Json): Json {
  if (typeof value === 'string') return ERASED;
  if (Array.isArray(value)) return [];
  return value === null || typeof value !== 'object' ? value : {};
}

/** JSON within a text is JSON. */
function inText(text: string, names: Names, own: boolean): string {
  if (/^\s*[[{]/.test(text)) {
    const read = readJson(text);
    if (read !== undefined) return JSON.stringify(withoutClient(read, names, own));
  }
  const without = renamed(text, names);
  // Within what is theirs an id may be part of another, such as that of an event.
  return own && names.ids.some((id) => without.includes(id)) ? ERASED : without;
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The same of a text that holds JSON; one that holds none is a text. `null` stays. */
export const withoutClientIn = <T extends string | null>(text: T, names: Names, own = false): T =>
  (text === null ? null : inText(text, names, own)) as T;
