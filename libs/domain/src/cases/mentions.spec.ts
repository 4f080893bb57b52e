import { mentionsIn } from './mentions.js';

describe('whom a text mentions', () => {
  it.each([
    ['@ann, please look', ['ann']],
    ['Ask (@bob.smith) or @ann.', ['bob.smith', 'ann']],
    ['@ann @ann: again @ann!', ['ann']],
    ['@oidc:4711 knows', ['oidc:4711']],
    ['@ann@example.org: done', ['ann@example.org']],
    ['Write to ann@example.org, or @ alone', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(mentionsIn(text)).toEqual(expected);
  });
});
