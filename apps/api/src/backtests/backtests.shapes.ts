import { Type } from '@sinclair/typebox';
import { ActRef, Offer } from '../alerts/alerts.shapes.js';
import { At, Count, Name, orNull, pageOf, shape, wordOf } from '../http/shape.js';

const BACKTEST_STATUSES = ['WAITING', 'RUNNING', 'DONE', 'CANCELLED', 'FAILED'] as const;
export const BACKTEST_CHANGES = ['ADDED', 'GONE', 'CHANGED'] as const;

export const Backtest = shape('Backtest', {
  backtestId: Name,
  kind: wordOf(['WHAT_IF', 'PARITY'] as const),
  version: Name,
  from: orNull(At),
  to: orNull(At),
  clientIds: orNull(Type.Array(Name)),
  status: wordOf(BACKTEST_STATUSES),
  clients: Type.Object({ done: Count, total: orNull(Count) }),
  secondsLeft: orNull(Type.Number()),
  same: Count,
  added: Count,
  gone: Count,
  changed: Count,
  problem: orNull(Type.String()),
  createdBy: Name,
  createdAt: At,
  startedAt: orNull(At),
  finishedAt: orNull(At),
});
export const Backtests = shape('Backtests', { items: Type.Array(Backtest) });

export const BacktestResult = shape('BacktestResult', {
  backtest: Backtest,
  byVerdict: Type.Array(
    Type.Object({
      change: wordOf(BACKTEST_CHANGES),
      before: orNull(Type.String()),
      after: orNull(Type.String()),
      count: Count,
      clients: Count,
    }),
    { description: 'How many differences there are, by the verdict on record and the one that the pack gives.' },
  ),
});

const Judged = Type.Object({
  verdict: Type.String(),
  row: Type.Integer(),
  severity: Type.String(),
  newService: orNull(Type.Boolean()),
  newAssetType: orNull(Type.Boolean()),
  policyVersion: Type.String(),
  explanation: Type.String(),
});
export const BacktestDifference = shape('BacktestDifference', {
  ordinal: Count,
  change: wordOf(BACKTEST_CHANGES),
  alertId: Name,
  clientId: Name,
  entityId: Name,
  act: ActRef,
  offer: Offer,
  before: orNull(Judged),
  after: orNull(Judged),
});
export const BacktestDifferencePage = pageOf(BacktestDifference);
