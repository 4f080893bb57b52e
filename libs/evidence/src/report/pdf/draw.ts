import type { Block } from '../blocks.js';
import { INK, LEADING, MARGIN, QUIET, RULE, SHADE, SIZE, CAUTION } from './fonts.js';
import { layOut } from './lines.js';
import type { Page } from './page.js';
import { drawTable } from './table.js';
import { drawDrawing } from './drawing.js';

/** How much of a page must be left for a heading, with something of what it is the heading of. */
const WITH_WHAT_FOLLOWS = { 2: 110, 3: 90, 4: 80 } as const;

/** Puts one block on the page, with its place in the structure. */
export async function drawBlock(page: Page, block: Block): Promise<void> {
  const { face, width, doc } = page;
  switch (block.kind) {
    case 'heading': {
      const size = SIZE[block.level];
      page.need(WITH_WHAT_FOLLOWS[block.level]);
      page.skip(block.level === 2 ? 16 : 9);
      const lines = layOut([{ text: block.text, tone: 'strong' }], face, { width, size });
      page.lines(page.element(`H${block.level}`), lines, size);
      if (block.level === 2) {
        page.rule(MARGIN.left, page.y + 1, width);
        doc.outline.addItem(block.text);
      }
      page.y += block.level === 2 ? 7 : 3;
      return;
    }
    case 'paragraph':
      page.lines(page.element('P'), layOut(block.line, face, { width, size: SIZE.text }), SIZE.text);
      page.y += 4;
      return;
    case 'disclaimer': {
      page.skip(4);
      const lines = layOut([{ text: block.text, tone: 'strong' }], face, { width, size: SIZE.text, color: CAUTION });
      page.lines(page.element('P'), lines, SIZE.text);
      page.y += 4;
      return;
    }
    case 'finding':
      return drawFinding(page, block.text);
    case 'quote':
      return drawQuote(page, block.text);
    case 'blank':
      return drawBlank(page, block.label);
    case 'drawing':
      return drawDrawing(page, block);
    case 'page':
      if (!page.isFresh) page.turn();
      return;
    case 'list':
      return drawList(page, block.items);
    case 'table':
      if (block.rows.length === 0)
        return drawBlock(page, { kind: 'paragraph', line: [{ text: 'None.', tone: 'quiet' }] });
      return drawTable(page, block);
  }
}

const INSET = 10;

function drawFinding(page: Page, text: string): void {
  const lines = layOut([{ text, tone: 'plain' }], page.face, { width: page.width - 2 * INSET, size: SIZE.finding });
  const height = lines.length * SIZE.finding * LEADING + 2 * INSET;
  page.need(height);
  if (height <= page.left) {
    page.artifact('Layout', (doc) => {
      doc.rect(MARGIN.left, page.y, page.width, height).fillAndStroke(SHADE, RULE);
    });
  }
  page.y += INSET;
  page.lines(page.element('P'), lines, SIZE.finding, MARGIN.left + INSET);
  page.y += INSET + 6;
}

function drawQuote(page: Page, text: string): void {
  const inset = 14;
  const lines = layOut([{ text: `“${text}”`, tone: 'plain' }], page.face, {
    width: page.width - inset,
    size: SIZE.text,
  });
  const quote = page.element('BlockQuote');
  page.lines(page.element('P', quote), lines, SIZE.text, MARGIN.left + inset);
  quote.end();
  page.y += 6;
}

function drawBlank(page: Page, label: string): void {
  page.need(34);
  page.y += 14;
  const lines = layOut([{ text: `${label}:`, tone: 'quiet' }], page.face, { width: page.width, size: SIZE.text });
  page.lines(page.element('P'), lines, SIZE.text);
  page.rule(MARGIN.left, page.y + 2, page.width, QUIET);
  page.y += 6;
}

function drawList(page: Page, items: readonly string[]): void {
  const inset = 14;
  const list = page.element('L');
  for (const item of items) {
    const lines = layOut([{ text: item, tone: 'plain' }], page.face, { width: page.width - inset, size: SIZE.text });
    page.need(Math.min(lines.length, 2) * SIZE.text * LEADING);
    const li = page.element('LI', list);
    const label = page.element('Lbl', li);
    const bullet = [[{ text: '•', hand: 'plain', color: INK, size: SIZE.text, x: 0 }]] as const;
    label.add(() => page.draw(bullet, SIZE.text, MARGIN.left + 3, page.y));
    label.end();
    page.lines(page.element('LBody', li), lines, SIZE.text, MARGIN.left + inset);
    li.end();
    page.y += 2;
  }
  list.end();
  page.y += 4;
}
