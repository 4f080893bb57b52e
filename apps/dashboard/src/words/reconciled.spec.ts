import type { Reconciliation } from '../api/types';
import { reconciledLines, reconciledWords } from './reconciled';

const sent = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    clientId: `c${i}`,
    source: 's',
    id: 'i',
    effectiveAt: '2026-01-01T00:00:00Z',
  }));
const found = (more: Partial<Reconciliation> = {}): Reconciliation => ({
  checkId: 'check-1',
  asAllowed: 0,
  neverSent: 3,
  sentThoughRefused: [],
  sentThoughUndecided: [],
  sentToOthers: [],
  ...more,
});

describe('what was sent, beside what was answered', () => {
  it('is good, bad, or not yet anything', () => {
    expect(reconciledWords(found()).kind).toBe('NEITHER');
    expect(reconciledWords(found({ asAllowed: 1 })).kind).toBe('GOOD');
    expect(reconciledWords(found({ asAllowed: 1, sentToOthers: sent(1) }))).toEqual({
      words: 'Not kept to: 1 message should not have been sent.',
      kind: 'BAD',
    });
  });

  it('says of each line in words what to think of it, and names some', () => {
    const lines = reconciledLines(found({ asAllowed: 2, sentThoughRefused: sent(11) }));
    expect(lines.map(({ kind }) => kind)).toEqual(['GOOD', 'BAD', 'GOOD', 'GOOD', 'NEITHER']);
    expect(lines[1]).toMatchObject({
      label: 'Sent though refused: 11',
      meaning: 'bad: somebody has to look at it',
      whom: 'c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 …',
    });
    expect(lines[2]?.whom).toBe('');
  });
});
