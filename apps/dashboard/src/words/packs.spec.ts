import { packFrom } from './packs';

describe('the text of a pack', () => {
  it('is read where it is a JSON object', () => {
    expect(packFrom('{"version": "a/1"}')).toEqual({ pack: { version: 'a/1' } });
  });

  it.each([
    ['', 'line 1, column 1: a value is missing'],
    ['{"version": ', 'line 1, column 13: a value is missing'],
    ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3: a comma is missing'],
    ['{\n  "a": 1,\n  b: 2\n}', 'line 3, column 3: '],
    ['{"a": "x', 'line 1, column 7: a text does not end'],
    ['{"a": 1} {}', 'line 1, column 10: something comes after the end'],
    ['{"a": 1, // why\n"b": 2}', 'line 1, column 10: JSON has no comments'],
    ['{"a": 1,}', 'line 1, column 9: '],
  ])('that is none says where it stops being JSON: %j', (text, said) => {
    const { pack, problem } = packFrom(text);
    expect(pack).toBeUndefined();
    expect(problem).toContain(`It can’t be read as JSON: ${said}`);
  });

  it.each(['[]', '7', 'null'])('is no pack where it is %s', (text) => {
    expect(packFrom(text)).toEqual({ problem: expect.stringContaining('JSON object') as string });
  });
});
