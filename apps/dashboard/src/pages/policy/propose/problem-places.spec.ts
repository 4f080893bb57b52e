import { placed, problemsAt, problemsWithin } from './problem-places';

describe('what the api says is wrong', () => {
  it.each([
    ['windowHours must be below 672', 'windowHours', 'Must be below 672.'],
    ['serviceHours.low is missing', 'serviceHours.low', 'Is missing.'],
    ['perimeter.3.from must be a date such as 2026-12-01', 'perimeter.3.from', 'Must be a date such as 2026-12-01.'],
    [
      'perimeter[3] (NO): until 2024-01-01 is not after from 2025-07-01.',
      'perimeter.3',
      'Until 2024-01-01 is not after from 2025-07-01.',
    ],
    ['perimeter: the dates of NO overlap (a and b).', 'perimeter', 'The dates of NO overlap (a and b).'],
    ['facets.class is switched off: why.', 'facets.class', 'Is switched off: why.'],
    ['version a/1 is in force already.', 'version', 'a/1 is in force already.'],
  ])('stands at the field that it names: %s', (problem, path, message) => {
    expect(placed(problem)).toEqual({ path, message });
  });

  it.each([
    ['the pack must be an object', 'The pack must be an object.'],
    ['colour is nothing that a pack says', 'Colour is nothing that a pack says.'],
  ])('is about the whole where no form has it: %s', (problem, message) => {
    expect(placed(problem)).toEqual({ path: '', message });
  });

  it('is looked up by field and by part', () => {
    const problems = ['perimeter.1.from is missing', 'perimeter.12.from is missing'].map(placed);
    expect(problemsAt(problems, 'perimeter.1.from')).toEqual(['Is missing.']);
    expect(problemsAt(problems, 'perimeter.1')).toEqual([]);
    expect(problemsWithin(problems, 'perimeter.1')).toHaveLength(1);
    expect(problemsWithin(problems, 'perimeter')).toHaveLength(2);
  });
});
