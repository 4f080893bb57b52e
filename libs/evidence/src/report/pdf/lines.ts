import type { Line, Tone } from '../blocks.js';
import { handOf, INK, QUIET, CAUTION, type Hand, type Typeface } from './fonts.js';

/** A stretch of one line in one hand, and where it begins. */
interface Stretch {
  readonly text: string;
  readonly hand: Hand;
  readonly color: string;
  /** In points. */
  readonly size: number;
  readonly x: number;
}
export type LaidLine = readonly Stretch[];

const colorOf = (tone: Tone): string => (tone === 'quiet' ? QUIET : INK);

export interface Setting {
  readonly width: number;
  readonly size: number;
  /** In place of those that the pieces ask for. */
  readonly hand?: Hand;
  readonly color?: typeof INK | typeof CAUTION;
}

/** Breaks a text into lines of a width: between words, and within one only where it is longer than a line. */
export function layOut(line: Line, face: Typeface, { width, size, hand, color }: Setting): LaidLine[] {
  const lines: Stretch[][] = [[]];
  let x = 0;
  const startLine = (): void => {
    lines.push([]);
    x = 0;
  };
  for (const piece of line) {
    const by = hand ?? handOf(piece.tone);
    const ink = color ?? colorOf(piece.tone);
    // Letters that are all of one width look larger than others.
    const points = by === 'code' ? size * 0.9 : size;
    const put = (text: string, wide: number): void => {
      const current = lines.at(-1) ?? [];
      const last = current.at(-1);
      if (last !== undefined && last.hand === by && last.color === ink) {
        current[current.length - 1] = { ...last, text: last.text + text };
      } else current.push({ text, hand: by, color: ink, size: points, x });
      x += wide;
    };
    piece.text.split(/\r\n|[\n\r\u2028\u2029]/).forEach((part, i) => {
      if (i > 0) startLine();
      for (const word of face.printable(part, by).match(/\S+\s*|\s+/g) ?? []) {
        const seen = face.width(word.trimEnd(), by, points);
        if (x > 0 && x + seen > width) startLine();
        if (seen <= width) put(word, face.width(word, by, points));
        else {
          for (const character of word) {
            const wide = face.width(character, by, points);
            if (x > 0 && x + wide > width) startLine();
            put(character, wide);
          }
        }
      }
    });
  }
  return lines;
}
