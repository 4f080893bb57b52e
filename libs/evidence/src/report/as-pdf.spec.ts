import { inflateSync } from 'node:zlib';
import { asPdf } from './as-pdf.js';
import { cell, code, heading, paragraph, plain, quote, type Block } from './blocks.js';
import { reportOf } from './content.js';
import { evidenceOf } from './report.testkit.js';
import { ADA, ADAS_CASE, adasStory, CATALOGUE } from './story.testkit.js';

const pdfOf = async (...blocks: readonly Block[]): Promise<string> =>
  Buffer.from(
    await asPdf({ title: 'Title (of it)', running: 'Running', createdAt: '2026-01-01T00:00:00Z', blocks }),
  ).toString('latin1');

/** What the streams of a PDF hold, one after the other. */
const streamsOf = (pdf: string): string[] =>
  [...pdf.matchAll(/<<([^]*?)>>\s*stream\r?\n([^]*?)\r?\nendstream/g)].map(([, , body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return body;
    }
  });
const pages = (pdf: string): number => pdf.match(/\/Type \/Page\b/g)?.length ?? 0;
const elements = (pdf: string, type: string): number => pdf.match(new RegExp(`/S /${type}\\b`, 'g'))?.length ?? 0;
const words = (count: number): string => Array.from({ length: count }, (_, i) => `word${i}`).join(' ');

