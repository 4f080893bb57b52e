import { asHtml } from './as-html.js';
import { cell, code, heading, paragraph, quiet, quote, strong, type Block } from './blocks.js';
import { inStyle } from './style.js';

const NASTY = `</style><script>alert("1")</script>'&`;
const SAFE = '&lt;/style&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;';
const shown = (...blocks: readonly Block[]): string =>
  asHtml({ title: 'T', running: 'R', createdAt: '2026-01-01T00:00:00Z', blocks });
const drawn = (text: string): Extract<Block, { kind: 'drawing' }> => ({
  kind: 'drawing',
  title: 'D',
  inWords: 'W',
  scene: {
    width: 100,
    height: 20,
    strokes: [
      { kind: 'path', d: 'M0 0L9 9', role: 'beyond' },
      { kind: 'text', x: 1, y: 9, anchor: 'end', text, role: 'beyond-words' },
    ],
  },
});

describe('the report as HTML', () => {
  it.each<[string, Block]>([
    ['a heading', heading(3, NASTY)],
    ['a paragraph', paragraph(quiet(NASTY), code('x'), strong('y'))],
    ['a quotation', quote(NASTY)],
    ['the finding', { kind: 'finding', text: NASTY }],
    ['the disclaimer', { kind: 'disclaimer', text: NASTY }],
    ['a line to fill in', { kind: 'blank', label: NASTY }],
    ['a list', { kind: 'list', items: [NASTY] }],
    ['what is written in a drawing', drawn(NASTY)],
    ['the words of a drawing', { ...drawn('x'), inWords: NASTY }],
    ['a head', { kind: 'table', head: [NASTY], rows: [[cell('x')]], widths: [1] }],
    ['a cell', { kind: 'table', head: [], rows: [[cell('x'), cell(NASTY)]], widths: [1, 1] }],
  ])('shows %s as text', (_what, block) => {
    const page = shown(block);
    expect(page).toContain(SAFE);
    expect(page).not.toContain('<script');
  });

  it('shows titles as text, also inside the style', () => {
    const page = asHtml({ title: NASTY, running: NASTY, createdAt: '2026-01-01T00:00:00Z', blocks: [] });
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).not.toContain('<script');
    expect(page).toContain(`content: '${inStyle(NASTY)}'`);
    expect(inStyle('a"b\\c')).toBe('a\\22 b\\5c c');
  });

  it('has a drawing as one picture, which is read out as its words', () => {
    expect(shown(drawn('said'))).toMatch(/<main>[^]*<svg[^>]* role="img"[^>]* aria-label="D\. W"[^]*said[^]*<\/main>/);
  });

  it('is headed, its tables say what heads what, and its language is known', () => {
    const page = shown(
      heading(2, 'Two'),
      heading(3, 'Three'),
      heading(4, 'Four'),
      { kind: 'table', head: ['H'], rows: [[[[strong('x')], [quiet('y')]]]], widths: [1] },
      { kind: 'table', head: [], rows: [[cell('R'), cell('x')]], widths: [1, 1] },
      { kind: 'table', head: ['H'], rows: [], widths: [1] },
      { kind: 'page' },
    );
    for (const part of [
      '<html lang="en">',
      '<h1>T</h1>',
      '<h2>Two</h2>',
      '<h3>Three</h3>',
      '<h4>Four</h4>',
      '<col style="width: 50%" />',
      '<th scope="col">H</th>',
      '<th scope="row">R</th>',
      '<strong>x</strong><br /><span class="muted">y</span>',
      '<p class="muted">None.</p>',
    ])
      expect(page).toContain(part);
  });

  it('loads nothing, and numbers its pages when it is printed', () => {
    const page = shown();
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<img|<link|<script|https?:\/\/|url\(/);
    expect(page).toContain('counter(page) " of " counter(pages)');
  });
});
