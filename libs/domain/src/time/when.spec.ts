import { day, instant, order, parseInstant, parseWhen } from './when.js';

const at = (text: string): number => Date.parse(text);

describe('a time', () => {
  it.each([
    ['2026-02-01T12:00:00Z', at('2026-02-01T12:00:00Z')],
    ['2026-02-01t12:00:00.1239z', at('2026-02-01T12:00:00.123Z')],
    ['2026-02-01T12:00:00+02:00', at('2026-02-01T10:00:00Z')],
    ['2026-02-01T00:30:00-05:30', at('2026-02-01T06:00:00Z')],
    ['2024-02-29T00:00:00Z', at('2024-02-29T00:00:00Z')],
  ])('%s is read to the millisecond', (text, ms) => {
    expect(parseInstant(text)).toBe(ms);
  });
  it.each([
    '2026-02-01',
    '2026-02-01T12:00:00',
    '2026-02-01T23:59:60Z',
    '2026-02-30T00:00:00Z',
    '2026-02-01T24:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-02-01 12:00:00Z',
    '',
  ])('%s is no instant', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
  it('every day of four centuries begins where the calendar of JavaScript says', () => {
    for (let ms = at('0000-01-01T00:00:00Z'), n = 0; n < 4 * 36_525; ms += 86_400_000, n += 1) {
      const text = new Date(ms).toISOString();
      if (parseInstant(text) !== ms) throw new Error(`${text} is read as ${parseInstant(text)}`);
    }
    for (let year = 100; year < 10_000; year += 1) {
      const last = `${String(year).padStart(4, '0')}-02-29T00:00:00Z`;
      const read = new Date(last).getUTCMonth() === 1 ? at(last) : null;
      if (parseInstant(last) !== read) throw new Error(`${last} is read as ${parseInstant(last)}`);
    }
  });
  it('a date alone is that whole day in UTC', () => {
    expect(parseWhen('2026-02-01')).toEqual(day(at('2026-02-01T00:00:00Z')));
    expect(parseWhen('2026-02-30')).toBeNull();
  });
});

describe('the order of two times', () => {
  const noon = instant(at('2026-02-01T12:00:00Z'));
  const midnight = instant(at('2026-02-01T00:00:00Z'));
  const february1 = day(at('2026-02-01T00:00:00Z'));
  const january31 = day(at('2026-01-31T00:00:00Z'));
  it('is known for two instants', () => {
    expect([order(midnight, noon), order(noon, noon), order(noon, midnight)]).toEqual(['before', 'equal', 'after']);
  });
  it('is open where a day overlaps, the same day included', () => {
    expect([order(february1, noon), order(midnight, february1), order(february1, february1)]).toEqual([
      'open',
      'open',
      'open',
    ]);
  });
  it('is known for a day and what lies outside it', () => {
    expect([order(january31, midnight), order(noon, january31), order(january31, february1)]).toEqual([
      'before',
      'after',
      'before',
    ]);
  });
});
