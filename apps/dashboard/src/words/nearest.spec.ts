import fc from 'fast-check';
import { editDistance, nearest } from './nearest';

describe('how far two words are apart', () => {
  it.each([
    ['', '', 0],
    ['ETH', 'ETH', 0],
    ['ETH', 'BTC', 2],
    ['newsleter', 'newsletter', 1],
    ['ENT-1', 'ENT1', 1],
    ['summre', 'summer', 1],
    ['', 'abc', 3],
  ])('%s and %s: %i', (one, other, distance) => {
    expect([editDistance(one, other), editDistance(other, one)]).toEqual([distance, distance]);
  });

  it('is none only between equals, and no more than the longer is long', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (one, other) => {
        const distance = editDistance(one, other);
        expect(distance === 0).toBe(one === other);
        expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });
});

describe('the word that was meant', () => {
  it.each([
    ['newsleter', ['newsletter', 'vip'], 'newsletter'],
    ['ent 1', ['ENT-2', 'ENT-1'], 'ENT-1'],
    ['Eth', ['BTC', 'ETH'], 'ETH'],
    ['spring', ['autumn', 'vip'], null],
    ['x', ['y', 'xy'], 'xy'],
    ['x', [], null],
  ])('by %s of %j is %s', (word, known, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });
});
