import { decodeCursor, encodeCursor } from './cursor.js';
import { isDay, isMoment } from './moment.js';
import { unstorableIn } from './storable-text.js';

describe('what comes in', () => {
  it('is a moment only if there is such a moment', () => {
    for (const text of ['2026-02-28T23:59:59.999999Z', '2024-02-29T00:00Z', '0001-01-01T00:00:00+14:00'])
      expect([text, isMoment(text)]).toEqual([text, true]);
    for (const text of ['2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:00:60Z'])
      expect([text, isMoment(text)]).toEqual([text, false]);
    for (const text of ['0000-01-01T00:00:00Z', '2026-01-01T00:00:00+99:99', '2026-01-01', '12026-01-01T00:00:00Z', ''])
      expect([text, isMoment(text)]).toEqual([text, false]);
    expect([isDay('2026-02-28'), isDay('2026-02-30'), isDay('2026-02-28T00:00Z')]).toEqual([true, false, false]);
  });

  it('holds no text that the database can’t keep, in names neither', () => {
    expect(unstorableIn({ text: 'a\0b' }, 'body')).toBe('body/text');
    expect(unstorableIn({ list: ['fine', '\ud800'] }, 'body')).toBe('body/list/1');
    expect(unstorableIn({ deep: { 'a\0': 1 } }, 'body')).toBe('body/deep');
    expect(unstorableIn({ text: 'any 😀 text\n', n: 1, none: null }, 'body')).toBeUndefined();
  });

  it('has a cursor only if a list of that order can have given it out', () => {
    const kinds = ['time', 'text'] as const;
    const given = ['2026-01-01T00:00:00.123456+00:00', 'al-1'];
    expect(decodeCursor(encodeCursor(given), kinds)).toEqual(given);
    expect(decodeCursor(undefined, kinds)).toBeNull();
    for (const values of [
      ['yesterday', 'al-1'],
      [1, 'al-1'],
      ['2026-01-01T00:00:00Z'],
      [...given, 1],
      [given[0], null],
    ])
      expect(() => decodeCursor(encodeCursor(values as string[]), kinds)).toThrow(/cursor/);
    expect(() => decodeCursor(encodeCursor([1e300]), ['count'])).toThrow(/cursor/);
    expect(() => decodeCursor(encodeCursor(['a\0']), ['text'])).toThrow(/cursor/);
    expect(() => decodeCursor('bm90IGpzb24', ['text'])).toThrow(/cursor/);
  });
});
