import { Type } from '@sinclair/typebox';
import { At, Count, Name, orNull, shape, wordOf } from '../http/shape.js';
import { Backtest } from './backtest.js';

export const PolicyProposal = shape('PolicyProposal', {
  proposalId: Name,
  version: Name,
  title: Type.String(),
  reason: Type.String(),
  proposedBy: Name,
  proposedAt: At,
  decision: orNull(wordOf(['APPROVED', 'REJECTED'] as const)),
  decidedBy: orNull(Name),
  decidedAt: orNull(At),
  effectiveFrom: orNull({ ...At, description: 'From when on it is to be in force; null until it is approved.' }),
  notify: Type.Boolean({ description: 'Whether people are told what it changes.' }),
  activatedAt: orNull(At),
  differences: Type.Array(Type.String(), { description: 'What it changes of the pack in force, in words.' }),
  backtest: Backtest,
  pack: Type.Unknown(),
});
export const PolicyProposals = shape('PolicyProposals', { items: Type.Array(PolicyProposal) });

export const PolicyDifferences = shape('PolicyDifferences', {
  from: Name,
  to: Name,
  differences: Type.Array(Type.String(), { description: 'What the second changes of the first, in words.' }),
});

export const Parity = shape('Parity', {
  equal: orNull(Type.Boolean({ description: 'Whether the pack in force gives exactly the alerts on record.' })),
  differences: orNull(Count),
  last: orNull(Backtest),
});
