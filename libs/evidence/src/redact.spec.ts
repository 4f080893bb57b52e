import { withoutOthers } from './redact.js';
import { html, Html } from './report/html.js';

const campaign = (clientIds: string[]) =>
  Buffer.from(JSON.stringify({ id: 'k', data: { audience: { clientIds }, x: 1 } }));

describe('a message in the pack of one client', () => {
  const members = new Set(['ada', 'ada2']);
  it('stays as it came where it names nobody else', () => {
    const value = campaign(['ada2']);
    expect(withoutOthers(value, members)).toEqual({ value, redacted: undefined });
  });
  it('loses the ids of others, in either mode, and keeps the digest of what it was', () => {
    const { value, redacted } = withoutOthers(campaign(['eve', 'ada', 'bob']), members);
    expect(JSON.parse(value.toString())).toEqual({ id: 'k', data: { audience: { clientIds: ['ada'] }, x: 1 } });
    expect(redacted).toEqual({ others: 2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
    const binary = withoutOthers(Buffer.from('{"audience":{"clientIds":["eve"],"everyone":true}}'), members);
    expect(binary.value.toString()).toBe('{"audience":{"clientIds":[],"everyone":true}}');
  });
});

describe('html', () => {
  it('escapes whatever is put in, and joins what was made in the same way', () => {
    const list = ['<b>', 'a & "b"'].map((text) => html`<li>${text}</li>`);
    const made = html`<p title="${`'"`}">${list}${null}${3}</p>`;
    expect(made).toBeInstanceOf(Html);
    expect(made.text.replaceAll(/\s/g, '')).toBe(
      '<ptitle="&#39;&quot;"><li>&lt;b&gt;</li><li>a&amp;&quot;b&quot;</li>3</p>',
    );
  });
});
