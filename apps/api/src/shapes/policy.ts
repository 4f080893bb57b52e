import { Type } from '@sinclair/typebox';
import { At, Count, Name, orNull, pageOf, shape, wordOf } from '../http/shape.js';
import { Backtest, BACKTEST_CHANGES, BacktestDifference } from './backtest.js';

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
  withdrawnBy: orNull({ ...Name, description: 'Who took the approved pack back before it came into force.' }),
  withdrawnAt: orNull(At),
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

export const PolicyShadow = shape('PolicyShadow', {
  shadowId: Name,
  proposalId: Name,
  version: Name,
  status: wordOf(['RUNNING', 'STOPPED', 'DECIDED'] as const),
  startedBy: Name,
  startedAt: At,
  since: orNull({
    ...At,
    description: 'Whoever live traffic touches from then on is judged; null until it has begun.',
  }),
  judgedTo: orNull({ ...At, description: 'Whoever was touched by then has been judged.' }),
  clients: Type.Object({ judged: Count, waiting: Count }),
  same: Count,
  added: Count,
  gone: Count,
  changed: Count,
  stoppedBy: orNull(Name),
  stoppedAt: orNull(At),
});

export const ShadowDifference = shape('ShadowDifference', {
  ...Type.Omit(BacktestDifference, ['ordinal']).properties,
  survivorId: { ...Name, description: 'The client, of merged ids the one that stands for all.' },
  foundAt: { ...At, description: 'Since when it differs.' },
});
export const ShadowDifferencePage = pageOf(ShadowDifference);
export { BACKTEST_CHANGES as SHADOW_CHANGES };