describe('the report as PDF', () => {
  const story = () => reportOf(evidenceOf([ADA], [...CATALOGUE, ...adasStory()], { done: ADAS_CASE }), []);
  let whole: string;
  beforeAll(async () => {
    whole = Buffer.from(await asPdf(story())).toString('latin1');
  });

  it('says what it is: PDF/A-2a and PDF/UA-1, with a title, a language and a date', () => {
    expect(whole).toMatch(/^%PDF-1\.7[^]*%%EOF\s*$/);
    expect(whole).toContain('/Lang (en)');
    expect(whole).toMatch(/\/DisplayDocTitle true/);
    const said = streamsOf(whole).find((text) => text.includes('x:xmpmeta')) ?? '';
    expect(said).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(said).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(said).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(said).toContain('Evidence report on client c-1042');
    expect(said).toContain('2026-09-01T08:30:00');
  });

  it('carries its fonts and its colours', () => {
    const fonts = whole.match(/\/Type \/FontDescriptor/g)?.length ?? 0;
    expect(fonts).toBe(3);
    expect(whole.match(/\/FontFile2/g)).toHaveLength(fonts);
    expect(whole).toMatch(/\/S \/GTS_PDFA1/);
    expect(whole).toMatch(/\/OutputIntents/);
  });

  it('is tagged: each heading, table, list and quotation says what it is, and all else is an artifact', () => {
    expect(whole).toMatch(/\/MarkInfo/);
    expect(whole).toMatch(/\/Type \/StructTreeRoot/);
    const { blocks } = story();
    const count = (kind: Block['kind'], level?: number): number =>
      blocks.filter((block) => block.kind === kind && (block.kind !== 'heading' || block.level === level)).length;
    expect(elements(whole, 'H1')).toBe(1);
    expect([elements(whole, 'H2'), elements(whole, 'H3')]).toEqual([count('heading', 2), count('heading', 3)]);
    expect(elements(whole, 'Table')).toBe(
      blocks.filter((block) => block.kind === 'table' && block.rows.length > 0).length,
    );
    expect(elements(whole, 'Figure')).toBe(count('drawing'));
    expect(count('drawing')).toBe(1);
    expect(whole).toMatch(/\/Alt \(/);
    expect(elements(whole, 'L')).toBe(count('list'));
    expect(elements(whole, 'BlockQuote')).toBe(count('quote'));
    expect(whole.match(/\/Scope \/(Row|Column)/g)?.length).toBe(elements(whole, 'TH'));
    for (const content of streamsOf(whole).filter((text) => /\bBDC\b/.test(text))) {
      const open = content.match(/\bB[DM]C\b/g)?.length;
      expect(content.match(/\bEMC\b/g)?.length).toBe(open);
      // Nothing is drawn outside of what is marked.
      expect(content.replace(/\bB[DM]C\b[^]*?\bEMC\b/g, '')).not.toMatch(/\bT[jJ]\b/);
    }
  });

  it('equal reports give equal bytes', async () => {
    expect(Buffer.from(await asPdf(story())).toString('latin1')).toBe(whole);
  });

  it('numbers its pages, and says on each what it is of', async () => {
    const two = await pdfOf(paragraph(plain('one')), { kind: 'page' }, paragraph(plain('two')), { kind: 'page' });
    expect(pages(two)).toBe(3);
    expect(streamsOf(two).filter((text) => text.includes('/Artifact')).length).toBe(3);
  });

  it('begins no page without need', async () => {
    expect(pages(await pdfOf({ kind: 'page' }, { kind: 'page' }))).toBe(2);
    expect(pages(await pdfOf(paragraph(plain(words(20)))))).toBe(1);
  });

  it('goes on over as many pages as it takes, with paragraphs, quotations and findings longer than one', async () => {
    for (const block of [
      paragraph(plain(words(3_000))),
      quote(words(3_000)),
      { kind: 'finding', text: words(3_000) } as const,
      { kind: 'list', items: [words(3_000)] } as const,
    ])
      expect([block.kind, pages(await pdfOf(block)) > 2]).toEqual([block.kind, true]);
  });

  it('breaks a row only where it is longer than a page', async () => {
    const table = (cells: number, length: number): Block => ({
      kind: 'table',
      head: ['A', 'B'],
      rows: Array.from({ length: cells }, (_, i) => [cell(String(i)), cell(words(length))]),
      widths: [1, 3],
    });
    const many = await pdfOf(table(200, 8));
    expect(pages(many)).toBeGreaterThan(3);
    // The head is read out once, and stands on every page.
    expect(elements(many, 'TH')).toBe(2);
    expect(elements(many, 'TR')).toBe(201);
    const long = await pdfOf(table(1, 3_000));
    expect(pages(long)).toBeGreaterThan(2);
    expect(elements(long, 'TR')).toBe(2);
  });

  it('keeps a drawing on one page, however high it is', async () => {
    const drawing = (height: number): Block => ({
      kind: 'drawing',
      title: 'D',
      inWords: 'W',
      scene: { width: 720, height, strokes: [{ kind: 'path', d: `M0 0L9 ${height}`, role: 'beyond' }] },
    });
    for (const height of [100, 3_000]) {
      const pdf = await pdfOf(paragraph(plain('before')), drawing(height));
      const figures = streamsOf(pdf).filter((text) => text.includes('/Figure'));
      expect([height, figures.length, pages(pdf)]).toEqual([height, 1, height > 1_000 ? 2 : 1]);
    }
  });

  it('keeps a heading with what follows', async () => {
    const lines = Array.from({ length: 46 }, (_, i) => paragraph(plain(`line ${i}`)));
    const pdf = await pdfOf(...lines, heading(2, 'Heading'), paragraph(plain('what follows')));
    const holding = streamsOf(pdf).findIndex((text) => text.includes('/H2'));
    const last = streamsOf(pdf).findLastIndex((text) => /\/P <</.test(text));
    expect(holding).toBe(last);
  });

  it('shows what its fonts have not by a sign that says so, and keeps out what can’t be seen', async () => {
    const pdf = await pdfOf(
      paragraph(plain('日本語 \u200b\u0007 \ue000 ε ж'), code('日本')),
      paragraph(plain('')),
      { kind: 'table', head: [], rows: [], widths: [1] },
      { kind: 'blank', label: 'Name' },
    );
    const maps = streamsOf(pdf).filter((text) => text.includes('beginbfrange') || text.includes('beginbfchar'));
    expect(maps.join()).toMatch(/fffd/i);
    expect(maps.join()).not.toMatch(/65e5|e000|200b|feff/i);
  });
});
