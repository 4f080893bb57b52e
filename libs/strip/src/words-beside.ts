import type { Cluster } from './points.js';
import type { Anchor } from './stroke.js';

/** Words that stand to the right of a point, or, with their end at it, to the left. */
export interface WordsBeside {
  readonly text: string;
  readonly x: number;
  readonly anchor: Anchor;
}

type Drawn = Pick<Cluster, 'x' | 'status' | 'shape' | 'marks'> & { readonly r: number };

/** The width of a letter of them, about. */
const LETTER_WIDTH = 6;
const GAP = 6;
/** Fewer letters say nothing. */
const LENGTH_MIN = 12;
const LENGTH_MAX = 80;

/**
 * The words of what sticks out, of requests and of what is told of the client, point by point from left to right: to the right of it
 * if all of them have room there, else where more of them have. Null where there is room for hardly any.
 */
export function wordsBeside(points: readonly Drawn[], width: number): (WordsBeside | null)[] {
  // Up to where something stands already.
  let taken = 0;
  return points.map((point, i) => {
    const next = points[i + 1];
    const [left, right] = [point.x - point.r - GAP, point.x + point.r + GAP];
    const free = { left: left - taken, right: (next === undefined ? width : next.x - next.r - GAP) - right };
    const said = saidBy(point);
    const wanted = said === null ? 0 : Math.min(LENGTH_MAX, said.length) * LETTER_WIDTH;
    taken = right;
    if (said === null) return null;
    const isRight = free.right >= wanted || free.right >= free.left;
    const length = Math.min(LENGTH_MAX, Math.floor(Math.max(0, isRight ? free.right : free.left) / LETTER_WIDTH));
    if (length < Math.min(LENGTH_MIN, said.length)) return null;
    const text = within(said, length);
    if (isRight) taken = right + text.length * LETTER_WIDTH + GAP;
    return isRight ? { text, x: right, anchor: 'start' } : { text, x: left, anchor: 'end' };
  });
}

function saidBy({ status, shape, marks: [mark] }: Drawn): string | null {
  if (mark === undefined || (status === 'QUIET' && shape !== 'REQUEST' && shape !== 'OTHER')) return null;
  const said = mark.subject ?? mark.excerpt;
  if (said !== null) return `“${said}”`;
  return status === 'QUIET' ? mark.what : mark.verdict;
}

/** A text in lines that are not longer than so many letters, unless a word is. */
export function linesOf(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > length) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Not longer than so many letters, and it shows where something is left out. */
const within = (text: string, length: number): string => {
  const letters = Array.from(text);
  return letters.length <= length
    ? text
    : `${letters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
};
