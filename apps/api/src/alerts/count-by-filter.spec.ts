import { byProposal, countByFilter, type CountedRow, type FilterRow } from './count-by-filter.js';

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
  proposal: 'NONE',
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

describe('alerts that somebody has proposed to close', () => {
  const counted = (severity: string, proposer: string | null, count: number): CountedRow => {
    const { proposal: _, ...rest } = row(severity, 'DE', 'STAKING', count);
    return { ...rest, proposer };
  };
  const ALL = [counted('critical', null, 9), counted('low', null, 4), counted('high', null, 2)];
  const PROPOSED = [counted('critical', 'ann', 3), counted('critical', 'bob', 1), counted('high', 'key:1', 2)];

  it('are counted once: as somebody else’s, as one’s own, or as none', () => {
    const rows = byProposal([...ALL, ...PROPOSED], ['ann', 'key:1']);
    const { total, facets } = countByFilter(rows, {});
    expect(total).toBe(15);
    expect(facets.proposal).toEqual([
      { value: 'NONE', count: 9 },
      { value: 'BY_ME', count: 5 },
      { value: 'BY_OTHERS', count: 1 },
    ]);
    expect(countByFilter(rows, { proposal: ['BY_ME'] }).facets.severity).toEqual([
      { value: 'critical', count: 3 },
      { value: 'high', count: 2 },
    ]);
  });

  it('may be none', () => {
    expect(byProposal(ALL, ['ann']).map(({ proposal, count }) => [proposal, count])).toEqual([
      ['NONE', 9],
      ['NONE', 4],
      ['NONE', 2],
    ]);
  });
});
