import { heldDataPage } from './held-data-page.js';

const AT = '2026-05-04T08:00:00.000Z';
const page = (rows: readonly Record<string, unknown>[], title = 'What was recorded'): string =>
  heldDataPage({ clientIds: ['c-104', 'c-105'], parts: [{ title, table: 'event', rows }] }, AT);

describe('the page of what is held of somebody', () => {
  it('says of whom, as of when, and how much of each kind', () => {
    const html = page([{ a: 1 }, { a: 2 }]);
    expect(html).toContain('<h1>What is held of c-104, c-105</h1>');
    expect(html).toContain(`As of ${AT}.`);
    expect(html).toContain('2 entries, kept as event.');
    expect(page([{ a: 1 }])).toContain('1 entry, kept as event.');
  });

  it('says so where nothing is', () => {
    expect(heldDataPage({ clientIds: ['c-104'], parts: [] }, AT)).toContain('Nothing is held.');
  });

  it('shows what lies within something by the way to it', () => {
    const html = page([
      { message: { data: { words: 'mine', offers: [{ service: 'CUSTODY' }, { service: 'EXCH' }] } } },
    ]);
    expect(html).toContain('<dt>message › data › words</dt><dd>mine</dd>');
    expect(html).toContain('<dt>message › data › offers › 1 › service</dt><dd>CUSTODY</dd>');
    expect(html).toContain('<dt>message › data › offers › 2 › service</dt><dd>EXCH</dd>');
  });

  it('shows lists of words, nothing, and empty things as what they are', () => {
    const html = page([{ none: null, ids: ['a', 'b'], empty: {}, yes: true, n: 0 }]);
    expect(html).toContain('<dt>none</dt><dd>–</dd>');
    expect(html).toContain('<dt>ids</dt><dd>[&quot;a&quot;,&quot;b&quot;]</dd>');
    expect(html).toContain('<dt>empty</dt><dd>{}</dd>');
    expect(html).toContain('<dt>yes</dt><dd>true</dd>');
    expect(html).toContain('<dt>n</dt><dd>0</dd>');
  });

  it('runs nothing that somebody has written', () => {
    const html = page([{ '<b>': '<script>alert("1")</script>' }], '<img src=x>');
    expect(html).not.toMatch(/<script|<img|<b>/);
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
  });
});
