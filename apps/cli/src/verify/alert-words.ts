/** Of all words together as many letters count, and of a word that is longer than PostgreSQL takes one to be, so many. */
const LETTERS_MAX = 10_000;
const WORD_LETTERS_MAX = 500;
const BYTES_MAX = 2000;

/** The names of what an alert is about: of the act, its campaign, the product, the asset, the requests. @param view JSON */
export const namesIn = (view: string): string =>
  [...view.matchAll(/"(?:id|assetId|productId|key)":"((?:[^"\\]|\\.)*)"/g)].map(([, name]) => name).join(' ');

/** The words by which an alert is found: what stands between signs and spaces, each once, in the order of their bytes. */
export function wordsOf(texts: string): string[] {
  const spaced = [...texts]
    .slice(0, LETTERS_MAX)
    .join('')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/[\t\n\r!-/:-@[-`{-~]/g, ' ');
  const words = spaced.split(' ').filter((word) => word !== '');
  const kept =
    Buffer.byteLength(spaced) <= BYTES_MAX ? words : words.map((word) => [...word].slice(0, WORD_LETTERS_MAX).join(''));
  return [...new Set(kept)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
