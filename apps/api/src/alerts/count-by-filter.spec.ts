import { countByFilter, type FilterRow } from './count-by-filter.js';

const row = (severity: string, country: string, service: string | null, count: number): FilterRow => ({
  severity,
  country,
  service,
  verdict: 'BREACH_61_2',
  status: 'OPEN',
  entityId: 'e',
  assetClass: 'OTHER',
  kind: 'MARKETED',
  assignee: 'NOBODY',
  count,
});
const ROWS = [
  row('critical', 'DE', 'STAKING', 3),
  row('critical', 'FR', 'CUSTODY', 2),
  row('low', 'DE', 'CUSTODY', 5),
  row('low', 'IT', null, 1),
];

describe('counts by filter', () => {
  it('count all, the most frequent first, and nothing for what has no value', () => {
    const { total, facets } = countByFilter(ROWS, {});
    expect(total).toBe(11);
    expect(facets.severity).toEqual([
      { value: 'low', count: 6 },
      { value: 'critical', count: 5 },
    ]);
    expect(facets.service).toEqual([
      { value: 'CUSTODY', count: 7 },
      { value: 'STAKING', count: 3 },
    ]);
  });

  it('are each counted without their own filter, but under all others', () => {
    const { total, facets } = countByFilter(ROWS, { severity: ['critical'], country: ['DE'] });
    expect(total).toBe(3);
    expect(facets.severity).toEqual([
      { value: 'low', count: 5 },
      { value: 'critical', count: 3 },
    ]);
    expect(facets.country).toEqual([
      { value: 'DE', count: 3 },
      { value: 'FR', count: 2 },
    ]);
    expect(facets.service).toEqual([{ value: 'STAKING', count: 3 }]);
  });
});
