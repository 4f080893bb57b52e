import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { Block, Cell, Line, Report, Tone } from './blocks.js';

type Doc = InstanceType<typeof PDFDocument>;

/** Widely read scripts, each in one file: what stands in the report is carried by it, whatever the reader has. */
const fonts = join(dirname(createRequire(__filename).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
const FONTS = {
  plain: join(fonts, 'DejaVuSans.ttf'),
  bold: join(fonts, 'DejaVuSans-Bold.ttf'),
  code: join(fonts, 'DejaVuSansMono.ttf'),
} as const;

/** In points. */
const SIZE = { title: 17, 2: 12, 3: 10, text: 9, cell: 7.5, foot: 7 } as const;
const MARGIN = { top: 50, bottom: 50, left: 42, right: 42 } as const;
const INK = '#16191d';
const QUIET = '#5a6370';
const RULE = '#c9ced6';
const DISCLAIMER_COLOUR = '#8a5a00';

/** The report on pages of A4. Equal reports give equal bytes. */
export async function asPdf(report: Report): Promise<Uint8Array> {
  const createdAt = new Date(report.createdAt);
  const doc = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    info: { Title: report.title, Creator: 'Scopewatch', CreationDate: createdAt, ModDate: createdAt },
    font: FONTS.plain,
  });
  const bytes = buffer(doc);
  text(doc, 'bold', SIZE.title, report.title);
  for (const block of report.blocks) draw(doc, block);
  numberPages(doc, report.title);
  doc.end();
  return new Uint8Array(await bytes);
}

function draw(doc: Doc, block: Block): void {
  switch (block.kind) {
    case 'heading':
      doc.moveDown(block.level === 2 ? 1.2 : 0.6);
      // A heading does not stand alone at the foot of a page.
      if (doc.y > doc.page.maxY() - 70) doc.addPage();
      return text(doc, 'bold', SIZE[block.level], block.text);
    case 'paragraph':
      return lineOf(doc, block.line);
    case 'disclaimer':
      doc.moveDown(0.5).fillColor(DISCLAIMER_COLOUR);
      return text(doc, 'bold', SIZE.text, block.text, DISCLAIMER_COLOUR);
    case 'list':
      for (const item of block.items) text(doc, 'plain', SIZE.text, `•  ${item}`);
      return undefined;
    case 'table':
      return tableOf(doc, block);
  }
}

function text(doc: Doc, font: keyof typeof FONTS, size: number, value: string, color = INK): void {
  doc.font(FONTS[font]).fontSize(size).fillColor(color).text(value, MARGIN.left).moveDown(0.3);
}

/** A paragraph whose pieces follow each other. */
function lineOf(doc: Doc, line: Line): void {
  doc.fontSize(SIZE.text);
  line.forEach((piece, i) => {
    doc.font(fontOf(piece.tone)).fillColor(piece.tone === 'quiet' ? QUIET : INK);
    const options = { continued: i < line.length - 1 };
    if (i === 0) doc.text(piece.text, MARGIN.left, undefined, options);
    else doc.text(piece.text, options);
  });
  doc.moveDown(0.3);
}

function tableOf(doc: Doc, { head, rows, widths }: Extract<Block, { kind: 'table' }>): void {
  if (rows.length === 0) return lineOf(doc, [{ text: 'None.', tone: 'quiet' }]);
  const width = doc.page.width - MARGIN.left - MARGIN.right;
  const sum = widths.reduce((a, b) => a + b, 0);
  const headings = head.map((name) => ({
    text: name,
    type: 'TH' as const,
    font: { src: FONTS.bold, size: SIZE.cell },
  }));
  doc.font(FONTS.plain).fontSize(SIZE.cell).fillColor(INK);
  doc
    .table({
      position: { x: MARGIN.left },
      columnStyles: widths.map((part) => (part / sum) * width),
      defaultStyle: {
        border: { top: 0, left: 0, right: 0, bottom: 0.5 },
        borderColor: { top: RULE, left: RULE, right: RULE, bottom: RULE },
        padding: { top: 2, bottom: 2, left: 0, right: 6 },
      },
      data: [
        ...(head.length === 0 ? [] : [headings]),
        ...rows.map((cells) => cells.map((cell, i) => cellOf(cell, head.length === 0 && i === 0))),
      ],
    })
    .moveDown(0.5);
}

/** A cell is written in one hand: that of its first piece. */
function cellOf(cell: Cell, isHeading: boolean) {
  const tone = cell[0]?.[0]?.tone ?? 'plain';
  return {
    text: cell.map((line) => line.map((piece) => piece.text).join('')).join('\n'),
    type: isHeading ? ('TH' as const) : ('TD' as const),
    font: { src: isHeading ? FONTS.bold : fontOf(tone), size: SIZE.cell },
  };
}

const fontOf = (tone: Tone): string => (tone === 'code' ? FONTS.code : FONTS.plain);

function numberPages(doc: Doc, title: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let i = start; i < start + count; i += 1) {
    doc.switchToPage(i);
    // The foot stands in the margin, where text would begin another page.
    doc.page.margins.bottom = 0;
    doc
      .font(FONTS.plain)
      .fontSize(SIZE.foot)
      .fillColor(QUIET)
      .text(`${title} · page ${i - start + 1} of ${count}`, MARGIN.left, doc.page.height - 32, { lineBreak: false });
    doc.page.margins.bottom = MARGIN.bottom;
  }
}
