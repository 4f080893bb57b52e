import { policyDifferences } from './policy-differences.js';
import type { PolicyPack } from './policy.js';
import pack from '../../../../policy/mica-61.json';

const before = pack as PolicyPack;
const after = (change: Partial<PolicyPack>): string[] => policyDifferences(before, { ...before, ...change });

describe('what a pack changes', () => {
  it('is nothing where only the version differs', () => {
    expect(after({ version: 'other' })).toEqual([]);
  });

  it('is where the regime applies, since when, and how well that is confirmed', () => {
    const perimeter = before.perimeter
      .filter(({ country }) => country !== 'AT')
      .map((t) => (t.country === 'LI' ? { ...t, from: '2025-03-01', until: '2026-01-01' } : t))
      .map((t) => (t.country === 'GF' ? { ...t, sourceStatus: 'primary' as const, note: undefined } : t));
    expect(
      after({ perimeter: [...perimeter, { country: 'SJ', from: '2025-07-01', sourceStatus: 'primary' }] }),
    ).toEqual([
      'Austria no longer counts as inside the perimeter (before: from 30 December 2024).',
      'That French Guiana is inside the perimeter is primary (before: is unverified (outermost region)).',
      'From 1 March 2025 until 1 January 2026 Liechtenstein counts as inside the perimeter (before: from 1 February 2025).',
      'From 1 July 2025 Svalbard & Jan Mayen counts as inside the perimeter (before: never).',
    ]);
  });

  it('is what counts as the same, and how long a request reaches', () => {
    const facets = { ...before.facets, liquidity: { enabled: false, sourceStatus: 'secondary' as const } };
    expect(after({ facets, windowHours: 120 })).toEqual([
      'The facet liquidity is no part of what makes an asset the same type (secondary) (before: is part of what makes an asset the same type (unverified)).',
      'The window after a request is 120 hours (before: is 240 hours).',
    ]);
  });

  it('is how grave things are, what they cite, and who must do what by when', () => {
    expect(
      after({
        title: 'New',
        severities: { ...before.severities, NO_BASIS: 'high' },
        bouncedSeverity: 'medium',
        citations: { ...before.citations, NO_BASIS: [{ article: 'MiCA, Article 59(1)', sourceStatus: 'primary' }] },
        serviceHours: { ...before.serviceHours, low: 100 },
        fourEyes: { closing: [], silenceDays: 3 },
      }),
    ).toEqual([
      'The pack is called “New” (before: “MiCA, Article 61: original scope of reverse-solicited clients”).',
      'An alert NO_BASIS has severity high (before: has severity critical).',
      'A contact that bounced has severity medium (before: has severity low).',
      'A finding NO_BASIS cites MiCA, Article 59(1) (primary) (before: cites MiCA, Article 59(1) (primary) and MiCA, Article 61(1) (primary)).',
      'An alert of severity low is to be closed within 100 hours (before: is to be closed within 336 hours).',
      'Closing takes two people for no severity (before: takes two people for critical).',
      'A silence takes two people if it is longer than 3 days (before: takes two people if it is longer than 7 days).',
    ]);
  });
});
