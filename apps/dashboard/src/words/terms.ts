import type { Law } from '../api/law';

type Term = Law['terms'][number];

/** A piece of a text: as it is, or a term with what it means. */
export interface Piece {
  readonly text: string;
  readonly meaning?: string;
}

/** A text in pieces: each term of the glossary where it shows first, the longest of those that begin there. Pure. */
export function piecesOf(text: string, terms: readonly Term[]): Piece[] {
  const found = terms
    .flatMap(({ shows, meaning }) => {
      const match = new RegExp(shows, 'i').exec(text);
      return match === null || match[0] === '' ? [] : [{ at: match.index, text: match[0], meaning }];
    })
    .sort((a, b) => a.at - b.at || b.text.length - a.text.length);
  const pieces: Piece[] = [];
  let at = 0;
  for (const term of found) {
    if (term.at < at) continue;
    if (term.at > at) pieces.push({ text: text.slice(at, term.at) });
    pieces.push({ text: term.text, meaning: term.meaning });
    at = term.at + term.text.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}
