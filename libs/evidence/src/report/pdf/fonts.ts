import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type PDFDocument from 'pdfkit';
import type { Tone } from '../blocks.js';

export type Doc = InstanceType<typeof PDFDocument>;

/** Widely read scripts, each in one file: what stands in the report is carried by it, whatever the reader has. */
const folder = join(dirname(createRequire(__filename).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
export const FONTS = {
  plain: join(folder, 'DejaVuSans.ttf'),
  bold: join(folder, 'DejaVuSans-Bold.ttf'),
  code: join(folder, 'DejaVuSansMono.ttf'),
} as const;
export type Hand = keyof typeof FONTS;

/** In points. */
export const SIZE = {
  title: 18,
  2: 13,
  3: 10.5,
  4: 9.5,
  finding: 10.5,
  text: 9,
  cell: 8,
  code: 7,
  running: 7,
} as const;
export const MARGIN = { top: 58, bottom: 52, left: 48, right: 48 } as const;
export const LEADING = 1.38;
export const INK = '#16191d';
export const QUIET = '#56606c';
export const RULE = '#c9ced6';
export const CAUTION = '#8a5a00';
export const SHADE = '#f1f4f7';

const HANDS: Readonly<Record<Tone, Hand>> = { plain: 'plain', quiet: 'plain', strong: 'bold', code: 'code' };
export const handOf = (tone: Tone): Hand => HANDS[tone];

interface Shaped {
  /** How far a text of the font reaches, in thousandths of its size. */
  widthOfString(text: string, size: number): number;
  readonly ascender: number;
  readonly font: { hasGlyphForCodePoint(codePoint: number): boolean };
}

/** The font in use, as far as this needs it: pdfkit's types don't tell of it. */
const inUse = (doc: Doc): Shaped => (doc as unknown as { readonly _font: Shaped })._font;

/** Looks texts up in the fonts: how wide they are, and what of them can be shown. */
export class Typeface {
  private readonly widths = new Map<string, number>();
  private readonly shown = new Map<string, boolean>();

  constructor(readonly doc: Doc) {}

  /** In points. */
  width(text: string, hand: Hand, size: number): number {
    const key = `${hand}${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      this.doc.font(FONTS[hand]);
      width = inUse(this.doc).widthOfString(text, 1_000);
      this.widths.set(key, width);
    }
    return (width * size) / 1_000;
  }

  /** From the top of a line to its base. */
  ascent(hand: Hand, size: number): number {
    this.doc.font(FONTS[hand]);
    return (inUse(this.doc).ascender * size) / 1_000;
  }

  /**
   * A text as it can be shown: a letter that the font has not, such as Chinese ones, becomes "�", for a file that is to be read
   * in fifty years must say for each sign what it is. The HTML beside it has all of them. Ends of lines are the caller's.
   */
  printable(text: string, hand: Hand): string {
    return Array.from(text.normalize('NFC').replace(/\t/g, '  '), (character) => {
      const point = character.codePointAt(0) ?? 0;
      if (isIgnorable(point)) return '';
      return this.has(character, point, hand) ? character : '\ufffd';
    }).join('');
  }

  private has(character: string, point: number, hand: Hand): boolean {
    const key = `${hand}${character}`;
    let has = this.shown.get(key);
    if (has === undefined) {
      this.doc.font(FONTS[hand]);
      has = !isPrivate(point) && inUse(this.doc).font.hasGlyphForCodePoint(point);
      this.shown.set(key, has);
    }
    return has;
  }
}

/** Controls, and marks that only say where a text begins or how it runs. */
const isIgnorable = (point: number): boolean =>
  point < 0x20 || (point >= 0x7f && point < 0xa0) || point === 0xfeff || (point >= 0x200b && point <= 0x200f);

/** What has a meaning only where it comes from. */
const isPrivate = (point: number): boolean => (point >= 0xe000 && point <= 0xf8ff) || point >= 0xf0000;
