import { SENTENCES } from './explain-sentences.testkit.js';
import { reasonIn } from './reason-in.js';

describe('the reason in an explanation', () => {
  it.each(Object.entries(SENTENCES))('is what the row says, without the act: %s', (_name, sentences) => {
    for (const sentence of sentences) {
      const reason = reasonIn(sentence);
      const [, words = ''] = /: ([^:]+) \(row \d+\)\./.exec(sentence) ?? [];
      expect(reason.toLowerCase()).toBe(`${words.toLowerCase()}.`);
      expect(reason).not.toMatch(/^On |\(row/);
    }
  });

  it('is not cut at what something is called', () => {
    expect(
      reasonIn('On 3 May 2026 E marketed “urn: x” (A: B) to client c: 1: no request names it (row 14). More: x.'),
    ).toBe('No request names it.');
  });

  it('is all of it where it is told otherwise', () => {
    const gone = 'The act it was about is no longer on file.';
    expect(reasonIn(gone)).toBe(gone);
  });
});
