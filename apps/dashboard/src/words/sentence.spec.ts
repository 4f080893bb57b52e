import { sentenceShown } from './sentence';
import { showZone } from './zone';

const text = (words: string) => ({ text: words, at: null, isExact: false });

describe('the sentence to sign on a page', () => {
  afterAll(() => showZone(null));

  it('has its times by the clocks of the page, and all else as it was given', () => {
    const pieces = [
      text('On '),
      { text: '5 July 2025 at 17:20 UTC', at: '2025-07-05T17:20:00.000Z', isExact: true },
      text(' ENT-1 marketed it, when the request of '),
      { text: '31 December 2024', at: '2024-12-31T23:30:00.000Z', isExact: false },
      text(' and that of '),
      { text: '2 January 2025', at: '2025-01-02', isExact: false },
      text(' covered another.'),
    ];
    showZone('Asia/Tokyo');
    expect(sentenceShown({ pieces })).toBe(
      'On 6 Jul 2025, 02:20 (+09:00) ENT-1 marketed it, when the request of 1 Jan 2025 and that of 2 Jan 2025 covered another.',
    );
    showZone('UTC');
    expect(sentenceShown({ pieces })).toContain('On 5 Jul 2025, 17:20 (+00:00) ENT-1 marketed it');
  });
});
