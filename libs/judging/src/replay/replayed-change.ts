import type { AlertFactKind } from '#log/codec';

/** Why a change that was recorded is not what is derived, or the other way round. */
export type DifferenceCause =
  /** It was judged by another pack than the one that was in force. */
  | 'POLICY'
  /** It was judged before a fact that all clients share had reached the client. */
  | 'LATE_FACT'
  /** The same facts and the same pack give something else: the code has changed, or the record has. */
  | 'CODE';

/** What two sides say of one alert; `null` where one of them says nothing. */
export interface ChangeSaid {
  readonly change: AlertFactKind;
  readonly verdict: string;
  readonly severity: string;
}

export interface ReplayDifference {
  readonly cause: DifferenceCause;
  readonly recorded: ChangeSaid | null;
  readonly derived: ChangeSaid | null;
}

export const isSameChange = (a: ChangeSaid, b: ChangeSaid): boolean =>
  a.change === b.change && a.verdict === b.verdict && a.severity === b.severity;

/** What one recorded position was found to be. */
export interface CheckedChange {
  /** Position of the change; of one that is derived but not recorded, the end of the batch that should have held it. */
  readonly position: number;
  readonly alertId: string;
  readonly clientId: string;
  readonly entityId: string;
  /** Position of the event that caused it; `null` where none did (a change of the pack). */
  readonly by: number | null;
  readonly act: unknown;
  readonly recordedAt: number | null;
  readonly difference: ReplayDifference | null;
}
