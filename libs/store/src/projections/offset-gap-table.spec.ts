import { uncovered } from './offset-gap-table.js';

const range = (fromOffset: number, toOffset: number) => ({ fromOffset, toOffset });

describe('what of a gap is not noted yet', () => {
  it.each([
    ['all of it where nothing is', [], [range(5, 20)]],
    ['nothing where it is noted already', [range(5, 20)], []],
    ['nothing within a larger one', [range(0, 30)], []],
    ['what was added since', [range(5, 10)], [range(10, 20)]],
    ['what came before', [range(12, 20)], [range(5, 12)]],
    ['what lies between and around', [range(14, 16), range(7, 9)], [range(5, 7), range(9, 14), range(16, 20)]],
    ['all of it beside others', [range(0, 5), range(20, 22)], [range(5, 20)]],
  ])('is %s', (_, others, left) => {
    expect(uncovered(range(5, 20), others)).toEqual(left);
  });
});
