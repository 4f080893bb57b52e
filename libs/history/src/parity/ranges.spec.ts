import fc from 'fast-check';
import { chunksBeside, isWithin } from './ranges.js';

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const range = (first: string, last = first) => ({ first, last });

describe('chunks beside what is done', () => {
  it('are all of it where nothing is done', () => {
    expect(chunksBeside(letters.slice(0, 5), [], 2)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(chunksBeside([], [], 2)).toEqual([]);
  });

  it('end where something is done, and begin behind it', () => {
    expect(chunksBeside(letters.slice(0, 8), [range('c', 'd')], 3)).toEqual([['a', 'b'], ['e', 'f', 'g'], ['h']]);
    // Also where nobody of those who were done is left between.
    expect(chunksBeside(['a', 'e'], [range('c', 'd')], 3)).toEqual([['a'], ['e']]);
  });

  it('hold everybody else once, and nobody twice when they are done in turn', () => {
    fc.assert(
      fc.property(fc.subarray(letters), fc.subarray(letters), fc.integer({ min: 1, max: 4 }), (some, more, size) => {
        const before = chunksBeside(some, [], size).filter((_, i) => i % 2 === 0);
        const done = before.map((chunk) => range(chunk[0] ?? '', chunk.at(-1)));
        const all = [...new Set([...some, ...more])].sort();
        const rest = chunksBeside(all, done, size);
        expect(rest.flat()).toEqual(all.filter((id) => !done.some((r) => isWithin(id, r))));
        expect(rest.every((chunk) => chunk.length > 0 && chunk.length <= size)).toBe(true);
        const ranges = [...done, ...rest.map((chunk) => range(chunk[0] ?? '', chunk.at(-1)))];
        expect(all.every((id) => ranges.filter((r) => isWithin(id, r)).length === 1)).toBe(true);
      }),
    );
  });
});
