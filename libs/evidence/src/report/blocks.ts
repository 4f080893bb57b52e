import type { Scene } from '#strip';

/**
 * How a piece of text is meant: `code` is copied letter by letter, `quiet` is read last, `strong` first.
 */
export type Tone = 'plain' | 'code' | 'quiet' | 'strong';

/** Text in one line of a cell or a paragraph, piece by piece. */
export interface Piece {
  readonly text: string;
  readonly tone: Tone;
}

export type Line = readonly Piece[];
export type Cell = readonly Line[];
export type Level = 2 | 3 | 4;

export interface Table {
  readonly kind: 'table';
  /** Empty where the first cell of each row is its heading. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Parts of the width. */
  readonly widths: readonly number[];
}

/** What a report is made of, whatever it is shown as. */
export type Block =
  | { readonly kind: 'heading'; readonly level: Level; readonly text: string }
  | { readonly kind: 'paragraph'; readonly line: Line }
  /** The line that stands at the head and at the foot of all that is said. */
  | { readonly kind: 'disclaimer'; readonly text: string }
  /** The sentence that can be signed. */
  | { readonly kind: 'finding'; readonly text: string }
  /** What somebody else said or wrote, word by word. */
  | { readonly kind: 'quote'; readonly text: string }
  /** Something to be written in by hand. */
  | { readonly kind: 'blank'; readonly label: string }
  /** A drawing, and all of it in words for whoever can't see it. */
  | { readonly kind: 'drawing'; readonly scene: Scene; readonly title: string; readonly inWords: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** What follows begins on a page of its own. */
  | { readonly kind: 'page' }
  | Table;

export interface Report {
  readonly title: string;
  /** What stands at the head of each page. */
  readonly running: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly blocks: readonly Block[];
}

export const plain = (text: string): Piece => ({ text, tone: 'plain' });
export const code = (text: string): Piece => ({ text, tone: 'code' });
export const quiet = (text: string): Piece => ({ text, tone: 'quiet' });
export const strong = (text: string): Piece => ({ text, tone: 'strong' });

export const heading = (level: Level, text: string): Block => ({ kind: 'heading', level, text });
export const paragraph = (...line: Line): Block => ({ kind: 'paragraph', line });
export const quote = (text: string): Block => ({ kind: 'quote', text });

/** A cell of one line of plain text. */
export const cell = (text: string): Cell => [[plain(text)]];

/** A table in which the first cell of each row says what the second is. */
export const register = (rows: readonly (readonly [name: string, says: Cell])[]): Table => ({
  kind: 'table',
  head: [],
  widths: [1, 3.4],
  rows: rows.map(([name, says]) => [cell(name), says]),
});

/** All that is said, for looking terms up in it. */
export function textOf(blocks: readonly Block[]): string {
  return blocks.map(saidIn).join('\n');
}

function saidIn(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'disclaimer':
    case 'finding':
    case 'quote':
      return block.text;
    case 'paragraph':
      return lineText(block.line);
    case 'blank':
      return block.label;
    case 'drawing':
      return [
        block.title,
        block.inWords,
        ...block.scene.strokes.flatMap((stroke) => ('text' in stroke ? [stroke.text] : [])),
      ].join('\n');
    case 'list':
      return block.items.join('\n');
    case 'page':
      return '';
    case 'table':
      return [...block.head, ...block.rows.flat().flatMap((lines) => lines.map(lineText))].join('\n');
  }
}

export const lineText = (line: Line): string => line.map(({ text }) => text).join('');
