import type { Static } from '@sinclair/typebox';
import type { BacktestRow } from '#store';
import type { Backtest } from './backtests.shapes.js';

export function backtestItem(row: BacktestRow, now: Date): Static<typeof Backtest> {
  const { backtestId, kind, version, status, same, added, gone, changed, problem, createdBy, done, total } = row;
  return {
    backtestId,
    kind,
    version,
    from: row.from?.toISOString() ?? null,
    to: row.to?.toISOString() ?? null,
    clientIds: row.clientIds === null ? null : [...row.clientIds],
    status,
    clients: { done, total },
    secondsLeft: secondsLeft(row, now),
    same,
    added,
    gone,
    changed,
    problem,
    createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** By the rate so far; `null` where it doesn't run or nothing is known yet. */
function secondsLeft({ status, startedAt, done, doneBefore, total }: BacktestRow, now: Date): number | null {
  if (status !== 'RUNNING' || startedAt === null || total === null || done <= doneBefore) return null;
  const seconds = (now.getTime() - startedAt.getTime()) / 1000;
  return Math.round((seconds / (done - doneBefore)) * (total - done));
}
