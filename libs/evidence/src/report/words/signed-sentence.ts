import { actWords, identityKey, isInstant, listed, rowWords, withoutCodes } from '#domain';
import type { EventData, Identity, Judgement, JudgedOffer, When } from '#domain';
import { dayWords, timeWords } from './dates.js';
import { offerWords } from './events.js';
import { INDICATES } from './verdicts.js';

/** A stretch of a sentence. The texts of all of them, one after the other, are the sentence, with its times in UTC. */
export interface SentencePiece {
  readonly text: string;
  /** Where the text is a time: which, for whoever shows it by other clocks. RFC 3339, or a date where only the day is meant. */
  readonly at: string | null;
  /** Whether it is given to the minute. */
  readonly isExact: boolean;
}

/** What was asked for, as far as a sentence says it. */
interface AskedFor {
  /** Without the prefix. */
  readonly type: string;
  readonly when: When;
  readonly data: unknown;
}

/** A verdict, and how to find the events that it was judged against. */
export interface Signable {
  readonly judgement: Judgement;
  readonly articles: readonly string[];
  readonly eventOf: (identity: Identity) => AskedFor | undefined;
}

/**
 * What somebody would sign: on which day who did what, what the client had asked for by then and in which words, what follows,
 * and by which article. Pure.
 */
export const signedSentence = (signable: Signable): SentencePiece[] => sentenceOf(signedPieces(signable));

/** The sentence as text, with its times in UTC. */
export const textOfPieces = (pieces: readonly SentencePiece[]): string => pieces.map(({ text }) => text).join('');

/** The same as part of a longer sentence: "on 3 May 2026 at 14:05 UTC ENT-1 marketed …, when …; that is …, and that indicates …". */
export function signedPieces({ judgement, articles, eventOf }: Signable): SentencePiece[] {
  const act = withoutCodes(actWords(judgement, 'HAPPENED'));
  // What was asked for stands in the sentence already.
  const isAlone = judgement.act.kind === 'REQUEST' && judgement.scope.length === 0;
  return [
    text('on '),
    moment(judgement.act.when),
    text(` ${act}`),
    ...(isAlone ? [] : [text(', when '), ...scopePieces(judgement, eventOf)]),
    text(`; ${withoutCodes(rowWords(judgement, 'HAPPENED'))}${meaningOf(judgement)}`),
    text(articles.length === 0 ? '' : ` (${listed(articles)})`),
  ].filter((piece) => piece.text !== '');
}

function meaningOf({ verdict, severity }: Judgement): string {
  if (severity === null) return '';
  const indicates = INDICATES[verdict];
  return indicates === undefined ? ', so that a person has to decide' : `, and that indicates ${indicates}`;
}

const SHOWN_MAX = 3;

/** What the client had asked for by then, with the days of the requests, and the words of the first. */
function scopePieces({ scope }: Judgement, eventOf: Signable['eventOf']): SentencePiece[] {
  const requests = new Map<string, { readonly identity: Identity; readonly offers: string[] }>();
  for (const { identity, offer } of scope) {
    const key = identityKey(identity);
    const known = requests.get(key) ?? { identity, offers: [] };
    requests.set(key, { identity, offers: [...new Set([...known.offers, offerWords(offer satisfies JudgedOffer)])] });
  }
  if (requests.size === 0) return [text('no request of the client’s own was in the scope')];
  const shown = [...requests.values()].slice(0, SHOWN_MAX);
  const parts = shown.map(({ identity, offers }, i) => coverPieces(eventOf(identity), offers.join('; '), i === 0));
  const rest = requests.size - shown.length;
  return [
    ...parts.flatMap((part, i) => [text(i === 0 ? '' : i === parts.length - 1 ? ' and ' : ', '), ...part]),
    text(rest === 0 ? '' : `, and ${rest} more did so too`),
  ];
}

function coverPieces(event: AskedFor | undefined, offers: string, isQuoted: boolean): SentencePiece[] {
  if (event === undefined) return [text(`a request of the client covered ${offers}`)];
  if (event.type !== 'client.requested.v1') {
    return [text('what was found in use on '), dayOf(event.when), text(` covered ${offers}`)];
  }
  const { words } = event.data as EventData['client.requested.v1'];
  const quoted = words === undefined || !isQuoted ? '' : ` (“${shortened(words)}”)`;
  return [text('the client’s own request of '), dayOf(event.when), text(`${quoted} covered ${offers}`)];
}

const WORDS_MAX = 160;

/** All of it stands where the request does. */
export const shortened = (words: string): string => {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length <= WORDS_MAX ? line : `${line.slice(0, WORDS_MAX).replace(/\s+\S*$/, '')} …`;
};

const text = (words: string): SentencePiece => ({ text: words, at: null, isExact: false });

const dayOf = (when: When): SentencePiece => ({ text: dayWords(when), at: givenAs(when), isExact: false });

const moment = (when: When): SentencePiece =>
  isInstant(when)
    ? { text: `${timeWords(when).replace(', ', ' at ')} UTC`, at: givenAs(when), isExact: true }
    : dayOf(when);

/** An instant as RFC 3339, of a whole day the date. */
export const givenAs = (when: When): string => {
  const iso = new Date(when.from).toISOString();
  return isInstant(when) ? iso : iso.slice(0, 10);
};

function sentenceOf([first, ...rest]: readonly SentencePiece[]): SentencePiece[] {
  if (first === undefined) return [];
  return [{ ...first, text: `${first.text.slice(0, 1).toUpperCase()}${first.text.slice(1)}` }, ...rest, text('.')];
}
