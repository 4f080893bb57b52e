/** How a piece of text is meant: `code` is copied letter by letter, `quiet` is read last. */
export type Tone = 'plain' | 'code' | 'quiet';

/** Text in one line of a cell or a paragraph, piece by piece. */
export interface Piece {
  readonly text: string;
  readonly tone: Tone;
}

export type Line = readonly Piece[];
export type Cell = readonly Line[];

/** What a report is made of, whatever it is shown as. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly line: Line }
  /** The line that stands at the head and at the foot of all that is said. */
  | { readonly kind: 'disclaimer'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      /** Empty where the first cell of each row is its heading. */
      readonly head: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
      /** Parts of the width. */
      readonly widths: readonly number[];
    };

export interface Report {
  readonly title: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly blocks: readonly Block[];
}

export const plain = (text: string): Piece => ({ text, tone: 'plain' });
export const code = (text: string): Piece => ({ text, tone: 'code' });
export const quiet = (text: string): Piece => ({ text, tone: 'quiet' });

export const heading = (level: 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
export const paragraph = (...line: Line): Block => ({ kind: 'paragraph', line });

/** A cell of one line of plain text. */
export const cell = (text: string): Cell => [[plain(text)]];
