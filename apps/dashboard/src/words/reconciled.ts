import type { Reconciliation } from '../api/types';
import { count, counted } from './numbers';

type Kind = 'GOOD' | 'BAD' | 'NEITHER';

export interface ReconciledLine {
  readonly label: string;
  readonly kind: Kind;
  readonly meaning: string;
  /** Some of them by id. */
  readonly whom: string;
}

const NAMED_MAX = 10;

/** The whole of it in one sentence. */
export function reconciledWords(found: Reconciliation): { readonly words: string; readonly kind: Kind } {
  const bad = [found.sentThoughRefused, found.sentThoughUndecided, found.sentToOthers].reduce(
    (sum, { length }) => sum + length,
    0,
  );
  if (bad > 0) return { words: `Not kept to: ${counted(bad, 'message')} should not have been sent.`, kind: 'BAD' };
  if (found.asAllowed === 0) return { words: 'Nothing was sent yet that names this check.', kind: 'NEITHER' };
  return { words: 'Kept to: whatever was sent was allowed.', kind: 'GOOD' };
}

/** What was sent, line by line, and what to think of it. */
export const reconciledLines = (found: Reconciliation): ReconciledLine[] => [
  {
    label: `Sent as allowed: ${count(found.asAllowed)}`,
    kind: found.asAllowed > 0 ? 'GOOD' : 'NEITHER',
    meaning: found.asAllowed > 0 ? 'good' : 'none so far',
    whom: '',
  },
  badIfAny('Sent though refused', found.sentThoughRefused),
  badIfAny('Sent though a person had to decide', found.sentThoughUndecided),
  badIfAny('Sent to others, who were not asked about', found.sentToOthers),
  { label: `Never sent: ${count(found.neverSent)}`, kind: 'NEITHER', meaning: 'neither good nor bad', whom: '' },
];

function badIfAny(label: string, sent: readonly { readonly clientId: string }[]): ReconciledLine {
  const named = sent.slice(0, NAMED_MAX).map(({ clientId }) => clientId);
  return {
    label: `${label}: ${count(sent.length)}`,
    kind: sent.length > 0 ? 'BAD' : 'GOOD',
    meaning: sent.length > 0 ? 'bad: somebody has to look at it' : 'good, there is none',
    whom: `${named.join(', ')}${sent.length > named.length ? ' …' : ''}`,
  };
}
