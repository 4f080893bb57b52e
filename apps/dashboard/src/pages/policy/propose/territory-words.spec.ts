import { territoriesOf, territoryInWords } from './territory-words';

describe('a country in the perimeter', () => {
  it.each([
    [{ country: 'AT', from: '2024-12-30', sourceStatus: 'primary' }, 'from 30 Dec 2024'],
    [
      { country: 'NO', from: '2025-07-01', until: '2026-01-01', sourceStatus: 'unverified' },
      'from 1 Jul 2025 until 1 Jan 2026, unverified',
    ],
    [{ from: '2025-13-01', sourceStatus: 'secondary' }, 'from 2025-13-01, secondary'],
    [{ from: 7 }, 'from 7'],
    ['rubbish', ''],
  ])('is %j in words', (territory, words) => {
    expect(territoryInWords(territory)).toBe(words);
  });

  it('may be inside more than once, or never', () => {
    const perimeter = [
      { country: 'NO', from: '2025-01-01', until: '2025-02-01', sourceStatus: 'primary' },
      { country: 'NO', from: '2025-07-01', sourceStatus: 'primary' },
    ];
    expect(territoriesOf({ perimeter }, 'NO')).toBe('from 1 Jan 2025 until 1 Feb 2025; from 1 Jul 2025');
    expect(territoriesOf({ perimeter }, 'CH')).toBe('not inside');
    expect(territoriesOf({ perimeter: 'rubbish' }, 'NO')).toBe('not inside');
  });
});
