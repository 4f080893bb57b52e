import type { DecodedBatch } from './decode.js';
import type { Outcome } from './judging.js';

/** What became of a batch. */
export interface IngestReport {
  readonly accepted: number;
  readonly duplicates: number;
  /** Messages that another consumer, or an earlier life of this one, had handled. */
  readonly alreadyHandled: number;
  readonly rejected: Readonly<Record<string, number>>;
  /** Verdicts on the new acts, by code. */
  readonly verdicts: Readonly<Record<string, number>>;
  readonly alertChanges: Readonly<Record<string, number>>;
}

export type BatchReport = Omit<IngestReport, 'alreadyHandled'>;

/** @param firstNew the first position of the batch: verdicts on earlier acts are not counted */
export function reportOf(batch: DecodedBatch, outcomes: readonly Outcome[], firstNew: number): BatchReport {
  const rejected: Record<string, number> = {};
  const verdicts: Record<string, number> = {};
  const alertChanges: Record<string, number> = {};
  const count = (counts: Record<string, number>, key: string): void => {
    counts[key] = (counts[key] ?? 0) + 1;
  };
  for (const { reason } of batch.refused) count(rejected, reason);
  for (const { judgements, alerts } of outcomes) {
    for (const { act, verdict } of judgements) if (act.position >= firstNew) count(verdicts, verdict);
    for (const { kind } of alerts.changes) count(alertChanges, kind);
  }
  return { accepted: batch.events.length, duplicates: batch.duplicates, rejected, verdicts, alertChanges };
}
