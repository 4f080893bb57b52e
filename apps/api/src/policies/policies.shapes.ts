import { Type } from '@sinclair/typebox';
import { At, Count, Name, orNull, pageOf, shape, wordOf } from '../http/shape.js';
import { Backtest, BACKTEST_CHANGES, BacktestDifference } from '../backtests/backtests.shapes.js';

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
  effectiveFrom: orNull({ ...At, description: 'When it is to come into force; null until it is approved.' }),
  notify: Type.Boolean({ description: 'Whether notices of what it changes are sent.' }),
  activatedAt: orNull(At),
  withdrawnBy: orNull({ ...Name, description: 'Who withdrew it after its approval.' }),
  withdrawnAt: orNull(At),
  differences: Type.Array(Type.String(), { description: 'What it changes in the pack in force, in sentences.' }),
  backtest: Backtest,
  pack: Type.Unknown(),
});
export const PolicyProposals = shape('PolicyProposals', { items: Type.Array(PolicyProposal) });

export const PolicyDifferences = shape('PolicyDifferences', {
  from: Name,
  to: Name,
  differences: Type.Array(Type.String(), { description: 'What `to` changes in `from`, in sentences.' }),
});

export const PolicyPreview = shape('PolicyPreview', {
  problems: Type.Array(Type.String(), {
    description:
      'Why it could not be proposed, in sentences, each with the path of the field before it; empty where it could.',
  }),
  differences: orNull(
    Type.Array(Type.String(), {
      description: 'What it changes in the pack in force, in sentences; null where it can’t be read as a pack.',
    }),
  ),
});

export const Parity = shape('Parity', {
  equal: orNull(
    Type.Boolean({
      description: 'Whether the pack in force gives exactly the alerts on record; null where that was never finished.',
    }),
  ),
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
    description: 'Clients with events after this time are judged; null until it has begun.',
  }),
  judgedTo: orNull({ ...At, description: 'All clients with events up to this time have been judged.' }),
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
  survivorId: { ...Name, description: 'The client; where ids were merged, the one that stands for all of them.' },
  foundAt: { ...At, description: 'When the difference was found.' },
});
export const ShadowDifferencePage = pageOf(ShadowDifference);
export { BACKTEST_CHANGES as SHADOW_CHANGES };
