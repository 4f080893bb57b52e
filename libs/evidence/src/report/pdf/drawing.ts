import { isBold, isDashed, PAPER, TEXT_SIZE, type Stroke } from '#strip';
import type { Block } from '../blocks.js';
import { FONTS, MARGIN, type Doc, type Hand, type Typeface } from './fonts.js';
import type { Page } from './page.js';

/** A drawing as one figure, as wide as the text unless it would be longer than a page, which is read out as its words. */
export function drawDrawing(page: Page, { scene, title, inWords }: Extract<Block, { kind: 'drawing' }>): void {
  const scale = Math.min(page.width / scene.width, page.height / scene.height);
  const height = scene.height * scale;
  page.need(height);
  const [left, top] = [MARGIN.left, page.y];
  const figure = page.element('Figure', undefined, {
    alt: `${title}. ${inWords}`,
    bbox: [left, top, left + scene.width * scale, top + height],
    placement: 'Block',
  });
  figure.add(() => {
    page.doc.save().translate(left, top).scale(scale);
    for (const stroke of scene.strokes) drawStroke(page.doc, page.face, stroke);
    page.doc.restore();
  });
  figure.end();
  page.y += height + 6;
}

function drawStroke(doc: Doc, face: Typeface, stroke: Stroke): void {
  const { fill, stroke: line } = PAPER[stroke.role];
  if (stroke.kind === 'path') {
    const path = doc.path(stroke.d).lineWidth(1);
    if (isDashed(stroke.role)) path.dash(3, {});
    else path.undash();
    if (fill !== null && line !== null) path.fillAndStroke(fill, line);
    else if (fill !== null) path.fill(fill);
    else if (line !== null) path.stroke(line);
    return;
  }
  const hand: Hand = isBold(stroke.role) ? 'bold' : 'plain';
  // The letters of this face are wider than those that the room was reckoned for.
  const size = TEXT_SIZE * 0.88;
  const text = face.printable(stroke.text, hand);
  const x = stroke.x - face.width(text, hand, size) * BEFORE[stroke.anchor];
  doc
    .font(FONTS[hand])
    .fontSize(size)
    .fillColor(fill ?? PAPER.label.fill ?? '')
    .text(text, x, stroke.y, { lineBreak: false, baseline: 'alphabetic' });
}

/** How much of a text stands before its anchor. */
const BEFORE = { start: 0, middle: 0.5, end: 1 } as const;
