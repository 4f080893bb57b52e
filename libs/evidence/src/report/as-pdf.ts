import { buffer } from 'node:stream/consumers';
import { setImmediate as othersTurn } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import type { Report } from './blocks.js';
import { drawBlock } from './pdf/draw.js';
import { FONTS, LEADING, MARGIN, QUIET, SIZE } from './pdf/fonts.js';
import { layOut } from './pdf/lines.js';
import { Page } from './pdf/page.js';
import { UA_IDENTIFICATION } from './pdf/identification.js';

/**
 * The report on pages of A4, to be kept for decades and to be read out: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1). Its
 * fonts and colours are in it, and each piece of it says what it is. Equal reports give equal bytes.
 */
export async function asPdf(report: Report): Promise<Uint8Array> {
  const createdAt = new Date(report.createdAt);
  const doc = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/A-2a',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    info: { Title: report.title, Creator: 'Scopewatch', CreationDate: createdAt, ModDate: createdAt },
    font: FONTS.plain,
  } as PDFKit.PDFDocumentOptions);
  const bytes = buffer(doc);
  // Its types don't tell of it.
  (doc as unknown as { appendXML(xml: string): void }).appendXML(UA_IDENTIFICATION);
  const page = new Page(doc);
  const title = layOut([{ text: report.title, tone: 'strong' }], page.face, { width: page.width, size: SIZE.title });
  page.lines(page.element('H1'), title, SIZE.title);
  page.y += 6;
  for (const block of report.blocks) {
    await drawBlock(page, block);
    // Hundreds of pages take seconds, and whoever makes them has others to answer too.
    await othersTurn();
  }
  headAndFoot(page, report.running);
  doc.end();
  return new Uint8Array(await bytes);
}

/** What it is and of when, and which page of how many. */
function headAndFoot(page: Page, running: string): void {
  const { doc, face, width } = page;
  const { start, count } = doc.bufferedPageRange();
  const put = (text: string, y: number): void => {
    const [line] = layOut([{ text, tone: 'quiet' }], face, { width, size: SIZE.running });
    page.artifact('Pagination', () => page.draw([line ?? []], SIZE.running, MARGIN.left, y));
  };
  for (let i = start; i < start + count; i += 1) {
    doc.switchToPage(i);
    put(running, 32);
    page.rule(MARGIN.left, 32 + SIZE.running * LEADING + 3, width, QUIET);
    put(`page ${i - start + 1} of ${count}`, doc.page.height - 34);
  }
}
